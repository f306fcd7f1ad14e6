/**
 * The door of a running service: a socket in its data folder, through which `ingest`, `embed` and `digest`
 * reach papers and readers while the service has the embedded database open.
 *
 * Without it, adding today's papers would mean stopping the service. Only who may write to the data
 * folder can open the door, and that one could change the database anyway.
 */
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { streamText } from 'hono/streaming'
import type { Corpus } from './corpus.ts'
import type { SaveReport } from './db/save-papers.ts'
import type { Digests } from './digests.ts'
import { NotFound, NotReady } from './errors.ts'
import { problemOf } from './http/problems.ts'
import type { Paper, PaperRecord } from './paper.ts'
import type { Tokens } from './tokens.ts'

const socketIn = (dataFolder: string) => join(dataFolder, 'service.sock')

/** Opens the door; `close` removes it. */
export async function openDoor(
  dataFolder: string,
  { corpus, digests, tokens }: { corpus: Corpus; digests: Digests; tokens: Tokens },
): Promise<{ close(): Promise<void> }> {
  const app = new Hono()
    .get('/revision', async (c) => c.json(await corpus.revision()))
    .get('/topic-edits', async (c) => c.json(await corpus.topicEdits()))
    .post('/papers', async (c) => c.json(await corpus.save(await c.req.json<PaperRecord[]>())))
    .get('/papers', (c) =>
      streamText(c, async (stream) => {
        for await (const paper of corpus.each()) await stream.write(`${JSON.stringify(paper)}\n`)
        // Tells the end from a service that stopped in between.
        await stream.write('end\n')
      }),
    )
    .post('/digests', async (c) => c.json(await digests.send()))
    .get('/digests', async (c) => c.json(await digests.preview(c.req.query('reader'))))
    .post('/tokens', async (c) => c.json(await tokens.make((await c.req.json<{ name: string }>()).name)))
    .get('/tokens/page-key', async (c) => c.json(await tokens.pageKey()))
    .get('/tokens', async (c) => c.json(await tokens.list()))
    .delete('/tokens/:id', async (c) => {
      await tokens.revoke(c.req.param('id'))
      return c.body('')
    })
  // What a command can mend, it tells; anything else is logged here, where it happened.
  app.onError((error, c) => {
    const { status, detail } = problemOf(error)
    if (status >= 500) console.error(error)
    return c.json({ detail }, status as 500)
  })
  const path = socketIn(dataFolder)
  // Whoever holds the database's lock is the only service here; a socket left by a killed one is nobody's.
  rmSync(path, { force: true })
  const server: Server = createServer(getRequestListener(app.fetch))
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  chmodSync(path, 0o600)
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The corpus behind the door of the service that runs on this data folder; undefined when none answers. */
export async function corpusBehindDoor(dataFolder: string): Promise<Corpus | undefined> {
  const ask = (method: string, path: string, body?: unknown) =>
    exchange(socketIn(dataFolder), method, path, body)
  const json = async <T>(answer: IncomingMessage) => JSON.parse(await text(answer)) as T
  const corpus: Corpus = {
    save: async (records) => json<SaveReport>(await ask('POST', '/papers', records)),
    async *each() {
      for await (const line of createInterface({ input: await ask('GET', '/papers') })) {
        if (line === 'end') return
        yield JSON.parse(line) as Paper
      }
      throw new NotReady('the service stopped while its papers were read; run the command again')
    },
    topicEdits: async () => json(await ask('GET', '/topic-edits')),
    revision: async () => json(await ask('GET', '/revision')),
  }
  try {
    await corpus.revision()
    return corpus
  } catch {
    return undefined
  }
}

/** The digests of the service that runs on this data folder; undefined when none answers. */
export async function digestsBehindDoor(dataFolder: string): Promise<Digests | undefined> {
  const ask = await openExchange(dataFolder)
  return (
    ask && {
      send: () => ask('POST', '/digests'),
      preview: (reader) => ask('GET', reader ? `/digests?${new URLSearchParams({ reader })}` : '/digests'),
    }
  )
}

/** The tokens of the service that runs on this data folder; undefined when none answers. */
export async function tokensBehindDoor(dataFolder: string): Promise<Tokens | undefined> {
  const ask = await openExchange(dataFolder)
  return (
    ask && {
      make: (name) => ask('POST', '/tokens', { name }),
      list: () => ask('GET', '/tokens'),
      revoke: (id) => ask('DELETE', `/tokens/${encodeURIComponent(id)}`),
      pageKey: () => ask('GET', '/tokens/page-key'),
    }
  )
}

/** Asks the service and reads its answer as JSON; undefined when none answers. */
async function openExchange(dataFolder: string) {
  const ask = async <T>(method: string, path: string, body?: unknown) => {
    const reply = await text(await exchange(socketIn(dataFolder), method, path, body))
    return (reply === '' ? undefined : JSON.parse(reply)) as T
  }
  try {
    await ask('GET', '/revision')
    return ask
  } catch {
    return undefined
  }
}

function exchange(
  socketPath: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { socketPath, method, path, headers: { 'Content-Type': 'application/json' } },
      (answer) => {
        if (answer.statusCode === 200) resolve(answer)
        else
          text(answer).then(
            (reply) => reject(errorOf(answer.statusCode!, reply, `${method} ${path}`)),
            reject,
          )
      },
    )
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** The service's error, as it would be thrown here. */
function errorOf(status: number, reply: string, asked: string): Error {
  const { detail } = JSON.parse(reply) as { detail: string }
  if (status === 404) return new NotFound(detail)
  if (status === 503) return new NotReady(detail)
  return new Error(`the service answered ${status} to ${asked}; its log says why`)
}
