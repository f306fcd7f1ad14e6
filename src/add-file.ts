/** Storing the papers of a file with somebody watching: `npm run ingest`, and the first start. */
import { statSync } from 'node:fs'
import { type AddReport, addPapers } from './add-papers.ts'
import { typedPath } from './config.ts'
import type { Corpus } from './corpus.ts'
import { showProgress } from './progress.ts'

/** More of these lines would push the first ones off the screen; the count at the end tells them all. */
const TOLD_MAX = 20
/** Smaller files are read before a bar could be seen. */
const BAR_KILOBYTES = 1_000

/**
 * @param file as it was typed, where the command was typed
 * @param options.pageDate day or year of a Daily Papers page whose dates leave out the year
 * @throws InvalidInput when the file is missing or in no known format
 */
export async function addFile(
  corpus: Corpus,
  file: string,
  { pageDate, signal }: { pageDate?: string; signal: AbortSignal },
): Promise<void> {
  const path = typedPath(file)
  const total = Math.round((statSync(path, { throwIfNoEntry: false })?.size ?? 0) / 1000)
  const bar = total > BAR_KILOBYTES ? showProgress({ label: 'reading', total, unit: 'kB' }) : undefined
  let told = 0
  const tell = (place: string | undefined, text: string) => {
    if (++told <= TOLD_MAX) process.stderr.write(`${path}${place ? `, ${place}` : ''}: ${text}\n`)
  }
  let report: AddReport
  try {
    report = await addPapers(corpus, path, {
      pageDate,
      signal,
      onNote: ({ place, text }) => tell(place, text),
      onUnreadable: ({ place, reason }) => tell(place, `not read: ${reason}`),
      onBytes: (bytes) => bar?.update(Math.round(bytes / 1000)),
    })
  } finally {
    bar?.finish()
  }
  if (told > TOLD_MAX) process.stderr.write(`${path}: ${told - TOLD_MAX} more such lines\n`)
  const { added, updated, unchanged, merged, unreadable } = report
  const papers = added + updated + unchanged
  console.log(
    `${path}: ${papers} papers: ${added} new, ${updated} changed, ${unchanged} known; ${merged} merged; ${unreadable} records not read`,
  )
}
