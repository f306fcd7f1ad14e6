import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { InvalidInput } from '../src/errors.ts'
import { MailFailed, type Message, openMail, parseAddress } from '../src/mail.ts'
import { smtpError, startSmtp, type TestSmtp } from './support/smtp.ts'

const FROM = { name: 'Kindred “daily”', address: 'kindred@example.org' }
const message: Message = {
  to: 'ada@example.org',
  subject: 'Three papers – für dich',
  text: 'Text\n.\nmore',
  html: '<p>Text</p>',
  id: 'a.b@example.org',
  date: new Date('2025-11-10T07:00:00Z'),
  headers: { 'List-Id': '<digest.example.org>' },
}

describe('mail', () => {
  let smtp: TestSmtp
  beforeAll(async () => {
    smtp = await startSmtp({ user: 'kindred', pass: 'p@ss:/word' })
  })
  beforeEach(() => {
    smtp.received.length = 0
    smtp.onMessage = undefined
    smtp.onRecipient = undefined
  })
  afterAll(() => smtp.close())

  const mail = () => openMail(smtp.url, FROM)
  const failure = async (sending: Promise<void>) => {
    const error = await sending.then(
      () => undefined,
      (reason) => reason,
    )
    expect(error).toBeInstanceOf(MailFailed)
    return error as MailFailed
  }

  it('arrives with both parts, as it was written', async () => {
    await mail().send(message)
    const [{ from, to, mail: got }] = smtp.received as [(typeof smtp.received)[0]]
    expect([from, to]).toEqual(['kindred@example.org', ['ada@example.org']])
    expect(got.subject).toBe(message.subject)
    expect(got.from!.value).toEqual([{ address: 'kindred@example.org', name: 'Kindred “daily”' }])
    expect(got.text!.trim()).toBe(message.text)
    expect(got.html).toBe(message.html)
    expect(got.messageId).toBe('<a.b@example.org>')
    expect(got.date).toEqual(message.date)
    expect(got.headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' })
  })

  it('has no header that somebody wrote into another', async () => {
    await mail().send({
      ...message,
      subject: 'Hello\r\nBcc: eve@example.org\r\n\r\nBody',
      headers: { 'X-Title': 'a\r\nBcc: eve@example.org\nX: y' },
    })
    const [{ to, mail: got, raw }] = smtp.received as [(typeof smtp.received)[0]]
    expect(to).toEqual(['ada@example.org'])
    expect(got.bcc).toBeUndefined()
    expect(raw).not.toMatch(/^(?:Bcc|X):/im)
    expect(got.subject).toContain('Hello')
  })

  it('does not arrive when what has to be done before its end fails', async () => {
    const refusal = new Error('the reader has left')
    await expect(mail().send(message, () => Promise.reject(refusal))).rejects.toBe(refusal)
    expect(smtp.received).toEqual([])
  })

  it('is not ended before that is done', async () => {
    const order: string[] = []
    smtp.onMessage = async () => void order.push('taken')
    smtp.onRecipient = async () => void order.push('recipient')
    await mail().send(message, async () => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      order.push('before the end')
    })
    expect(order).toEqual(['recipient', 'before the end', 'taken'])
  })

  it('tells a final no from one for now, and both from silence', async () => {
    let ended = false
    const send = () =>
      failure(
        mail().send(message, async () => {
          ended = true
        }),
      )
    smtp.onRecipient = () => Promise.reject(smtpError(550, 'no such mailbox'))
    expect(await send()).toMatchObject({ refused: true, answered: true })
    smtp.onRecipient = () => Promise.reject(smtpError(450, 'greylisted'))
    expect(await send()).toMatchObject({ refused: false, answered: true })
    // Neither came as far as the end of a message.
    expect(ended).toBe(false)
    smtp.onRecipient = undefined
    smtp.onMessage = () => Promise.reject(smtpError(554, 'spam'))
    expect(await send()).toMatchObject({ refused: true, answered: true })
    smtp.onMessage = () => Promise.reject(smtpError(452, 'disk full'))
    expect(await send()).toMatchObject({ refused: false, answered: true })
    expect(ended).toBe(true)
    expect(await failure(openMail('smtp://127.0.0.1:9', FROM).send(message))).toMatchObject({
      refused: false,
      answered: false,
    })
    const wrong = smtp.url.replace(/:p.*@/, ':wrong@')
    expect(await failure(openMail(wrong, FROM).send(message))).toMatchObject({ refused: false })
  })
})

describe('an address', () => {
  it('is one mailbox, with a name or without', () => {
    expect(parseAddress('Kindred <kindred@example.org>')).toEqual({
      name: 'Kindred',
      address: 'kindred@example.org',
    })
    expect(parseAddress('kindred@example.org').name).toBe('')
    for (const wrong of [
      '',
      'kindred',
      'a@b.org, c@d.org',
      'A: a@b.org, c@d.org;',
      'a@b.org\r\nBcc: c@d.org',
    ])
      expect(() => parseAddress(wrong), wrong).toThrow(InvalidInput)
  })
})
