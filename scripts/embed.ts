/**
 * Embeds new and changed papers and rebuilds index, topics and map: `npm run embed`
 *
 * Can be stopped at any time and goes on where it stopped. A running service takes the new
 * snapshot up by itself.
 */
import { Command } from 'commander'
import { runCommand } from '../src/command.ts'
import { readConfig } from '../src/config.ts'
import { readModel } from '../src/embed/model.ts'
import { openCorpus } from '../src/open-data.ts'
import { prepare } from '../src/prepare.ts'
import { isFresh } from '../src/rebuild.ts'

const program = new Command('embed')
  .description('Embeds new and changed papers, then rebuilds the index, the topics and the map.')
  .option('--force', 'rebuild index, topics and map even when nothing changed')
  .parse()

await runCommand(async (signal) => {
  const config = readConfig()
  const model = readModel(config.model)
  const { corpus, close } = await openCorpus(config)
  try {
    const { force } = program.opts<{ force?: boolean }>()
    if (!force && (await isFresh(corpus, model, config))) {
      console.log('nothing changed since the last snapshot')
      return
    }
    const { embedded, papers, snapshotId } = await prepare(config, corpus, model, {
      now: () => new Date(),
      signal,
    })
    const kept = `${embedded} texts embedded`
    console.log(
      snapshotId
        ? `${kept}; snapshot ${snapshotId} of ${papers} papers is current`
        : `${kept}; stopped, run it again to go on`,
    )
  } finally {
    await close()
  }
})
