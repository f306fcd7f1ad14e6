/**
 * Embeds the papers whose text has no vectors yet.
 *
 * What is done is told by the hash of a paper's text, so a rerun after a kill, a paper that came
 * twice and a corpus that was only re-ordered cost nothing.
 */
import { type Paper, paperText } from '../paper.ts'
import { piecesOf } from '../pieces.ts'
import type { Embedder } from './embedder.ts'
import { type PaperVectors, piecesHash } from './paper-vectors.ts'

/** Texts handed out ahead of the workers, so that none waits for the next read of the database. */
const AHEAD_PER_THREAD = 4
const SYNC_EVERY = 512

/**
 * @param options.threads how many texts the embedder works on at a time
 * @param options.onDone called after each paper that was embedded
 * @param options.signal when it is aborted, texts in work are finished and written, no other is begun
 * @returns how many papers were embedded, and how many had been already
 */
export async function embedPapers(
  papers: AsyncIterable<Paper>,
  embedder: Embedder,
  vectors: PaperVectors,
  options: { threads: number; onDone?: () => void; signal?: AbortSignal },
): Promise<{ made: number; present: number }> {
  let made = 0
  let present = 0
  const running = new Map<string, Promise<void>>()
  const failures: unknown[] = []

  const embedOne = async (hash: string, paper: Paper) => {
    try {
      vectors.put(paper, await embedder.embedPieces(paperText(paper), piecesOf(paper)))
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
    const hash = piecesHash(paper)
    if (vectors.has(paper) || running.has(hash)) {
      present++
      continue
    }
    running.set(hash, embedOne(hash, paper))
    if (running.size >= options.threads * AHEAD_PER_THREAD) await Promise.race(running.values())
  }
  await Promise.all(running.values())
  vectors.sync()
  if (failures.length > 0) throw failures[0]
  return { made, present }
}
