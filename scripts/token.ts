/**
 * Tokens of the API, for a service that was started with API_TOKENS=required: `npm run token`
 *
 *   npm run token -- make "nightly import"
 *   npm run token -- list
 *   npm run token -- revoke 0123456789ab
 *   npm run token -- page
 */
import { Command } from 'commander'
import { runCommand } from '../src/command.ts'
import { type Config, readConfig } from '../src/config.ts'
import { openTokens } from '../src/open-data.ts'
import type { Tokens } from '../src/tokens.ts'

const program = new Command('token').description('Makes, lists and revokes tokens of the API.')
program
  .command('make')
  .argument('<name>', 'who or what it is for')
  .description('makes one, and shows it this once')
  .action((name: string) =>
    work(async (tokens, config) => {
      const { id, token } = await tokens.make(name)
      console.log(token)
      process.stderr.write(`that is token ${id}; it is not shown again\n`)
      if (!config.tokensRequired)
        process.stderr.write('no token is asked for unless the service is started with API_TOKENS=required\n')
    }),
  )
program
  .command('list')
  .description('tells those that work')
  .action(() =>
    work(async (tokens) => {
      for (const { id, name, createdAt } of await tokens.list())
        console.log(`${id}  ${new Date(createdAt).toISOString().slice(0, 10)}  ${name}`)
    }),
  )
program
  .command('revoke')
  .argument('<id>', 'as it is listed')
  .description('makes one worthless at once')
  .action((id: string) =>
    work(async (tokens) => {
      await tokens.revoke(id)
      console.log(`token ${id} is revoked`)
    }),
  )
program
  .command('page')
  .description('prints a link to the page where the same is done; it is good for a quarter of an hour')
  .action(() =>
    work(async (tokens, config) => {
      const key = await tokens.pageKey()
      console.log(`${addressOf(config)}/settings/tokens?${new URLSearchParams({ key })}`)
    }),
  )

await program.parseAsync()

/** Where the service is, as far as its settings tell. */
function addressOf({ publicUrl, host, port }: Config): string {
  const everywhere = host === '0.0.0.0' || host === '::'
  return publicUrl ?? `http://${everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
}

function work(run: (tokens: Tokens, config: Config) => Promise<void>): Promise<void> {
  return runCommand(async () => {
    const config = readConfig()
    const { tokens, close } = await openTokens(config)
    try {
      await run(tokens, config)
    } finally {
      await close()
    }
  })
}
