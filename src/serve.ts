/** The listening service: opens what answers need, and closes it in order when it is told to stop. */
import type { Server } from 'node:http'
import { serve as listen } from '@hono/node-server'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import type { Corpus } from './corpus.ts'
import type { OpenDatabase } from './db/open.ts'
import { sendInRounds } from './digest/rounds.ts'
import { digestsOf } from './digests.ts'
import { openDoor } from './door.ts'
import type { Embedder } from './embed/embedder.ts'
import type { Model } from './embed/model.ts'
import { NotReady } from './errors.ts'
import { openService } from './open-service.ts'
import { tokensIn } from './tokens.ts'

/** A client slower than this holds a connection that others need. */
const SLOW_CLIENT = { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 1_000 }
/** Requests in work get this long to finish after the signal. */
const DRAIN_MS = 8_000

/** Serves until the signal, then lets requests in work finish. @throws NotReady when the port is taken */
export async function serve(
  config: Config,
  { database, corpus, model }: { database: OpenDatabase; corpus: Corpus; model: Model },
  signal: AbortSignal,
): Promise<void> {
  const service = await openService(config, database, model)
  const { log, embedder } = service
  const app = createApp(service)
  // A Postgres can be reached by scripts directly.
  const door =
    database.kind === 'pglite'
      ? await openDoor(config.dataFolder, {
          corpus,
          digests: digestsOf(service, config),
          tokens: tokensIn(database.db, service.now),
        })
      : undefined
  const rounds = config.sendDigests ? sendInRounds(service) : undefined
  try {
    const server = await start(app.fetch, config)
    console.log(`Kindred is at ${addressOf(server)}`)
    warmUp(embedder).catch((error) => {
      if (!signal.aborted) log.warn({ err: error }, 'the model could not be loaded')
    })
    await stopped(server, signal)
  } finally {
    await rounds?.stop()
    await door?.close()
    await service.close()
  }
}

function start(fetch: Parameters<typeof listen>[0]['fetch'], { port, host }: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch, port, hostname: host, serverOptions: SLOW_CLIENT }, () =>
      resolve(server),
    ) as Server
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(taken ? new NotReady(`port ${port} is in use: stop what listens there, or set PORT`) : error)
    })
  })
}

function addressOf(server: Server): string {
  const address = server.address()
  if (typeof address === 'string' || !address) return String(address)
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`
}

/** Loads the model before the first search has to wait for it. */
async function warmUp(embedder: Embedder): Promise<void> {
  await embedder.embed('warm up')
}

function stopped(server: Server, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      server.close(() => resolve())
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref()
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
  })
}
