/**
 * Brings reading histories into the running service: `npm run import -- --name NAME FILE…`
 *
 *   npm run import -- --name Ada library.bib
 *   npm run import -- --reader 0123456789abcdef0123456789abcdef --kind like favourites.txt
 */
import { readFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import { runCommand } from '../src/command.ts'
import { readConfig, typedPath } from '../src/config.ts'
import { InvalidInput, NotReady } from '../src/errors.ts'
import type { ImportReply } from '../src/http/import-history.ts'
import type { Problem } from '../src/http/problems.ts'
import { HISTORY_FORMATS } from '../src/ingest/history/format.ts'
import { REACTION_KINDS, type Reader } from '../src/reader.ts'

/** More of these lines would push the first ones off the screen; the counts tell them all. */
const TOLD_MAX = 20

const program = new Command('import')
  .description(
    'Brings a reading history in: BibTeX, RIS, Zotero CSV, CSL-JSON, a Kindred export, or one id, URL or title a line.',
  )
  .argument('<file...>')
  .option('--reader <id>', 'the reader whose history it is')
  .option('--name <name>', 'the reader of this name; made when there is none')
  .addOption(
    new Option('--kind <kind>', 'what is said of each paper').choices(REACTION_KINDS).default('save'),
  )
  .addOption(new Option('--format <format>', 'recognised when absent').choices(HISTORY_FORMATS))
  .option('--url <url>', 'the running service; by default the one on this machine at PORT')
  .parse()

interface Options {
  readonly reader?: string
  readonly name?: string
  readonly kind: string
  readonly format?: string
  readonly url?: string
}

await runCommand(async (signal) => {
  const options = program.opts<Options>()
  const url = (options.url ?? `http://127.0.0.1:${readConfig().port}`).replace(/\/+$/, '')
  const files = program.args.map((file) => ({ file, content: contentOf(file) }))
  const reader = options.reader ?? (await readerNamed(url, options.name, signal))
  for (const { file, content } of files) {
    const asked = new URLSearchParams({ kind: options.kind })
    if (options.format) asked.set('format', options.format)
    const path = `/v1/readers/${encodeURIComponent(reader)}/import?${asked}`
    tell(file, await ask<ImportReply>(url, path, { body: content, type: 'application/octet-stream', signal }))
  }
  console.log(`recommendations: ${url}/v1/readers/${reader}/recommendations`)
})

function contentOf(file: string): Buffer {
  const path = typedPath(file)
  try {
    return readFileSync(path)
  } catch (error) {
    throw new InvalidInput(`${path} can't be read: ${(error as NodeJS.ErrnoException).code}`)
  }
}

/** The id of the one reader of this name, or of a new one. */
async function readerNamed(url: string, name: string | undefined, signal: AbortSignal): Promise<string> {
  if (!name) throw new InvalidInput('say whose history it is: --reader ID, or --name NAME')
  const found: string[] = []
  for (let cursor = ''; ; ) {
    const path = `/v1/readers?limit=500${cursor && `&cursor=${cursor}`}`
    const { readers, next } = await ask<{ readers: Reader[]; next: string | null }>(url, path, { signal })
    found.push(...readers.filter((reader) => reader.name === name).map(({ id }) => id))
    if (next === null) break
    cursor = next
  }
  if (found.length > 1)
    throw new InvalidInput(`${found.length} readers are called ${name}; say --reader ${found.join(' or ')}`)
  if (found[0]) return found[0]
  const body = JSON.stringify({ name })
  return (await ask<Reader>(url, '/v1/readers', { body, type: 'application/json', signal })).id
}

async function ask<Reply>(
  url: string,
  path: string,
  { body, type, signal }: { body?: string | Buffer; type?: string; signal: AbortSignal },
): Promise<Reply> {
  // Sent where it is set: a service may ask for one.
  const { apiToken } = readConfig()
  let answer: Response
  try {
    answer = await fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      body: typeof body === 'object' ? new Uint8Array(body) : body,
      headers: {
        ...(type ? { 'Content-Type': type } : {}),
        ...(apiToken ? { Authorization: `Bearer ${apiToken}` } : {}),
      },
      signal,
    })
  } catch {
    throw new NotReady(`no service answers at ${url}: start it with \`npm start\`, or name it with --url`)
  }
  if (answer.ok) return (await answer.json()) as Reply
  const { detail } = (await answer.json().catch(() => ({ detail: answer.statusText }))) as Problem
  if (answer.status >= 500) throw new NotReady(detail)
  throw new InvalidInput(detail)
}

function tell(file: string, { counts, unmatched, unreadable }: ImportReply): void {
  const lines = [
    ...unreadable.map(({ place, reason }) => `${file}, ${place}: not read: ${reason}`),
    ...unmatched.map(({ place, entry, nearest }) => {
      const meant = nearest.length > 0 ? `; nearest: ${nearest.map(({ title }) => title).join(' / ')}` : ''
      return `${file}, ${place}: not found: ${entry}${meant}`
    }),
  ]
  for (const line of lines.slice(0, TOLD_MAX)) process.stderr.write(`${line}\n`)
  const more = counts.unreadable + counts.unmatched - Math.min(lines.length, TOLD_MAX)
  if (more > 0) process.stderr.write(`${file}: ${more} more such lines\n`)
  const { matched, kept, changed } = counts
  console.log(
    `${file}: ${matched} in the collection, ${kept} kept from outside it, ${counts.unmatched} not found, ${counts.unreadable} not read; ${changed} new`,
  )
}
