/** What forms post: what a reader says of a paper and takes back; and all of it, to take along. */
import type { Context } from 'hono'
import { z } from 'zod'
import { exportReader } from '../db/export-reader.ts'
import { putResponse } from '../db/impressions.ts'
import { deleteReaction, putReaction } from '../db/readers.ts'
import { NotFound } from '../errors.ts'
import { Reference } from '../http/contract.ts'
import { paperNamed } from '../http/named-papers.ts'
import type { Service } from '../http/service.ts'
import { REACTION_KINDS, type Reaction } from '../reader.ts'
import { checked, hrefTo, ListId, localPath } from './request.ts'
import { knownReader, readerFor, remember } from './visitor.ts'

const Form = z.object({
  kind: z.enum(REACTION_KINDS, `must be one of ${REACTION_KINDS.join(', ')}`),
  /** Present: take the reaction back. */
  undo: z.string().optional(),
  /** Path of the page that the form stood on. */
  back: z.string().max(4_000).optional(),
  /** The list of recommendations that the paper stood in. */
  list: ListId.optional(),
})

/** Keeps or takes back a reaction, and goes back to the page, to where the paper stands on it. */
export const react = (service: Service) => async (c: Context) => {
  const { kind, undo, back, list } = checked(Form, await c.req.parseBody())
  const reference = checked(Reference, c.req.param('id'))
  const { id: paperId } = await paperNamed(service, reference)
  if (undo === undefined) {
    const reader = await readerFor(service, c)
    await say(service, reader, { paperId, kind, at: service.now() }, list)
    await remember(service, c, reader)
  } else {
    const reader = await knownReader(service, c)
    if (reader) await deleteReaction(service.db, reader, paperId, kind)
  }
  const own = `/papers/${paperId}`
  const page = (back && localPath(back)) || own
  if (page === own) return c.redirect(own, 303)
  const said = undo === undefined ? { said: kind, of: paperId, was: list } : {}
  return c.redirect(`${withNews(page, said)}#p-${paperId}`, 303)
}

/** As a response to the list where there is one; a list that is gone, or another reader's, leaves a plain reaction. */
async function say(
  service: Service,
  reader: string,
  reaction: Omit<Reaction, 'weight'>,
  list: string | undefined,
) {
  if (list) {
    try {
      return await putResponse(service.db, reader, list, reaction)
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
    }
  }
  await putReaction(service.db, reader, { ...reaction, weight: 1 })
}

/** A paper leaves the list of recommendations with what is said of it, so that page tells what was said, and undoes it. */
function withNews(page: string, said: { said?: string; of?: string; was?: string }): string {
  const { pathname, searchParams } = new URL(page, 'http://here.invalid')
  for (const name of ['said', 'of', 'was']) searchParams.delete(name)
  return hrefTo(pathname, { ...Object.fromEntries(searchParams), ...(pathname === '/for-you' ? said : {}) })
}

/** Everything we hold of a reader, to take along. */
export const readerData = (service: Service) => async (c: Context) => {
  const reader = await knownReader(service, c)
  if (!reader) throw new NotFound('nothing is kept of you: you have not said anything of a paper yet')
  c.header('Cache-Control', 'no-store')
  c.header('Content-Disposition', 'attachment; filename="kindred.json"')
  return c.json(await exportReader(service.db, reader))
}
