/** `/settings`: a reader's data, and what they set for the whole of it. */
import type { Context } from 'hono'
import { z } from 'zod'
import { InvalidInput } from '../errors.ts'
import type { Service } from '../http/service.ts'
import { counted } from '../text/counted.ts'
import { DigestPanel, digestOf } from './digest-panel.tsx'
import { FeedsPanel, feedsOf } from './feeds-panel.tsx'
import { KeyList } from './keys.tsx'
import { Layout, sendPage } from './layout.tsx'
import { checked } from './request.ts'
import { TokensPanel, tokensOf } from './tokens-panel.tsx'
import { forgetReader, visitorOf } from './visitor.ts'

const DESCRIPTION =
  'Recommendations by mail and as feeds, the keyboard, and your data: to take along or to delete.'

export const settingsPage = (service: Service) => async (c: Context) => {
  const visitor = await visitorOf(service, c)
  return sendPage(
    c,
    <Layout title="Settings – Kindred" description={DESCRIPTION} place="settings">
      <div class="reading settings">
        <h1>Settings</h1>
        <section class="panel" aria-labelledby="recommendations">
          <h2 id="recommendations">Recommendations</h2>
          <p>
            What counts, and how much: <a href="/interests">your interests and rules</a>. How a list is mixed
            is set beside <a href="/for-you">the list itself</a>.
          </p>
        </section>
        <DigestPanel state={await digestOf(service, c)} canSend={service.mailing !== undefined} />
        <FeedsPanel feeds={await feedsOf(service, c)} />
        <section class="panel" id="keyboard" aria-labelledby="keys-heading">
          <h2 id="keys-heading">Keyboard</h2>
          <KeyList />
          <p class="none">
            Where a script runs. Press <kbd>?</kbd> on any page to switch these keys off, should they be in
            the way of speech input or a screen reader.
          </p>
          <button type="button" class="plain enhanced-only" data-keys>
            Switch them on or off
          </button>
        </section>
        <TokensPanel tokens={await tokensOf(service, c)} required={service.tokensRequired === true} />
        <section class="panel" id="data" aria-labelledby="data-heading">
          <h2 id="data-heading">Your data</h2>
          {visitor.id ? (
            <>
              <p>
                {counted(visitor.reactions.length, 'reaction')}
                {visitor.outsideCount > 0 &&
                  ` and ${counted(visitor.outsideCount, 'paper')} of your own library`}
                , your tags, interests and rules, and the lists you were shown. All of it is on the machine
                that this service runs on; your browser holds a sealed cookie and nothing else.
              </p>
              <p>
                <a class="plain" href="/settings/data.json" download>
                  Take everything along (JSON)
                </a>
              </p>
              <details id="delete">
                <summary>Delete everything</summary>
                <form method="post" action="/settings/delete" class="delete">
                  <p>This can’t be undone. You may want to take your data along first.</p>
                  <label class="check">
                    <input type="checkbox" name="sure" value="yes" required />
                    Delete all that I said, brought in and was shown
                  </label>
                  <button type="submit" class="danger">
                    Delete everything
                  </button>
                </form>
              </details>
            </>
          ) : (
            <p>
              Nothing is kept of you. With the first paper that you like, save or tag, a random number in a
              sealed cookie tells you from other readers; there is no account.
            </p>
          )}
        </section>
      </div>
    </Layout>,
  )
}

const Confirmed = z.object({ sure: z.string().optional() })

export const deleteEverything = (service: Service) => async (c: Context) => {
  const { sure } = checked(Confirmed, await c.req.parseBody())
  if (sure !== 'yes') throw new InvalidInput('tick the box to delete everything: it can’t be undone', 'sure')
  await forgetReader(service, c)
  return c.redirect('/settings/deleted', 303)
}

export const deletedPage = () => async (c: Context) =>
  sendPage(
    c,
    <Layout title="Deleted – Kindred" description="Everything was deleted." place="settings">
      <div class="reading">
        <h1>Everything was deleted</h1>
        <p class="lead">Nothing is kept of you any more, neither here nor in your browser.</p>
        <a class="filled" href="/">
          To the newest papers
        </a>
      </div>
    </Layout>,
  )
