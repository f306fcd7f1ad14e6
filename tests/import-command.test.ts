import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environmentIn, type Run, run } from './support/commands.ts'
import { temporaryFolder } from './support/databases.ts'

const LIBRARY = `@misc{a, title={SubgoalXL: Subgoal-based Expert Learning for Theorem Proving}}
@misc{b, title={A prover of our own}, abstract={We prove theorems in Lean with a small model.}}
@misc{c, title={Theorem Proving}}
@misc{d, year={2000}}
`

describe('npm run import, while the service runs', () => {
  const folder = temporaryFolder()
  const environment = environmentIn(folder)
  const file = join(folder, 'library.bib')
  let service: Run
  let url: string
  beforeAll(async () => {
    writeFileSync(file, LIBRARY)
    service = run('src/main.ts', [], environment)
    url = (await service.printed(/Kindred is at (\S+)/))[1]!
  })
  afterAll(() => service.signal('SIGKILL'))
  const bring = async (...args: string[]) => {
    const command = run('scripts/import.ts', args, environment)
    return [await command.ended, command.output().trim()] as const
  }

  it('makes a reader of this name, tells each entry that is lost, and where the recommendations are', async () => {
    const [code, output] = await bring('--url', url, '--name', 'Ada', file)
    expect([code, output.replace(/nearest: .*/, 'nearest: …').split('\n')]).toEqual([
      0,
      expect.arrayContaining([
        `${file}, line 4: not read: no title and no id`,
        `${file}, line 3: not found: Theorem Proving; nearest: …`,
        `${file}: 1 in the collection, 1 kept from outside it, 1 not found, 1 not read; 2 new`,
      ]),
    ])
    const [recommendations] = /http:\S+\/recommendations/.exec(output)!
    const { papers } = (await (await fetch(recommendations)).json()) as { papers: { title: string }[] }
    expect(papers[0]!.title).toMatch(/Theorem|Proof|Prov|Lean/)
  })

  it('finds the reader of this name again, and changes nothing', async () => {
    const [code, output] = await bring('--url', `${url}/`, '--name', 'Ada', file)
    expect([code, output]).toEqual([0, expect.stringContaining('; 0 new')])
    const { readers } = (await (await fetch(`${url}/v1/readers`)).json()) as { readers: unknown[] }
    expect(readers).toHaveLength(1)
  })

  it.each([
    ['no reader is named', ['FILE'], 2, /say whose history it is: --reader ID, or --name NAME/],
    ['the reader is unknown', ['--reader', '0'.repeat(32), 'FILE'], 2, /no reader has this id/],
    ['the file is missing', ['--name', 'Ada', 'none.bib'], 2, /none\.bib can't be read: ENOENT/],
    ['no service answers', ['--name', 'Ada', '--url', 'http://127.0.0.1:1', 'FILE'], 1, /npm start/],
  ] as const)('ends with one line that says what to do when %s', async (_, args, expected, line) => {
    const [code, output] = await bring('--url', url, ...args.map((arg) => (arg === 'FILE' ? file : arg)))
    expect([code, output]).toEqual([expected, expect.stringMatching(line)])
    expect(output.split('\n')).toHaveLength(1)
  })
})
