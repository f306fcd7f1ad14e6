import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { putDigest } from '../../src/db/digests.ts'
import { listLists } from '../../src/db/impressions.ts'
import { openDatabase } from '../../src/db/open.ts'
import type { Database } from '../../src/db/schema.ts'
import { sendingsSince } from '../../src/db/sendings.ts'
import { USUAL_DIGEST } from '../../src/digest.ts'
import { paperId } from '../../src/paper.ts'
import { type Run, run } from '../support/commands.ts'
import { onEveryEngine, temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService, VECTORS_FOLDER } from '../support/service.ts'
import { startSmtp, type TestSmtp } from '../support/smtp.ts'

const FOREVER = () => new Promise<void>(() => {})
/** Where it is noon, so that no test sees a day end. */
const noonZone = () => {
  const ahead = 12 - new Date().getUTCHours()
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

onEveryEngine('the digest command', (kind) => {
  const folder = temporaryFolder()
  let where: TestService['where']
  let smtp: TestSmtp
  let reader: string
  let environment: Record<string, string>
  let readers = 0
  beforeAll(async () => {
    smtp = await startSmtp()
    const test = await openTestService(folder, await samplePapers(), { kind })
    where = test.where
    environment = {
      DATA_FOLDER: where.folder,
      DATABASE_URL: where.url ?? '',
      INDEX_FOLDER: test.indexFolder,
      VECTORS_FOLDER,
      SMTP_URL: smtp.url,
      MAIL_FROM: 'Kindred <kindred@example.org>',
      PUBLIC_URL: 'https://kindred.example.org',
      PORT: '0',
    }
    await test.close()
  })
  beforeEach(async () => {
    smtp.received.length = 0
    smtp.onMessage = undefined
    smtp.onRecipient = undefined
    await onDatabase(async (db) => {
      await db.execute(sql`truncate readers cascade`)
      reader = String(++readers).padStart(32, '0')
      const [like] = [paperId('PAL: Program-aided Language Models')]
      const since = new Date(Date.now() - 3 * 24 * 3_600_000)
      await db.execute(sql`insert into readers (id, name, created_at) values (${reader}, 'Ada', now())`)
      await db.execute(
        sql`insert into reactions values (${reader}, ${like}, 'like', 1, now() - interval '1 day')`,
      )
      await putDigest(db, {
        ...USUAL_DIGEST,
        ...{ readerId: reader, linkId: reader, address: 'ada@example.org', since, confirmedAt: since },
        ...{ hour: 0, timeZone: noonZone() },
      })
    })
  })
  afterAll(() => smtp.close())

  /** The embedded one is one process's at a time. */
  const onDatabase = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
    const { db, close } = await openDatabase(where)
    try {
      return await work(db)
    } finally {
      await close()
    }
  }
  const digest = (...args: string[]) => run('scripts/digest.ts', args, environment)
  const done = async (command: Run) => [await command.ended, command.output().trim().split('\n').at(-1)]
  const states = () =>
    onDatabase(async (db) => (await sendingsSince(db, reader, '0001-01-01')).map(({ state }) => state))
  const letClaimsRunOut = () =>
    onDatabase((db) => db.execute(sql`update sendings set next_try_at = now() - interval '1 second'`))
  const reached = (hook: 'onRecipient' | 'onMessage') =>
    new Promise<void>((resolve) => {
      smtp[hook] = () => {
        resolve()
        return FOREVER()
      }
    })

  it('sends what is due, once, however often it is run', async () => {
    expect(await done(digest())).toEqual([0, '1 sent, 0 with nothing good enough, 0 failed'])
    expect(await done(digest())).toEqual([0, '0 sent, 0 with nothing good enough, 0 failed'])
    expect(smtp.received.map(({ to }) => to)).toEqual([['ada@example.org']])
  })

  // The rows are the same on either engine; each process takes seconds.
  if (kind === 'postgres') {
    it('is taken up by the next run when it is killed before the mail is whole', async () => {
      const hung = reached('onRecipient')
      const killed = digest()
      await hung
      killed.signal('SIGKILL')
      await killed.ended
      smtp.onRecipient = undefined
      expect(await states()).toEqual(['claimed'])
      // Another run could be the one that is at work.
      expect(await done(digest())).toEqual([0, '0 sent, 0 with nothing good enough, 0 failed'])
      await letClaimsRunOut()
      expect(await done(digest())).toEqual([0, '1 sent, 0 with nothing good enough, 0 failed'])
      expect(smtp.received).toHaveLength(1)
    })

    it('is not repeated when it is killed before it knows whether the mail was taken', async () => {
      const hung = reached('onMessage')
      const killed = digest()
      await hung
      killed.signal('SIGKILL')
      await killed.ended
      smtp.onMessage = undefined
      expect(await states()).toEqual(['handed over'])
      await letClaimsRunOut()
      expect(await done(digest())).toEqual([0, '0 sent, 0 with nothing good enough, 0 failed'])
      expect(smtp.received).toEqual([])
      // It may have arrived, so its papers count as sent.
      expect(await onDatabase(async (db) => (await listLists(db, reader)).length)).toBe(1)
    })
  } else {
    it('writes what it would send, and changes nothing', async () => {
      const to = join(folder, `out-${kind}`)
      const [code, last] = await done(digest('--dry-run', '--to', to))
      expect([code, last]).toEqual([0, '1 digest written, none sent'])
      const [file] = readdirSync(to)
      expect(statSync(join(to, file!)).mode & 0o777).toBe(0o600)
      const mail = await simpleParser(readFileSync(join(to, file!)))
      expect(mail.subject).toMatch(/papers? for you: /)
      expect(mail.text).toContain('https://kindred.example.org/papers/')
      expect([smtp.received, await states()]).toEqual([[], []])
    })

    it('says what to do when it was misused or lacks something', async () => {
      expect(await done(digest('--reader', reader))).toEqual([
        2,
        'kindred: --reader and --to go with --dry-run',
      ])
      expect(await done(digest('--dry-run', '--reader', 'f'.repeat(32)))).toEqual([
        2,
        'kindred: no reader has this id',
      ])
      const without = run('scripts/digest.ts', [], { ...environment, SMTP_URL: '' })
      expect(await done(without)).toEqual([
        1,
        'kindred: no mail server is set: set SMTP_URL and MAIL_FROM, and start again',
      ])
      await smtp.close()
      const failing = digest()
      expect(await failing.ended).toBe(1)
      expect(failing.output()).toMatch(
        /^a…@example\.org, .*: failed: [\s\S]*kindred: not every digest was taken/m,
      )
      smtp = await startSmtp()
      environment.SMTP_URL = smtp.url
    })
  }

  it('works through the service that runs, which sends by itself where it is told to', async () => {
    const main = ['--no-sample', '--no-prepare']
    const quiet = run('src/main.ts', main, environment)
    await quiet.printed(/Kindred is at/)
    const to = join(folder, `through-${kind}`)
    expect(await done(digest('--dry-run', '--reader', reader, '--to', to))).toEqual([
      0,
      '1 digest written, none sent',
    ])
    expect(await done(digest('--dry-run', '--reader', 'f'.repeat(32)))).toEqual([
      2,
      'kindred: no reader has this id',
    ])
    expect(smtp.received).toEqual([])
    quiet.signal('SIGTERM')
    expect(await quiet.ended).toBe(0)
    const sending = run('src/main.ts', main, { ...environment, DIGESTS: 'on' })
    await sending.printed(/"outcome":"sent"/)
    expect(await done(digest())).toEqual([0, '0 sent, 0 with nothing good enough, 0 failed'])
    sending.signal('SIGTERM')
    expect([await sending.ended, sending.output()]).toEqual([0, expect.any(String)])
    expect(smtp.received).toHaveLength(1)
    // Neither the address nor a link stands in its log.
    expect(sending.output()).not.toMatch(/example\.org/)
  })
})
