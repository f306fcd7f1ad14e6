/**
 * Mail by SMTP: the only module that imports nodemailer.
 *
 * A mail server takes a message over when it has read its last line, and says so a moment later. A
 * process that dies in between can't know whether it did, so whoever sends may write something down
 * just before that line goes out (`beforeEnd`): nodemailer's own transport reads a whole message
 * ahead, therefore its SMTP connection is used here.
 */
import { once } from 'node:events'
import { Readable } from 'node:stream'
import addressparser from 'nodemailer/lib/addressparser'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import SMTPTransport from 'nodemailer/lib/smtp-transport'
import { InvalidInput } from './errors.ts'

export interface Address {
  readonly name: string
  readonly address: string
}

export interface Message {
  /** One address, without a name. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** `local@domain`, without angle brackets. */
  readonly id: string
  readonly date: Date
  readonly headers: Readonly<Record<string, string>>
}

export interface Mail {
  /**
   * Hands a message to the mail server.
   *
   * @param beforeEnd runs when all but the end was sent; when it throws, the server drops the message
   * @throws MailFailed, or what `beforeEnd` threw
   */
  send(message: Message, beforeEnd?: () => Promise<void>): Promise<void>
}

/** A message that the server did not take, or did not say that it took. */
export class MailFailed extends Error {
  override readonly name = 'MailFailed'
  /** The server's word on the address or the message is final: trying again won't help. */
  readonly refused: boolean
  /** The server said no; without its word it may have taken the message all the same. */
  readonly answered: boolean
  constructor(message: string, { refused, answered }: { refused: boolean; answered: boolean }) {
    super(message)
    this.refused = refused
    this.answered = answered
  }
}

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }
/** Commands whose refusal is about the message; a refused login is ours to mend. */
const OF_THE_MESSAGE = ['RCPT TO', 'DATA']

/** `Kindred <kindred@example.org>`, or the address alone. @throws InvalidInput when it is no one address */
export function parseAddress(text: string): Address {
  const [one, ...others] = addressparser(text, { flatten: true })
  if (!one || others.length > 0 || !/^[^\s@<>]+@[^\s@<>]+$/.test(one.address) || /[\r\n]/.test(text))
    throw new InvalidInput(`${JSON.stringify(text)} is no mail address like Kindred <kindred@example.org>`)
  return { name: one.name, address: one.address }
}

/** The whole message as it goes out, which is what an .eml file holds. */
export function compose(from: Address, { id, ...message }: Message): Promise<Buffer> {
  const composer = new MailComposer({
    ...message,
    from: { ...from },
    messageId: `<${id}>`,
    headers: { ...message.headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}

/** @param url `smtp://user:password@host:587`, or `smtps://` for TLS from the start */
export function openMail(url: string, from: Address): Mail {
  const transport = new SMTPTransport({ url, ...TIMEOUTS })
  const auth = transport.getAuth()
  return {
    async send(message, beforeEnd) {
      const whole = await compose(from, message)
      let refusal: unknown
      const body = Readable.from(
        (async function* () {
          yield whole
          try {
            await beforeEnd?.()
          } catch (error) {
            refusal = error
            throw error
          }
        })(),
        { objectMode: false },
      )
      const connection = new SMTPConnection(transport.options)
      const broken = once(connection, 'error').then(([error]) => Promise.reject(error))
      // One that breaks after all was said breaks nothing.
      connection.on('error', () => {})
      const work = async () => {
        await called((done) => connection.connect(done))
        if (auth && connection.allowsAuth) await called((done) => connection.login(auth, done))
        await called((done) => connection.send({ from: from.address, to: [message.to] }, body, done))
      }
      try {
        await Promise.race([work(), broken])
        connection.quit()
      } catch (error) {
        connection.close()
        throw refusal ?? failureOf(error)
      }
    },
  }
}

/** A function that calls back, as a promise. */
function called(start: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()))
  })
}

function failureOf(error: unknown): MailFailed {
  const { message, responseCode, command } = error as {
    message: string
    responseCode?: number
    command?: string
  }
  const refused = (responseCode ?? 0) >= 500 && OF_THE_MESSAGE.includes(command ?? '')
  return new MailFailed(message, { refused, answered: responseCode !== undefined })
}
