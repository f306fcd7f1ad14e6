/** The addresses of a reader's feeds, among the settings. */
import type { Context } from 'hono'
import { putLinkId } from '../db/readers.ts'
import { originOf, readerFeeds } from '../http/links.ts'
import type { Service } from '../http/service.ts'
import { knownReader } from './visitor.ts'

type Feeds = Awaited<ReturnType<typeof readerFeeds>>

/** Undefined for somebody new, or a reader who was deleted meanwhile. */
export async function feedsOf(service: Service, c: Context): Promise<Feeds | undefined> {
  const reader = await knownReader(service, c)
  return reader ? readerFeeds(service, originOf(service, c), reader) : undefined
}

export function FeedsPanel({ feeds }: { feeds?: Feeds }) {
  return (
    <section class="panel" id="feeds" aria-labelledby="feeds-heading">
      <h2 id="feeds-heading">Feeds</h2>
      <p>For a feed reader. What is public is found by it on the pages of Today, a topic or a paper.</p>
      {feeds ? (
        <>
          <ul class="feeds">
            <Feed title="Your recommendations" {...feeds.recommendations} />
            {feeds.searches.map(({ title, ...addresses }) => (
              <Feed title={title} {...addresses} />
            ))}
          </ul>
          <p class="none">
            These addresses are signed: whoever has one can read that feed, and nothing else of yours.
          </p>
          <form
            method="post"
            action="/settings/links"
            data-swap="submit"
            data-done="The old addresses lead nowhere now."
          >
            <button type="submit" class="plain" id="new-links">
              Take new addresses
            </button>
          </form>
        </>
      ) : (
        <p class="none">
          Your own, of recommendations and saved searches, stand here once you have said something of a paper.
        </p>
      )}
    </section>
  )
}

function Feed({ title, atom, rss, json }: { title: string; atom: string; rss: string; json: string }) {
  const formats = [
    ['Atom', atom],
    ['RSS', rss],
    ['JSON', json],
  ] as const
  return (
    <li>
      <span dir="auto">{title}</span>
      {formats.map(([label, href]) => (
        <a href={href}>
          {label}
          <span class="unseen"> feed of {title}</span>
        </a>
      ))}
    </li>
  )
}

/** Makes every address given before invalid. */
export const renewLinks = (service: Service) => async (c: Context) => {
  const reader = await knownReader(service, c)
  if (reader) await putLinkId(service.db, reader, service.randomId())
  return c.redirect('/settings#feeds', 303)
}
