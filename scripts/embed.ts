/**
 * Embeds new and changed papers and rebuilds index, topics and map: `npm run embed`
 *
 * Can be stopped at any time and goes on where it stopped. A running service takes the new
 * snapshot up by itself. With DATABASE_URL any number of these may run at once, on any number of machines:
 * they share the work.
 */
import { Command } from 'commander'
import { runCommand } from '../src/command.ts'
import { readConfig } from '../src/config.ts'
import { readModel } from '../src/embed/model.ts'
import { InvalidInput } from '../src/errors.ts'
import { openCorpus } from '../src/open-data.ts'
import { isPrepared, prepare } from '../src/prepare.ts'

const program = new Command('embed')
  .description('Embeds new and changed papers, then rebuilds the index, the topics and the map.')
  .option('--force', 'rebuild index, topics and map even when nothing changed')
  .option('--no-index', 'only embed; another process that shares the Postgres makes the rest')
  .parse()

await runCommand(async (signal) => {
  const config = readConfig()
  const model = readModel(config.model)
  const { force, index } = program.opts<{ force?: boolean; index: boolean }>()
  if (!index && !config.databaseUrl)
    throw new InvalidInput('--no-index is for processes that share a Postgres: set DATABASE_URL')
  const { corpus, database, close } = await openCorpus(config)
  try {
    const parts = { corpus, database, model }
    if (!force && (await isPrepared(config, parts))) {
      console.log('nothing changed since the last snapshot')
      return
    }
    const { embedded, papers, snapshotId } = await prepare(config, parts, {
      now: () => new Date(),
      signal,
      force,
      index,
    })
    const kept = `${embedded} texts embedded`
    if (snapshotId) console.log(`${kept}; snapshot ${snapshotId} of ${papers} papers is current`)
    else if (signal.aborted) console.log(`${kept}; stopped, run it again to go on`)
    else console.log(`${kept}; another process makes the snapshot`)
  } finally {
    await close()
  }
})
