import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import { InvalidInput } from '../src/errors.ts'

describe('the configuration', () => {
  it('needs nothing set', () => {
    const config = readConfig({})
    expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', databaseUrl: undefined })
    expect(config.dataFolder).toMatch(/\/\.kindred$/)
  })

  it('takes an empty variable as not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}))
  })

  it('takes an origin alone as the public address', () => {
    expect(readConfig({ PUBLIC_URL: 'https://Kindred.example.org/' }).publicUrl).toBe(
      'https://kindred.example.org',
    )
    for (const wrong of [
      'kindred.example.org',
      'ftp://a.org',
      'https://a.org/path',
      'https://u:p@a.org',
      'https://a.org/?q',
    ])
      expect(() => readConfig({ PUBLIC_URL: wrong }), wrong).toThrow(/PUBLIC_URL must be like/)
  })

  it('takes a mail server with a sender, and sends by itself only with one', () => {
    const mail = { SMTP_URL: 'smtp://u:p@mail.example.org:587', MAIL_FROM: 'Kindred <k@example.org>' }
    expect(readConfig({ ...mail, DIGESTS: 'on' })).toMatchObject({
      mail: { smtpUrl: mail.SMTP_URL, from: mail.MAIL_FROM },
      sendDigests: true,
    })
    expect(readConfig(mail).sendDigests).toBe(false)
    expect(() => readConfig({ SMTP_URL: mail.SMTP_URL })).toThrow(/MAIL_FROM must be set where SMTP_URL is/)
    expect(() => readConfig({ DIGESTS: 'on' })).toThrow(/SMTP_URL must be set where DIGESTS is on/)
    expect(() => readConfig({ ...mail, SMTP_URL: 'mail.example.org:587' })).toThrow(/SMTP_URL must be like/)
  })

  it('wants a Postgres for pgvector', () => {
    expect(() => readConfig({ VECTOR_STORE: 'pgvector' })).toThrow(/set DATABASE_URL$/)
    expect(readConfig({ VECTOR_STORE: 'pgvector', DATABASE_URL: 'postgres://x' }).vectorStore).toBe(
      'pgvector',
    )
  })

  it('names every variable that can’t be used', () => {
    const read = () => readConfig({ PORT: '80a', EMBED_THREADS: '0', LOG_LEVEL: 'loud' })
    expect(read).toThrow(InvalidInput)
    expect(read).toThrow(/PORT must be a whole number.*EMBED_THREADS.*LOG_LEVEL/)
  })
})
