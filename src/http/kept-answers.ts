/**
 * Answers as they were sent, for those that depend on nothing but the snapshot: a paper that many look at is
 * put into words twice and no more.
 *
 * What is asked for once is not kept. Most of what is asked for is asked for once, and bytes outside of V8's heap,
 * a hundred megabytes a second of them, make it collect the whole heap again and again.
 *
 * Source: Einziger, Friedman & Manes 2017, TinyLFU, https://arxiv.org/abs/1512.00727 (the doorkeeper)
 */
import type { Context, TypedResponse } from 'hono'
import type { Library } from '../library.ts'

/** The JSON of a value. */
export type JsonText<Value> = string & { readonly value?: Value }

export interface KeptAnswers {
  /**
   * An answer, made unless it is kept.
   * @param question all that the answer depends on beside the snapshot
   */
  send<Reply extends object>(
    c: Context,
    library: Library,
    question: unknown,
    make: () => Promise<JsonText<Reply>>,
  ): Promise<Response & TypedResponse<Reply, 200, 'json'>>
}

/**
 * Questions that are remembered as asked once; then it is begun anew. About as many as answers are kept: what is asked
 * for again only after more others would push out what is asked for more often.
 */
const ASKED_MAX = 4_000

/** Least recently asked for, least long kept; all are forgotten when another snapshot is taken into use. @param bytesMax memory */
export function keptAnswers(bytesMax: number): KeptAnswers {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  const asked = new Set<string>()
  let bytes = 0
  let snapshot: string | undefined
  const isAskedAgain = (key: string) => {
    if (asked.has(key)) return true
    if (asked.size === ASKED_MAX) asked.clear()
    asked.add(key)
    return false
  }
  const json = async (library: Library, question: unknown, make: () => Promise<string>) => {
    if (library.id !== snapshot) {
      kept.clear()
      asked.clear()
      bytes = 0
      snapshot = library.id
    }
    const key = JSON.stringify(question)
    const found = kept.get(key)
    if (found) {
      // To the end, where the latest stand.
      kept.delete(key)
      kept.set(key, found)
      return found
    }
    const isWorthKeeping = isAskedAgain(key)
    const text = await make()
    // Meanwhile the same may have been asked for, or another snapshot taken into use.
    if (!isWorthKeeping || library.id !== snapshot || kept.has(key)) return text
    const made = new Uint8Array(Buffer.from(text))
    kept.set(key, made)
    bytes += made.length
    for (const [oldest, { length }] of kept) {
      if (bytes <= bytesMax) break
      kept.delete(oldest)
      bytes -= length
    }
    return made
  }
  return {
    async send(c, library, question, make) {
      // `c.json` would tell the type of what it is given; the bytes do not.
      return c.body(await json(library, question, make), 200, { 'Content-Type': 'application/json' }) as never
    },
  }
}
