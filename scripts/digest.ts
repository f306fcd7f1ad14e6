/**
 * Sends the digests that are due: `npm run digest`
 *
 *   npm run digest -- --dry-run
 *   npm run digest -- --dry-run --reader 0123456789abcdef0123456789abcdef --to FOLDER
 *
 * For cron, or for a look. A service that was started with DIGESTS=on does it by itself.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Command } from 'commander'
import { runCommand } from '../src/command.ts'
import { readConfig, typedPath } from '../src/config.ts'
import type { Outcome, SentDigest } from '../src/digest/send.ts'
import type { Digests } from '../src/digests.ts'
import { InvalidInput, NotReady } from '../src/errors.ts'
import { openDigests } from '../src/open-digests.ts'
import { counted } from '../src/text/counted.ts'

const program = new Command('digest')
  .description('Sends the digests that are due, each once, however often it is run.')
  .option('--dry-run', 'send nothing: write what would be sent now as .eml files')
  .option('--reader <id>', 'with --dry-run: this reader alone, with a digest or without')
  .option('--to <folder>', 'with --dry-run: where the files go; outbox in the data folder unless told')
  .parse()

interface Options {
  readonly dryRun?: boolean
  readonly reader?: string
  readonly to?: string
}

/** These are no success, and somebody should look. */
const WRONG: readonly Outcome[] = ['failed', 'refused', 'given up', 'handed over']

await runCommand(async (signal) => {
  const { dryRun, reader, to } = program.opts<Options>()
  if (!dryRun && (reader || to)) throw new InvalidInput('--reader and --to go with --dry-run')
  // Its log is for a service; this prints what it did.
  const config = { ...readConfig(), logLevel: 'error' }
  const folder = to ? typedPath(to) : join(config.dataFolder, 'outbox')
  const { digests, close } = await openDigests(config)
  try {
    if (dryRun) await write(digests, folder, reader)
    else tell(await digests.send(signal))
  } finally {
    await close()
  }
})

async function write(digests: Digests, folder: string, reader: string | undefined): Promise<void> {
  const previews = await digests.preview(reader)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let written = 0
  for (const { name, eml } of previews) {
    if (eml === undefined) console.log(`${name}: nothing new that is good enough`)
    else {
      written++
      const path = join(folder, `digest-${written}.eml`)
      // It holds links that speak for the reader.
      writeFileSync(path, eml, { mode: 0o600 })
      console.log(`${name}: ${relative(typedPath('.'), path)}`)
    }
  }
  console.log(`${counted(written, 'digest')} written, none sent`)
}

function tell(done: readonly SentDigest[]): void {
  for (const { address, day, outcome, error } of done) {
    if (error) process.stderr.write(`${masked(address)}, ${day}: ${outcome}: ${error}\n`)
  }
  const count = (outcome: Outcome) => done.filter((one) => one.outcome === outcome).length
  const wrong = done.filter(({ outcome }) => WRONG.includes(outcome)).length
  console.log(`${count('sent')} sent, ${count('nothing')} with nothing good enough, ${wrong} failed`)
  if (wrong > 0)
    throw new NotReady(
      'not every digest was taken; what failed for now is tried again when this is run again',
    )
}

/** `a…@example.org`: a terminal is looked at over shoulders, and written to files by cron. */
function masked(address: string): string {
  return address.replace(/^(.).*@/, '$1…@')
}
