import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environmentIn, type Run, run } from './support/commands.ts'
import { temporaryFolder } from './support/databases.ts'

const MORE = `id,title,abstract,date
my-1,Proving theorems with tiny transformers,"We train small transformers to prove theorems in Lean 4.",2025-11-09
my-2,Sparse attention for long documents,"Sparse attention reads long documents cheaply.",2025-11-08
`

describe('from an empty folder to answers, as a newcomer would', () => {
  const folder = temporaryFolder()
  const environment = environmentIn(folder)
  let service: Run
  let url: string
  const get = async (path: string) => {
    const answer = await fetch(url + path)
    return {
      status: answer.status,
      json: (await answer.json()) as Record<string, never> & { papers: { id: string; title: string }[] },
    }
  }
  beforeAll(async () => {
    service = run('src/main.ts', [], environment)
    url = (await service.printed(/Kindred is at (\S+)/))[1]!
  })
  afterAll(() => service.signal('SIGKILL'))

  it('stores the sample page and is ready', async () => {
    expect(service.output()).toContain('stored 86 papers of the sample page')
    expect((await get('/readyz')).json.status).toBe('ready')
    expect((await get('/v1/stats')).json).toMatchObject({ papers: 86, indexedPapers: 86 })
  })

  it('keeps a second service off the embedded database, naming the first', async () => {
    const second = run('src/main.ts', [], environment)
    expect(await second.ended).toBe(1)
    expect(second.output()).toMatch(new RegExp(`in use by process ${service.pid} .*: stop it first`))
    expect(second.output().trim().split('\n')).toHaveLength(1)
  })

  it('takes new papers in while it serves, without one failed request', async () => {
    const file = join(folder, 'more.csv')
    writeFileSync(file, MORE)
    const [seed] = (await get('/v1/papers?limit=1')).json.papers
    const statuses = new Map<number, number>()
    const snapshots = new Set<string>()
    let stop = false
    const client = async () => {
      while (!stop) {
        const { status, json } = await get(`/v1/papers/${seed!.id}/similar?limit=100`)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        snapshots.add(json.snapshot as unknown as string)
        // Every answer is of one snapshot: 85 others before, 87 after.
        expect([85, 87]).toContain(json.papers.length)
      }
    }
    const clients = [client(), client()]
    const ingest = run('scripts/ingest.ts', [file], environment)
    expect([await ingest.ended, ingest.output()]).toEqual([
      0,
      expect.stringContaining('2 papers: 2 new, 0 changed, 0 known'),
    ])
    const embed = run('scripts/embed.ts', [], environment)
    expect([await embed.ended, embed.output()]).toEqual([
      0,
      expect.stringMatching(/snapshot [0-9a-f]{16} of 88 papers is current/),
    ])
    await expect
      .poll(async () => (await get('/v1/papers/my-1/similar')).status, { timeout: 10_000 })
      .toBe(200)
    stop = true
    await Promise.all(clients)
    expect([...statuses.keys()]).toEqual([200])
    expect(snapshots.size).toBe(2)
  })

  it('finds nothing to do when nothing changed', async () => {
    const ingest = run('scripts/ingest.ts', [join(folder, 'more.csv')], environment)
    expect([await ingest.ended, ingest.output()]).toEqual([
      0,
      expect.stringContaining('0 new, 0 changed, 2 known'),
    ])
    const embed = run('scripts/embed.ts', [], environment)
    expect([await embed.ended, embed.output().trim()]).toEqual([0, 'nothing changed since the last snapshot'])
  })

  it('ends with 0 when it is told to stop, leaving nothing that a second start would mind', async () => {
    service.signal('SIGTERM')
    expect(await service.ended).toBe(0)
    service = run('src/main.ts', [], environment)
    url = (await service.printed(/Kindred is at (\S+)/))[1]!
    expect(service.output()).not.toMatch(/embedding|indexing|sample/)
    expect((await get('/v1/papers/my-2/similar')).status).toBe(200)
  })
})

describe('commands that are given something they can’t use', () => {
  const folder = temporaryFolder()
  const environment = environmentIn(folder)
  const line = async (script: string, args: string[], more = {}) => {
    const ended = run(script, args, { ...environment, ...more })
    return [await ended.ended, ended.output().trim()]
  }

  it('end with one line that says what to do', async () => {
    expect(await line('scripts/ingest.ts', [join(folder, 'none.csv')])).toEqual([
      2,
      expect.stringMatching(/^kindred: .*no such file.*none\.csv/),
    ])
    writeFileSync(join(folder, 'noise'), Buffer.from([0, 1, 2, 3, 255]))
    expect(await line('scripts/ingest.ts', [join(folder, 'noise')])).toEqual([
      2,
      expect.stringMatching(/^kindred: .*noise/),
    ])
    expect(await line('src/main.ts', [], { PORT: 'many' })).toEqual([
      2,
      'kindred: environment: PORT must be a whole number',
    ])
    expect(await line('src/main.ts', [], { MODELS_FOLDER: folder })).toEqual([
      1,
      expect.stringMatching(/^kindred: model all-MiniLM-L6-v2 is incomplete/),
    ])
    expect(await line('src/main.ts', [], { DATABASE_URL: 'mysql://x' })).toEqual([
      2,
      expect.stringContaining('must begin with postgres://'),
    ])
  })
})

describe('from a file to answers in one command', () => {
  const folder = temporaryFolder()
  const environment = environmentIn(folder)

  it('stores the papers of the file and no others, embeds them, and serves', async () => {
    const file = join(folder, 'mine.csv')
    writeFileSync(file, MORE)
    const service = run('src/main.ts', [file], environment)
    try {
      const [, url] = await service.printed(/Kindred is at (\S+)/)
      expect(service.output()).toContain('2 papers: 2 new, 0 changed, 0 known')
      expect(service.output()).not.toContain('sample page')
      const stats = await (await fetch(`${url}/v1/stats`)).json()
      expect(stats).toMatchObject({ papers: 2, indexedPapers: 2 })
    } finally {
      service.signal('SIGTERM')
      await service.ended
    }
  })

  it('names a file that is not there, and serves nothing', async () => {
    const service = run('src/main.ts', [join(folder, 'none.csv')], environment)
    expect(await service.ended).toBe(2)
    expect(service.output()).toMatch(/none\.csv/)
    expect(service.output().trim().split('\n')).toHaveLength(1)
  })
})
