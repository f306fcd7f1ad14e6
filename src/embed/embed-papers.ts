/**
 * Embeds the papers whose text has no vector yet.
 *
 * What is done is told by the hash of a paper's text, so a rerun after a kill, a paper that came
 * twice and a corpus that was only re-ordered cost nothing.
 */
import { type Paper, paperText } from '../paper.ts'
import type { Embedder } from './embedder.ts'
import { textHash, type VectorFile } from './vector-file.ts'

/** Texts handed out ahead of the workers, so that none waits for the next read of the database. */
const AHEAD_PER_THREAD = 4
const SYNC_EVERY = 512

/**
 * @param options.threads how many texts the embedder works on at a time
 * @param options.onDone called after each new vector
 * @param options.signal when it is aborted, texts in work are finished and written, no other is begun
 * @returns how many vectors were made, and how many papers had one already
 */
export async function embedPapers(
  papers: AsyncIterable<Paper>,
  embedder: Embedder,
  vectors: VectorFile,
  options: { threads: number; onDone?: () => void; signal?: AbortSignal },
): Promise<{ made: number; present: number }> {
  let made = 0
  let present = 0
  const running = new Map<string, Promise<void>>()
  const failures: unknown[] = []

  const embedOne = async (hash: string, text: string) => {
    try {
      vectors.put(hash, await embedder.embed(text))
      made++
      if (made % SYNC_EVERY === 0) vectors.sync()
      options.onDone?.()
    } catch (error) {
      failures.push(error)
    } finally {
      running.delete(hash)
    }
  }

  const stopped = () => failures.length > 0 || options.signal?.aborted === true
  for await (const paper of papers) {
    if (stopped()) break
    const text = paperText(paper)
    const hash = textHash(text)
    if (vectors.has(hash) || running.has(hash)) {
      present++
      continue
    }
    running.set(hash, embedOne(hash, text))
    if (running.size >= options.threads * AHEAD_PER_THREAD) await Promise.race(running.values())
  }
  await Promise.all(running.values())
  vectors.sync()
  if (failures.length > 0) throw failures[0]
  return { made, present }
}
