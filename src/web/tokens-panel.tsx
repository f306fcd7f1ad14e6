/** Tokens of the API, among the settings: for whoever runs the service, and told of to everybody else. */
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import type { AccessToken } from '../access-token.ts'
import { NotFound } from '../errors.ts'
import type { Service } from '../http/service.ts'
import { tokensIn } from '../tokens.ts'
import { Day } from './dates.tsx'
import { Layout, sendPage } from './layout.tsx'
import { isOperator, letOperatorIn, letOperatorOut } from './operator.ts'
import { checked } from './request.ts'

const PANEL = '/settings#api'
const COMMAND = 'npm run token -- page'

const tokensFor = ({ db, now }: Service) => tokensIn(db, now)

/** Oldest first; undefined for everybody but the operator. */
export async function tokensOf(service: Service, c: Context): Promise<AccessToken[] | undefined> {
  return (await isOperator(service, c)) ? tokensFor(service).list() : undefined
}

export function TokensPanel({
  tokens,
  required,
}: {
  tokens: readonly AccessToken[] | undefined
  required: boolean
}) {
  return (
    <section class="panel" id="api" aria-labelledby="api-heading">
      <h2 id="api-heading">For programs</h2>
      <p>
        Everything here is to be had over REST too: <a href="/reference">the reference</a>.{' '}
        {required ? 'This installation asks for a token.' : 'This installation asks for no token.'}
      </p>
      {tokens ? (
        <Tokens tokens={tokens} required={required} />
      ) : (
        <p class="none">
          Whoever runs it makes and revokes tokens here, after <code>{COMMAND}</code> in its terminal.
        </p>
      )}
    </section>
  )
}

function Tokens({ tokens, required }: { tokens: readonly AccessToken[]; required: boolean }) {
  return (
    <>
      {tokens.length > 0 ? (
        <ul class="tokens">
          {tokens.map(({ id, name, createdAt }) => (
            <li>
              <span dir="auto">{name}</span>
              <code>{id}</code>
              <Day day={createdAt.toISOString().slice(0, 10)} />
              <form method="post" action="/settings/tokens/revoke">
                <input type="hidden" name="id" value={id} />
                <button type="submit" class="small" aria-label={`Revoke the token of ${name}`}>
                  Revoke
                </button>
              </form>
            </li>
          ))}
        </ul>
      ) : (
        <p class="none">There is no token yet.</p>
      )}
      {!required && (
        <p class="none">
          They are asked for once it is started with <code>API_TOKENS=required</code>.
        </p>
      )}
      <form method="post" action="/settings/tokens" class="edit">
        <label>
          <span>Who or what a new one is for</span>
          <input name="name" required maxlength={NAME_LENGTH_MAX} autocomplete="off" />
        </label>
        <span class="buttons">
          <button type="submit" class="filled">
            Make a token
          </button>
        </span>
      </form>
      <form method="post" action="/settings/tokens/leave">
        <button type="submit" class="plain">
          Lock this list again
        </button>
      </form>
    </>
  )
}

const NAME_LENGTH_MAX = 100
const Named = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(NAME_LENGTH_MAX, `is longer than ${NAME_LENGTH_MAX}`),
})
const Chosen = z.object({ id: z.string() })

/** `/settings/tokens?key=…`, as the command prints it. */
export const openTokens = (service: Service) => async (c: Context) => {
  if (!(await letOperatorIn(service, c, c.req.query('key') ?? '')))
    throw new NotFound(`this link is not good any more: take a new one with \`${COMMAND}\``)
  return c.redirect(PANEL, 303)
}

export const leaveTokens = () => async (c: Context) => {
  letOperatorOut(c)
  return c.redirect(PANEL, 303)
}

/** Shows the new token, this once. */
export const makeToken = (service: Service) => async (c: Context) => {
  await requireOperator(service, c)
  const { name } = checked(Named, await c.req.parseBody())
  const { token } = await tokensFor(service).make(name)
  const answer = await sendPage(
    c,
    <Layout title="A new token – Kindred" description="A token of the API, shown this once." place="settings">
      <div class="reading">
        <h1>A new token</h1>
        <p class="lead">
          For <bdi>{name}</bdi>. Copy it now: it is not shown again.
        </p>
        <p>
          <code class="secret">{token}</code>
        </p>
        <p>
          Programs send it with each call, in the header <code>Authorization: Bearer TOKEN</code>.
        </p>
        <a class="filled" href={PANEL}>
          Back to the settings
        </a>
      </div>
    </Layout>,
  )
  answer.headers.set('Cache-Control', 'no-store')
  return answer
}

export const revokeToken = (service: Service) => async (c: Context) => {
  await requireOperator(service, c)
  await tokensFor(service).revoke(checked(Chosen, await c.req.parseBody()).id)
  return c.redirect(PANEL, 303)
}

async function requireOperator(service: Service, c: Context): Promise<void> {
  if (!(await isOperator(service, c)))
    throw new HTTPException(403, {
      message: `only whoever runs the service may do that: follow the link of \`${COMMAND}\``,
    })
}
