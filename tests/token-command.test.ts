import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environmentIn, type Run, run } from './support/commands.ts'
import { temporaryFolder } from './support/databases.ts'

describe('npm run token, while the service runs', () => {
  const folder = temporaryFolder()
  const environment = environmentIn(folder, { API_TOKENS: 'required' })
  let service: Run
  let url: string
  beforeAll(async () => {
    service = run('src/main.ts', ['--no-sample', '--no-prepare'], environment)
    url = (await service.printed(/Kindred is at (\S+)/))[1]!
  })
  afterAll(() => service.signal('SIGKILL'))
  const token = async (...args: string[]) => {
    const command = run('scripts/token.ts', args, environment)
    return [await command.ended, command.output().trim()] as const
  }

  it('makes one that opens the API at once, lists it, and makes it worthless', async () => {
    const [code, output] = await token('make', 'nightly import')
    const [secret, told] = output.split('\n') as [string, string]
    const id = /^that is token ([0-9a-f]{12}); it is not shown again$/.exec(told)![1]!
    expect(code).toBe(0)
    const status = async () =>
      (await fetch(`${url}/v1/readers`, { headers: { Authorization: `Bearer ${secret}` } })).status
    expect(await status()).toBe(200)
    const [, listed] = await token('list')
    expect(listed).toMatch(new RegExp(`^${id}  \\d{4}-\\d{2}-\\d{2}  nightly import$`))
    expect(await token('revoke', id)).toEqual([0, `token ${id} is revoked`])
    expect(await status()).toBe(401)
    expect(await token('revoke', id)).toEqual([2, expect.stringContaining(`there is no token ${id}`)])
    expect(service.output()).not.toContain(secret)
  })

  it('prints a link that opens the same in a browser, and only there', async () => {
    const [code, link] = await token('page')
    expect(code).toBe(0)
    const { pathname, search } = new URL(link)
    const opened = await fetch(`${url}${pathname}${search}`, { redirect: 'manual' })
    expect([opened.status, opened.headers.get('Location')]).toEqual([303, '/settings#api'])
    const Cookie = opened.headers.get('Set-Cookie')!.split(';')[0]!
    expect(await (await fetch(`${url}/settings`, { headers: { Cookie } })).text()).toContain('Make a token')
    expect(await (await fetch(`${url}/settings`)).text()).not.toContain('Make a token')
  })
})
