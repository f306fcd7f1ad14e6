/**
 * Seeded randomness. Nothing in the product calls Math.random: a generator comes in as an
 * argument, so the same input gives the same output.
 *
 * Source: mulberry32 by Tommy Ettinger, public domain (period 2³², passes gjrand).
 */
import { createHash } from 'node:crypto'

/** A generator of numbers in [0, 1); the same seed gives the same sequence. */
export type Random = () => number

export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The items in a random order (Fisher and Yates); the argument stays as it is. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items]
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[result[last], result[other]] = [result[other]!, result[last]!]
  }
  return result
}

/** A seed for a text, such as an id: 32 bits of its hash. */
export function seedOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32LE()
}
