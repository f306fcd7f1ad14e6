/**
 * Stores papers from files: `npm run ingest -- FILE…`
 *
 *   npm run ingest -- embeddings/corpus/daily-papers.txt --page-date 2025-11-10
 *   npm run ingest -- arxiv-metadata.jsonl.gz library.csv
 */
import { Command } from 'commander'
import { addFile } from '../src/add-file.ts'
import { runCommand } from '../src/command.ts'
import { readConfig } from '../src/config.ts'
import { openCorpus } from '../src/open-data.ts'

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
    for (const file of program.args) await addFile(corpus, file, { pageDate, signal })
  } finally {
    await close()
  }
})
