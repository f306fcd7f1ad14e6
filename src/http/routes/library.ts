/** `/v1/readers/{id}/library`: what a reader said something of or tagged, and the tags. */
import { CITATION_FILES, CITATION_FORMATS, cite } from '../../citation.ts'
import { getReader } from '../../db/readers.ts'
import { deleteTag } from '../../db/tags.ts'
import { answers, CardReply, Cursor, createRoute, Limit, newRouter, Page, Reference, z } from '../contract.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { paperNamed } from '../named-papers.ts'
import { type LibraryEntry, libraryPapers, readerLibrary } from '../reader-library.ts'
import type { Service } from '../service.ts'
import { addTag, Tag } from '../tagging.ts'
import { Kind, ReaderId, ReaderParams } from './readers.ts'

/** The path of a tag, for the check of app.ts that doesn't hold for it: nothing is in its body. */
export const TAG_PATH = /^\/v1\/readers\/[^/]+\/library\/[^/]+\/tags\/[^/]+$/

const QUERY_LENGTH_MAX = 1_000

const Question = {
  q: z
    .string()
    .trim()
    .max(QUERY_LENGTH_MAX)
    .optional()
    .openapi({ description: 'Words of title or abstract.' }),
  kind: Kind.optional().openapi({ description: 'Only papers of which this was said.' }),
  tag: Tag.optional().openapi({ type: 'string', description: 'Only papers with this tag.' }),
}
const EntryReply = CardReply.extend({
  kinds: z.array(Kind).openapi({ description: 'What was said of it.' }),
  tags: z.array(z.string()),
  at: z.string().optional().openapi({ format: 'date-time', description: 'When something was said last.' }),
  outside: z.boolean().openapi({ description: 'Imported, and not in the collection.' }),
}).openapi('LibraryEntry')
const TagParams = z.object({
  id: ReaderId,
  paperId: Reference.openapi({ param: { name: 'paperId', in: 'path' } }),
  tag: Tag.openapi({ type: 'string', param: { name: 'tag', in: 'path' }, example: 'to cite' }),
})
const EntryCursor = z.tuple([z.literal('e'), z.string().regex(/^[0-9a-f]{40}$/)])
const Done = { 204: { description: 'Done; nothing to say.' } }

const list = createRoute({
  method: 'get',
  path: '/{id}/library',
  summary: 'The papers that a reader said something of or tagged',
  description: 'Newest first; with `q` those that hold any of its words, best first.',
  request: {
    params: ReaderParams,
    query: z.strictObject({ ...Question, limit: Limit, cursor: Cursor.optional() }),
  },
  responses: answers(
    'A page of the library.',
    z.object({
      papers: z.array(EntryReply),
      count: z.int().openapi({ description: 'Papers of the whole library.' }),
      tags: z.array(z.object({ tag: z.string(), count: z.int() })),
      next: Page.next,
    }),
    400,
    404,
  ),
})
const cited = createRoute({
  method: 'get',
  path: '/{id}/library/citations',
  summary: 'The same papers as a file for reference managers',
  request: {
    params: ReaderParams,
    query: z.strictObject({ ...Question, format: z.enum(CITATION_FORMATS).default('bibtex') }),
  },
  responses: {
    ...answers('A file.', z.string(), 400, 404),
    200: {
      description: 'A file with an entry a paper.',
      content: Object.fromEntries(
        Object.values(CITATION_FILES).map(({ type }) => [type, { schema: z.string() }]),
      ),
    },
  },
})
const tag = createRoute({
  method: 'put',
  path: '/{id}/library/{paperId}/tags/{tag}',
  summary: 'Tag a paper',
  description: 'Repeating a call changes nothing. Tags change no recommendation.',
  request: { params: TagParams },
  responses: { ...answers('', z.object({}), 400, 404), ...Done },
})
const untag = createRoute({
  method: 'delete',
  path: '/{id}/library/{paperId}/tags/{tag}',
  summary: 'Take a tag off a paper',
  request: { params: TagParams },
  responses: { ...answers('', z.object({}), 400, 404), ...Done },
})

export const libraries = (service: Service) =>
  newRouter()
    .openapi(list, async (c) => {
      const { id } = c.req.valid('param')
      const { limit, cursor, ...question } = c.req.valid('query')
      await getReader(service.db, id)
      const { entries, count, tags } = await readerLibrary(service, id, question)
      const { page, next } = pageOf(entries, limit, cursor)
      return c.json(
        {
          papers: page.map(entryReply),
          count,
          tags: Array.from(tags, ([tag, count]) => ({ tag, count })),
          next,
        },
        200,
      )
    })
    .openapi(cited, async (c) => {
      const { id } = c.req.valid('param')
      const { format, ...question } = c.req.valid('query')
      await getReader(service.db, id)
      const { type, extension } = CITATION_FILES[format]
      return c.body(cite(await libraryPapers(service, id, question), format), 200, {
        'Content-Type': `${type}; charset=utf-8`,
        'Content-Disposition': `attachment; filename="library.${extension}"`,
      })
    })
    .openapi(tag, async (c) => {
      const { id, paperId, tag } = c.req.valid('param')
      await getReader(service.db, id)
      await addTag(service, id, (await paperNamed(service, paperId)).id, tag)
      return c.body(null, 204)
    })
    .openapi(untag, async (c) => {
      const { id, paperId, tag } = c.req.valid('param')
      await getReader(service.db, id)
      await deleteTag(service.db, id, { paperId: (await paperNamed(service, paperId)).id, tag })
      return c.body(null, 204)
    })

/** A page of a library; where the paper that the page before ended with is gone, the list begins again. */
export function pageOf(entries: readonly LibraryEntry[], limit: number, cursor?: string) {
  const last = cursor === undefined ? undefined : decodeCursor(cursor, EntryCursor)[1]
  const start = last === undefined ? 0 : entries.findIndex(({ card }) => card.id === last) + 1
  const page = entries.slice(start, start + limit)
  const isMore = start + limit < entries.length
  return { page, next: isMore ? encodeCursor(['e', page.at(-1)!.card.id]) : null }
}

function entryReply({ card, kinds, tags, at, outside }: LibraryEntry) {
  return { ...card, kinds: [...kinds], tags: [...tags], at: at?.toISOString(), outside }
}
