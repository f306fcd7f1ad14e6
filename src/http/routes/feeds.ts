/** `/feeds`: what is new, for feed readers. Those of one reader are opened by signed links. */
import { getSearch } from '../../db/searches.ts'
import { FEED_FORMATS, FEED_TYPES, type FeedFormat } from '../../feeds/document.ts'
import { answers, createRoute, newRouter, z } from '../contract.ts'
import { sendDocument, sendFeed } from '../feed-document.ts'
import { recommendationsFeed, searchFeed, similarFeed, todayFeed, topicFeed } from '../feeds.ts'
import { readerOfToken } from '../links.ts'
import { rowNamed } from '../named-papers.ts'
import type { Service } from '../service.ts'
import { topicChangesFeed } from '../topic-changes-feed.ts'

const FORMATS = FEED_FORMATS.join('|')

/** The last part of a path: a name, and the format as its ending. */
const file = (name: string, what: string) =>
  z.object({
    file: z
      .string()
      .regex(new RegExp(`^(?:${name})\\.(?:${FORMATS})$`), `must be ${what}, then .atom, .rss or .json`)
      .transform((text) => {
        const dot = text.lastIndexOf('.')
        return { name: text.slice(0, dot), format: text.slice(dot + 1) as FeedFormat }
      })
      .openapi({
        type: 'string',
        param: { name: 'file', in: 'path' },
        description: `${what}, then .atom, .rss or .json`,
      }),
  })

const document = z.string()
const feed = (path: string, summary: string, params: ReturnType<typeof file>) =>
  createRoute({
    method: 'get',
    path,
    summary,
    description:
      'Each paper once, under an id that it keeps for ever. Answers 304 to who has it, by `If-None-Match` or, where it is public, `If-Modified-Since`.',
    request: { params },
    responses: {
      ...answers('', z.object({}), 400, 404, 503),
      200: {
        description: 'Atom, RSS 2.0 or JSON Feed 1.1.',
        content: Object.fromEntries(Object.values(FEED_TYPES).map((type) => [type, { schema: document }])),
      },
      304: { description: 'It is as it was.' },
    },
  })

const TOKEN = '[0-9A-Za-z_.-]+'
const today = feed(
  '/{file}',
  'The papers of the last week, or what became of topics; newest first',
  file('today|topic-changes', 'today or topic-changes'),
)
const topic = feed(
  '/topics/{file}',
  'The papers of a topic, newest first',
  file('t[0-9a-f]{8}', 'id of a topic'),
)
const similar = feed(
  '/similar/{file}',
  'The hundred papers most like one, newest first',
  file('[0-9a-f]{40}', 'id of a paper'),
)
const search = feed(
  '/searches/{file}',
  'What a saved search finds, newest first',
  file(TOKEN, 'token of the link'),
)
const recommended = feed(
  '/for/{file}',
  'New papers for a reader, each with why',
  file(TOKEN, 'token of the link'),
)

export const feeds = (service: Service) =>
  newRouter()
    .openapi(today, async (c) => {
      const library = service.library.get()
      const { name, format } = c.req.valid('param').file
      if (name === 'topic-changes')
        return sendDocument(c, await topicChangesFeed(service, c, library), { format, visibility: 'public' })
      return sendFeed(service, c, library, todayFeed(library), { format, visibility: 'public' })
    })
    .openapi(topic, (c) => {
      const library = service.library.get()
      const { name, format } = c.req.valid('param').file
      return sendFeed(service, c, library, topicFeed(library, name), { format, visibility: 'public' })
    })
    .openapi(similar, async (c) => {
      const library = service.library.get()
      const { name, format } = c.req.valid('param').file
      const draft = await similarFeed(library, await rowNamed(service, library, name))
      return sendFeed(service, c, library, draft, { format, visibility: 'public' })
    })
    .openapi(search, async (c) => {
      const library = service.library.get()
      const { name, format } = c.req.valid('param').file
      const { readerId, fields } = await readerOfToken(service, 'search feed', name)
      const draft = await searchFeed(
        service,
        library,
        readerId,
        await getSearch(service.db, readerId, fields[0]!),
      )
      return sendFeed(service, c, library, draft, { format, visibility: 'private' })
    })
    .openapi(recommended, async (c) => {
      const library = service.library.get()
      const { name, format } = c.req.valid('param').file
      const { readerId } = await readerOfToken(service, 'recommendations feed', name)
      const draft = await recommendationsFeed(service, library, readerId)
      return sendFeed(service, c, library, draft, { format, visibility: 'private' })
    })
