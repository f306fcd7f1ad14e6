import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from './support/databases.ts'
import { openTestService, samplePapers, type TestService } from './support/service.ts'

const readme = readFileSync('README.md', 'utf8')
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>
const all = (pattern: RegExp) => [...readme.matchAll(pattern)].map((match) => match[1]!)

describe('the README', () => {
  const folder = temporaryFolder()
  let test: TestService
  let routes: string[]
  beforeAll(async () => {
    test = await openTestService(folder)
    const { json } = await test.call('/openapi.json')
    const paths = json.paths as Record<string, Record<string, unknown>>
    routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
  })
  afterAll(() => test.close())

  it('names only commands that there are, and every one that there is', () => {
    const named = new Set([...all(/npm run ([a-z-]+)/g), ...all(/npm (start|test)\b/g)])
    const there = Object.keys(manifest.scripts!).filter((name) => name !== 'postinstall')
    expect([...named].sort()).toEqual(there.sort())
  })

  it('names scripts whose files are there', () => {
    for (const command of Object.values(manifest.scripts!)) {
      for (const [file] of command.matchAll(/\b(?:src|scripts|tests)\/\S+/g))
        expect(existsSync(file), file).toBe(true)
    }
  })

  it('names only routes that there are, and every one of the contract', async () => {
    const named = all(/`((?:GET|POST|PUT|PATCH|DELETE) \/[^`]*)`/g)
    const undocumented = ['GET /metrics']
    expect([...new Set(named)].sort()).toEqual([...routes, ...undocumented].sort())
    expect((await test.app.request('/metrics')).status).toBe(200)
  })

  it('shows an OpenAPI 3.1 document and a page to try calls on, whole without a network', async () => {
    expect((await test.call('/openapi.json')).json.openapi).toBe('3.1.0')
    const page = await (await test.app.request('/reference')).text()
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!)
    expect(files.length).toBeGreaterThan(3)
    for (const file of files) expect([file, (await test.app.request(file)).status]).toEqual([file, 200])
  })

  it('justifies each package that is installed, and no other', () => {
    const section = readme.slice(readme.indexOf('## Packages'))
    const named = [...section.matchAll(/`((?:@[\w-]+\/)?[\w.-]+)`/g)].map((match) => match[1]!)
    const installed = ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((kind) =>
      Object.keys(manifest[kind] ?? {}),
    )
    const wanted = installed.filter((name) => !name.startsWith('@types/'))
    expect(wanted.filter((name) => !named.includes(name))).toEqual([])
    expect(
      named.filter(
        (name) => name !== 'LICENSE' && name.length > 3 && !installed.includes(name) && !name.startsWith('/'),
      ),
    ).toEqual([])
  })

  it('names every setting, with no other', () => {
    const config = readFileSync('src/config.ts', 'utf8')
    const known = [...config.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1]!)
    const table = readme.slice(readme.indexOf('| variable |'), readme.indexOf('`npm start -- --no-sample`'))
    const named = [...table.matchAll(/`([A-Z][A-Z_]+)`/g)].map((match) => match[1]!)
    expect(named.sort()).toEqual(known.sort())
  })

  it('shows calls that answer on the sample page', async () => {
    const sample = await openTestService(join(folder, 'sample'), await samplePapers())
    const [query] = all(/curl -s 'localhost:3000([^']+)'/g)
    const [body] = all(/-d '([^']+)'/g)
    const search = await sample.call(query!)
    const recommended = await sample.call('/v1/recommendations', { method: 'POST', body: JSON.parse(body!) })
    await sample.close()
    expect([search.status, search.json.papers.length]).toEqual([200, 1])
    expect([recommended.status, recommended.json.papers.length]).toEqual([200, 5])
  })

  it('links to files that are there', () => {
    const links = all(/\]\(([^)]+)\)/g).filter((link) => !/^https?:/.test(link))
    expect(links.length).toBeGreaterThan(2)
    for (const link of links) expect(existsSync(join('.', link)), link).toBe(true)
  })
})
