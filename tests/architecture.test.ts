import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Rows from the ground up, as src/README.md shows them: a module imports from its own row or an earlier one. */
const ROWS: readonly (readonly string[])[] = [
  [
    'paper',
    'reference',
    'reader',
    'impression',
    'readings',
    'row-scores',
    'card',
    'topic',
    'topic-change',
    'topic-edit',
    'map-layout',
    'vector',
    'random',
    'top',
    'interest',
    'centring',
    'errors',
    'config',
    'signed-link',
    'operator-key',
    'saved-search',
    'digest',
    'access-token',
    'progress',
    'threads',
    'turn',
    'steps',
    'int8',
    'row-products',
    'pieces',
    'citation',
    'seal',
    'row-queue',
    'transport',
    'reason-places',
    'text/',
  ],
  ['ingest/', 'db/', 'embed/', 'mail'],
  ['index/'],
  [
    'local-scaling',
    'co-reading',
    'library',
    'filter',
    'newest',
    'diversify',
    'nearest-titles',
    'likeness',
    'reasons',
    'spelling',
    'telling-sentence',
  ],
  [
    'similar',
    'all-similar',
    'all-similar-thread',
    'search',
    'bridge',
    'recommend/',
    'topics/',
    'map/',
    'trends/',
    'feeds/',
    'evaluate/',
  ],
  ['corpus', 'add-papers', 'folder-embeddings', 'shared-embeddings', 'rebuild', 'live-library', 'tokens'],
  ['http/', 'digest/'],
  ['web/'],
  [
    'app',
    'add-file',
    'door',
    'open-data',
    'open-service',
    'digests',
    'open-digests',
    'prepare',
    'prepare-for-all',
    'command',
    'serve',
    'main',
  ],
]

/** Packages with one home. */
const HOMES: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:drizzle-orm|drizzle-kit|postgres|@electric-sql\/)/, /^db\//],
  [/^@xenova\/transformers/, /^embed\/encoder\.ts$/],
  [/^hnswlib-node$/, /^index\/hnsw\.ts$/],
  [/^usearch$/, /^index\/usearch\.ts$/],
  [/^nodemailer/, /^mail\.ts$/],
  [/^csv-parse/, /^ingest\/csv\.ts$/],
  [/^@retorquere\//, /^ingest\/history\/bibtex\.ts$/],
  [/^twgl\.js$/, /^web\/map-client\/dots\.ts$/],
  [/^esbuild$/, /^web\/scripts\.ts$/],
  [/^(?:hono|@hono)\b/, /^(?:http|web)\/|^digest\/html\.tsx$|^(?:app|door|serve)\.ts$/],
]

interface Module {
  /** Path below src. */
  readonly path: string
  readonly text: string
  readonly imports: readonly string[]
}

const modules: Module[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => {
    const text = readFileSync(join('src', path), 'utf8')
    const imports = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1]!)
    return { path, text, imports }
  })

const rowOf = (path: string) =>
  ROWS.findIndex((row) =>
    row.some((part) => (part.endsWith('/') ? path.startsWith(part) : path.replace(/\.tsx?$/, '') === part)),
  )
const target = (path: string, imported: string) => relative('src', join('src', dirname(path), imported))

describe('the code', () => {
  it('stands in rows, each module in one', () => {
    expect(modules.map(({ path }) => path).filter((path) => rowOf(path) === -1)).toEqual([])
  })

  it('imports only from its own row or one above', () => {
    const wrong = modules.flatMap(({ path, imports }) =>
      imports
        .filter((imported) => imported.startsWith('.') && rowOf(target(path, imported)) > rowOf(path))
        .map((imported) => `${path} imports ${imported}`),
    )
    expect(wrong).toEqual([])
  })

  it('keeps ingest, db and embed apart', () => {
    const parts = ['ingest', 'db', 'embed']
    const wrong = modules.flatMap(({ path, imports }) => {
      const own = path.split('/')[0]!
      if (!parts.includes(own)) return []
      return imports
        .filter(
          (imported) => imported.startsWith('.') && parts.includes(target(path, imported).split('/')[0]!),
        )
        .filter((imported) => target(path, imported).split('/')[0] !== own)
        .map((imported) => `${path} imports ${imported}`)
    })
    expect(wrong).toEqual([])
  })

  it('gives each wide package one home', () => {
    const wrong = modules.flatMap(({ path, imports }) =>
      imports
        .filter((imported) => HOMES.some(([name, home]) => name.test(imported) && !home.test(path)))
        .map((imported) => `${path} imports ${imported}`),
    )
    expect(wrong).toEqual([])
  })

  it('imports files by their names, with no barrel between', () => {
    const wrong = modules.flatMap(({ path, imports }) =>
      imports
        .filter((imported) => imported.startsWith('.') && !/\.tsx?$/.test(imported))
        .map((imported) => `${path}: ${imported}`),
    )
    expect(wrong).toEqual([])
    expect(modules.filter(({ path }) => /(?:^|\/)index\.tsx?$/.test(path))).toEqual([])
  })

  it('reads the environment in one place, and draws chance and time from arguments', () => {
    const using = (pattern: RegExp, ...homes: string[]) =>
      modules.filter(({ path, text }) => pattern.test(text) && !homes.includes(path)).map(({ path }) => path)
    expect(using(/process\.env/, 'config.ts')).toEqual([])
    expect(using(/Math\.random/, 'random.ts')).toEqual([])
    // Clocks are read where the parts are put together, and where a lock file tells since when it is held.
    expect(
      using(
        /new Date\(\)|Date\.now/,
        'open-service.ts',
        'main.ts',
        'open-data.ts',
        'db/lock.ts',
        'db/embedded.ts',
      ),
    ).toEqual([])
  })

  it('keeps out of the script for browsers what only a server has', () => {
    const reached = new Set<string>()
    const visit = (path: string) => {
      if (reached.has(path)) return
      reached.add(path)
      const { imports } = modules.find((module) => module.path === path)!
      for (const imported of imports) {
        if (imported.startsWith('.')) visit(target(path, imported))
        else expect([path, imported]).toEqual([path, 'twgl.js'])
      }
    }
    visit('web/map-client/start.ts')
    visit('web/client/start.ts')
    expect(reached.size).toBeGreaterThan(16)
    expect([...reached].filter((path) => !/^(?:web|map)\//.test(path))).toEqual([])
  })

  it('begins every module by saying what it is for', () => {
    expect(
      modules
        .filter(({ text }) => !/^\/\*\*/.test(text) && !/^import[\s\S]*?\n\/\*\*/.test(text))
        .map(({ path }) => path),
    ).toEqual([])
  })

  it('keeps its files short enough to read', () => {
    expect(modules.filter(({ text }) => text.split('\n').length > 300).map(({ path }) => path)).toEqual([])
  })
})
