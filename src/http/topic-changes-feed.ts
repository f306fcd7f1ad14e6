/** What became of topics, as a feed: a change is an entry. */
import type { Context } from 'hono'
import { type Feed, type FeedEntry, urnOf } from '../feeds/document.ts'
import { escapeMarkup } from '../feeds/markup.ts'
import type { Library } from '../library.ts'
import type { TopicChange } from '../topic-change.ts'
import { toldChange } from '../topics/told-change.ts'
import { headOf } from './feed-document.ts'
import { originOf } from './links.ts'
import type { Service } from './service.ts'

const ENTRIES_MAX = 100

export async function topicChangesFeed(service: Service, c: Context, library: Library): Promise<Feed> {
  const { revisions } = library.topics.history
  const living = new Set(library.topics.tree.nodes.map(({ id }) => id))
  const origin = originOf(service, c)
  const head = await headOf(service, c, {
    name: ['topic changes'],
    title: 'Kindred: what changed in topics',
    description: 'Topics that came, went, split, merged, grew, shrank or got another name.',
    page: '/topics/changes',
  })
  const entries = revisions.flatMap(({ at, changes }) =>
    changes.map((change) => entryOf(change, new Date(at), { origin, living })),
  )
  return { ...head, updatedAt: new Date(revisions[0]?.at ?? 0), entries: entries.slice(0, ENTRIES_MAX) }
}

function entryOf(
  change: TopicChange,
  at: Date,
  { origin, living }: { origin: string; living: ReadonlySet<string> },
): FeedEntry {
  const title = toldChange(change)
    .map((part) => (typeof part === 'string' ? part : part.label))
    .join('')
  return {
    id: urnOf(`topic change ${at.toISOString()} ${change.kind} ${change.id}`),
    title,
    url: `${origin}/topics/${living.has(change.id) ? change.id : 'changes'}`,
    publishedAt: at,
    updatedAt: at,
    authors: [],
    categories: [change.kind],
    html: `<p>${escapeMarkup(title)}</p>`,
  }
}
