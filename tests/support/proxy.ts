/**
 * A proxy in front of several services, as nginx is with its defaults: each request goes to the next
 * one, by a connection of its own; where that can't be had, or breaks before an answer to a GET, to the one after.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface ReverseProxy {
  readonly url: string
  /** Where requests go from now on. */
  to(urls: readonly string[]): void
  close(): Promise<void>
}

export async function startProxy(): Promise<ReverseProxy> {
  let targets: readonly string[] = []
  let turn = 0
  const server = createServer(async (asked, answer) => {
    const body = await buffer(asked)
    for (let attempt = 0; attempt < targets.length; attempt++) {
      const target = targets[turn++ % targets.length]!
      try {
        const found = await forward(target, asked, body)
        answer.writeHead(found.statusCode!, found.headers)
        found.pipe(answer)
        return
      } catch (error) {
        const refused = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED'
        if (!refused && asked.method !== 'GET') break
      }
    }
    answer.writeHead(502).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    to(urls) {
      targets = urls
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function forward(target: string, asked: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { method, headers } = asked
    const forwarded = request(new URL(asked.url!, target), { method, headers, agent: false }, resolve)
    forwarded.on('error', reject)
    forwarded.end(body)
  })
}
