import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { corpusIn } from '../src/corpus.ts'
import { type OpenDatabase, openDatabase } from '../src/db/open.ts'
import type { PaperRecord } from '../src/paper.ts'
import { environmentIn, type Run, run } from './support/commands.ts'
import { newDatabase, temporaryFolder, withPgvector } from './support/databases.ts'
import { type ReverseProxy, startProxy } from './support/proxy.ts'
import { NOW, samplePapers } from './support/service.ts'

withPgvector('three services behind a proxy, and two that embed', () => {
  const folder = temporaryFolder()
  let database: OpenDatabase
  let url: string
  let proxy: ReverseProxy
  let records: PaperRecord[]
  const nodes: { run: Run; url: string }[] = []

  const environment = (name: string) => ({
    ...environmentIn(join(folder, name), { EMBED_THREADS: '1', LOG_LEVEL: 'warn' }),
    VECTORS_FOLDER: join(folder, name, 'vectors'),
    VECTOR_STORE: 'pgvector',
    DATABASE_URL: url,
  })
  const embedTogether = async () => {
    const workers = ['first', 'second'].map((name) => run('scripts/embed.ts', [], environment(name)))
    for (const worker of workers) expect(await worker.ended, worker.output()).toBe(0)
  }
  const startNode = async (name: string) => {
    const service = run('src/main.ts', ['--no-prepare', '--no-sample'], environment(name))
    const [, at] = await service.printed(/Kindred is at (http:\S+)/)
    await expect.poll(async () => (await fetch(`${at}/readyz`)).status, { timeout: 30_000 }).toBe(200)
    return { run: service, url: at! }
  }
  const snapshotOf = async (at: string) => {
    const answer = await fetch(`${at}/v1/papers/${encodeURIComponent(records[0]!.title)}/similar?limit=3`)
    return ((await answer.json()) as { snapshot: string }).snapshot
  }

  beforeAll(async () => {
    records = (await samplePapers()).slice(0, 30)
    const where = await newDatabase('pgvector', folder)
    url = where.url!
    database = await openDatabase(where)
    proxy = await startProxy()
  })
  afterAll(async () => {
    for (const node of nodes) node.run.signal('SIGKILL')
    await proxy.close()
    await database.close()
  })

  it('answer every request through new papers and a restart of each, from folders that were empty', async () => {
    const corpus = corpusIn(database.db, () => NOW)
    await corpus.save(records.slice(0, 24))
    await embedTogether()
    for (const name of ['a', 'b', 'c']) nodes.push(await startNode(name))
    proxy.to(nodes.map((node) => node.url))
    const first = await snapshotOf(proxy.url)

    const [one, other] = [records[0]!.title, records[1]!.title]
    const questions: [string, RequestInit?][] = [
      [`/v1/papers/${encodeURIComponent(one)}/similar?limit=5`],
      ['/v1/search?q=reasoning+with+language+models'],
      [
        '/v1/recommendations',
        {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ positive: [one, other], limit: 5 }),
        },
      ],
    ]
    const failed: string[] = []
    let answered = 0
    const stop = new AbortController()
    const client = async (offset: number) => {
      for (let turn = offset; !stop.signal.aborted; turn++) {
        const [path, options] = questions[turn % questions.length]!
        try {
          const answer = await fetch(proxy.url + path, options)
          const { papers } = (await answer.json()) as { papers?: unknown[] }
          if (answer.status !== 200 || !papers?.length) failed.push(`${path}: ${answer.status}`)
          answered++
        } catch (error) {
          failed.push(`${path}: ${error}`)
        }
        await sleep(5)
      }
    }
    const clients = [0, 1, 2].map(client)

    await corpus.save(records.slice(24))
    await embedTogether()
    await expect
      .poll(() => Promise.all(nodes.map((node) => snapshotOf(node.url))), { timeout: 20_000 })
      .not.toContain(first)
    for (const [at, name] of ['a', 'b', 'c'].entries()) {
      nodes[at]!.run.signal('SIGTERM')
      expect(await nodes[at]!.run.ended).toBe(0)
      nodes[at] = await startNode(name)
      proxy.to(nodes.map((node) => node.url))
    }
    stop.abort()
    await Promise.all(clients)
    expect(failed).toEqual([])
    expect(answered).toBeGreaterThan(30)
    const snapshots = await Promise.all(nodes.map((node) => snapshotOf(node.url)))
    expect(new Set(snapshots).size).toBe(1)
    expect(snapshots[0]).not.toBe(first)
  }, 180_000)
})
