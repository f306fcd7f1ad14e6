/**
 * Answers as they were sent, for those that depend on nothing but the snapshot: a paper that many look at is
 * put into words once.
 */
import type { Context, TypedResponse } from 'hono'
import type { Library } from '../library.ts'

export interface KeptAnswers {
  /**
   * An answer as JSON, made unless it is kept.
   * @param question all that the answer depends on beside the snapshot
   */
  send<Reply extends object>(
    c: Context,
    library: Library,
    question: unknown,
    make: () => Promise<Reply>,
  ): Promise<Response & TypedResponse<Reply, 200, 'json'>>
}

/** Least recently asked for, least long kept; all are forgotten when another snapshot is taken into use. @param bytesMax memory */
export function keptAnswers(bytesMax: number): KeptAnswers {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  let bytes = 0
  let snapshot: string | undefined
  const json = async (library: Library, question: unknown, make: () => Promise<object>) => {
    if (library.id !== snapshot) {
      kept.clear()
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
    const made = new Uint8Array(Buffer.from(JSON.stringify(await make())))
    // Meanwhile the same may have been asked for, or another snapshot taken into use.
    if (library.id !== snapshot || kept.has(key)) return made
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
