/** `/v1/readers/{id}/export`: everything we hold of a reader, to take along. */
import { exportReader, type ReaderExport } from '../../db/export-reader.ts'
import { answers, createRoute, newRouter, PaperReply, z } from '../contract.ts'
import { DigestFields, digestFields, SendingReply, sendingReply } from '../digest-reply.ts'
import { plain } from '../plain.ts'
import { SavedSearchReply, savedSearchReply } from '../saved-searches.ts'
import type { Service } from '../service.ts'
import { ExportedListReply, exportedListReply } from '../shown-list.ts'
import { ReactionReply, ReaderParams, ReaderReply, readerReply, withTime } from './readers.ts'

const ExportedReply = ReactionReply.omit({ paperId: true }).extend({ paper: PaperReply })
const EditedInterestReply = z.object({
  id: z.string(),
  name: z.string().optional(),
  weight: z.number(),
  muted: z.boolean(),
  snoozedUntil: z.string().optional(),
  papers: z.array(z.string()),
})
const exporting = createRoute({
  method: 'get',
  path: '/{id}/export',
  summary: 'Everything we hold of a reader',
  request: { params: ReaderParams },
  responses: answers(
    'Reader, reactions, and the papers they are about with every name, so that another library can find its own copies; what they made of their interests, their rules and saved searches, their digest, and every list that they were shown.',
    z.object({
      reader: ReaderReply,
      reactions: z.array(ExportedReply),
      outside: z.array(ExportedReply).openapi({
        description: 'The same of papers that were imported and are not in the collection.',
      }),
      interests: z.array(EditedInterestReply),
      rules: z.array(z.object({ id: z.string(), text: z.string() })),
      tags: z.array(z.object({ paperId: z.string(), tag: z.string() })),
      searches: z.array(SavedSearchReply),
      digest: DigestFields.optional(),
      sendings: z.array(SendingReply),
      lists: z.array(ExportedListReply),
    }),
    400,
    404,
  ),
})

export const readerExports = (service: Service) =>
  newRouter().openapi(exporting, async (c) => {
    const { reader, reactions, outside, interests, rules, tags, searches, digest, sendings, lists } =
      await exportReader(service.db, c.req.valid('param').id)
    const exported = ({ paper, ...reaction }: ReaderExport['reactions'][number]) => ({
      ...withTime(reaction),
      paper: plain(paper),
    })
    return c.json(
      {
        reader: readerReply(reader),
        reactions: reactions.map(exported),
        outside: outside.map(exported),
        interests: interests.map(({ snoozedUntil, papers, ...interest }) => ({
          ...interest,
          snoozedUntil: snoozedUntil?.toISOString(),
          papers: [...papers],
        })),
        rules: [...rules],
        tags: [...tags],
        searches: searches.map(savedSearchReply),
        digest: digest && digestFields(digest),
        sendings: sendings.map(sendingReply),
        lists: lists.map(exportedListReply),
      },
      200,
    )
  })
