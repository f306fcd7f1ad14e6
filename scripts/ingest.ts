/**
 * Stores papers from files: `npm run ingest -- FILE…`
 *
 *   npm run ingest -- embeddings/corpus/daily-papers.txt --page-date 2025-11-10
 *   npm run ingest -- arxiv-metadata.jsonl.gz library.csv
 */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { addPapers } from '../src/add-papers.ts'
import { runCommand } from '../src/command.ts'
import { readConfig } from '../src/config.ts'
import type { Corpus } from '../src/corpus.ts'
import { openCorpus } from '../src/open-data.ts'
import { showProgress } from '../src/progress.ts'

/** More of these lines would push the first ones off the screen; the count at the end tells them all. */
const TOLD_MAX = 20

const program = new Command('ingest')
  .description(
    'Stores papers from files: a copied Daily Papers page, Hugging Face daily_papers JSON, arXiv metadata JSONL, CSV or JSONL with named columns; plain or .gz.',
  )
  .argument('<file...>')
  .option(
    '--page-date <day>',
    'day or year of a Daily Papers page whose dates leave out the year: 2025-11-10 or 2025',
  )
  .parse()

await runCommand(async (signal) => {
  const { pageDate } = program.opts<{ pageDate?: string }>()
  const { corpus, close } = await openCorpus(readConfig())
  try {
    for (const file of program.args)
      await ingest(corpus, resolve(process.env.INIT_CWD ?? '.', file), pageDate, signal)
  } finally {
    await close()
  }
})

async function ingest(
  corpus: Corpus,
  file: string,
  pageDate: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const total = Math.round((statSync(file, { throwIfNoEntry: false })?.size ?? 0) / 1000)
  const bar = total > 1_000 ? showProgress({ label: 'reading', total, unit: 'kB' }) : undefined
  let told = 0
  const tell = (place: string | undefined, text: string) => {
    if (++told <= TOLD_MAX) process.stderr.write(`${file}${place ? `, ${place}` : ''}: ${text}\n`)
  }
  const report = await addPapers(corpus, file, {
    pageDate,
    signal,
    onNote: ({ place, text }) => tell(place, text),
    onUnreadable: ({ place, reason }) => tell(place, `not read: ${reason}`),
    onBytes: (bytes) => bar?.update(Math.round(bytes / 1000)),
  })
  bar?.finish()
  if (told > TOLD_MAX) process.stderr.write(`${file}: ${told - TOLD_MAX} more such lines\n`)
  const { added, updated, unchanged, merged, unreadable } = report
  const papers = added + updated + unchanged
  console.log(
    `${file}: ${papers} papers: ${added} new, ${updated} changed, ${unchanged} known; ${merged} merged; ${unreadable} records not read`,
  )
}
