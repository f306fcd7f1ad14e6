/** A real mail server for one test file: it keeps what it takes, parsed and as it came. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface Received {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
  readonly mail: ParsedMail
}

export interface TestSmtp {
  readonly url: string
  /** Taken over and acknowledged. */
  readonly received: Received[]
  /** What happens to what comes; the usual, when undefined. Errors with a `responseCode` are its answer. */
  onRecipient: (() => Promise<void>) | undefined
  onMessage: (() => Promise<void>) | undefined
  close(): Promise<void>
}

export function smtpError(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode })
}

export async function startSmtp(options: { user?: string; pass?: string } = {}): Promise<TestSmtp> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: options.user === undefined,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, callback) => {
      const right = username === options.user && password === options.pass
      callback(right ? null : new Error('wrong password'), right ? { user: username } : undefined)
    },
    onRcptTo: (_, __, callback) => {
      ;(smtp.onRecipient?.() ?? Promise.resolve()).then(() => callback(), callback)
    },
    onData: (stream, session, callback) => {
      const take = async () => {
        const raw = await buffer(stream)
        await smtp.onMessage?.()
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: raw.toString(),
          mail: await simpleParser(raw),
        })
      }
      take().then(() => callback(), callback)
    },
  })
  // A client that is killed leaves a broken connection, which is no error here.
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const login = options.user ? `${options.user}:${encodeURIComponent(options.pass ?? '')}@` : ''
  const smtp: TestSmtp = {
    url: `smtp://${login}127.0.0.1:${port}`,
    received,
    onRecipient: undefined,
    onMessage: undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return smtp
}
