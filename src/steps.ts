/**
 * Work in steps of some milliseconds: done in one go, or with all that the event loop has to do between them.
 *
 * Such work is a generator that yields after each step and returns what it made.
 */
import { nextTurn } from './turn.ts'

export type Steps<Result> = Generator<undefined, Result, undefined>

export function inOneGo<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** A turn of the event loop for each step. */
export async function inTurns<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    await nextTurn()
    const step = steps.next()
    if (step.done) return step.value
  }
}
