/**
 * The service, from nothing to serving: migrates, stores the papers of the files that it is given, or the
 * sample page when the collection is empty, embeds and indexes what is missing, then listens.
 *
 *   npm start
 *   npm start -- arxiv-metadata.jsonl.gz
 */
import { join } from 'node:path'
import { Command } from 'commander'
import { addFile } from './add-file.ts'
import { addPapers } from './add-papers.ts'
import { runCommand } from './command.ts'
import { PROJECT_FOLDER, readConfig } from './config.ts'
import { type Corpus, corpusIn } from './corpus.ts'
import { readModel } from './embed/model.ts'
import { openConfigured } from './open-data.ts'
import { isPrepared, prepare } from './prepare.ts'
import { serve } from './serve.ts'

/** The sample page carries a day without a year; it was taken on this one. */
const SAMPLE = { file: join(PROJECT_FOLDER, 'embeddings/corpus/daily-papers.txt'), pageDate: '2025-11-10' }

const program = new Command('kindred')
  .description('Serves the collection; the first start makes one of the sample page, unless files are given.')
  .argument('[file...]', 'papers to store first, in any form that `npm run ingest` reads')
  .option('--page-date <day>', 'as for `npm run ingest`')
  .option('--no-sample', 'leave an empty collection empty')
  .option('--no-prepare', 'only serve: embed and index nothing')
  .parse()

async function main(signal: AbortSignal): Promise<void> {
  const options = program.opts<{ pageDate?: string; sample: boolean; prepare: boolean }>()
  const config = readConfig()
  const model = readModel(config.model)
  const database = await openConfigured(config)
  try {
    const now = () => new Date()
    const corpus = corpusIn(database.db, now)
    for (const file of program.args) await addFile(corpus, file, { pageDate: options.pageDate, signal })
    if (options.sample && program.args.length === 0) await addSample(corpus)
    const parts = { corpus, database, model }
    if (options.prepare && !(await isPrepared(config, parts))) await prepare(config, parts, { now, signal })
    if (!signal.aborted) await serve(config, parts, signal)
  } finally {
    await database.close()
  }
}

async function addSample(corpus: Corpus): Promise<void> {
  if ((await corpus.revision()).count > 0) return
  const { added } = await addPapers(corpus, SAMPLE.file, { pageDate: SAMPLE.pageDate })
  console.log(`the collection was empty: stored ${added} papers of the sample page`)
}

await runCommand(main, { interruptedCode: 0 })
