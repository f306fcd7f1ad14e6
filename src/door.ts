/**
 * The door of a running service: a socket in its data folder, through which `ingest` and `embed`
 * reach the papers while the service has the embedded database open.
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
import { NotReady } from './errors.ts'
import type { Paper, PaperRecord } from './paper.ts'

const socketIn = (dataFolder: string) => join(dataFolder, 'service.sock')

/** Opens the door; `close` removes it. */
export async function openDoor(dataFolder: string, corpus: Corpus): Promise<{ close(): Promise<void> }> {
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
          reject(
            new Error(`the service answered ${answer.statusCode} to ${method} ${path}; its log says why`),
          )
      },
    )
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
