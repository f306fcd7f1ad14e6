/** From the names in a request to rows of the library. */
import { findPaper, resolveIds } from '../db/papers.ts'
import { InvalidInput, NotFound, NotReady } from '../errors.ts'
import type { Library } from '../library.ts'
import { type Subject, textAsSubject } from '../likeness.ts'
import { requireSameModel } from '../live-library.ts'
import { nearestTitles } from '../nearest-titles.ts'
import type { Paper } from '../paper.ts'
import { paperText } from '../paper.ts'
import { piecesOfText } from '../pieces.ts'
import type { Facet } from '../text/facets.ts'
import type { Topic } from '../topic.ts'
import type { Service } from './service.ts'

/**
 * The row of a paper by any of its names; one the library knows by id costs no query.
 *
 * @throws NotFound with the nearest titles; NotReady when the paper is stored but in no snapshot yet
 */
export async function rowNamed(service: Service, library: Library, reference: string): Promise<number> {
  return library.rowOf(reference) ?? (await rowsNamed(service, library, [reference]))[0]!
}

/** The rows of several papers, in the order asked. @throws as `rowNamed`, for the first one that fails */
export async function rowsNamed(
  service: Service,
  library: Library,
  references: readonly string[],
): Promise<number[]> {
  const others = references.filter((reference) => library.rowOf(reference) === undefined)
  const ids = others.length > 0 ? await resolveIds(service.db, others) : new Map<string, string>()
  return references.map((reference) => {
    const id = ids.get(reference) ?? reference
    const row = library.rowOf(id)
    if (row !== undefined) return row
    if (ids.has(reference))
      throw new NotReady(`paper ${id} is stored but not indexed yet: run \`npm run embed\``)
    throw notFound(library, reference)
  })
}

/** A stored paper by any of its names. @throws NotFound with the nearest titles */
export async function paperNamed(service: Service, reference: string): Promise<Paper> {
  const paper = await findPaper(service.db, reference)
  if (paper) return paper
  throw notFound(libraryIfAny(service), reference)
}

/** The library, or undefined where an answer can do without. */
export function libraryIfAny(service: Service): Library | undefined {
  try {
    return service.library.get()
  } catch (error) {
    if (error instanceof NotReady) return undefined
    throw error
  }
}

/** A topic by its id: one of those shown, or a broader or a narrower one of the tree. @throws NotFound */
export function topicNamed(library: Library, id: string): Topic {
  const found = library.topics.tree.nodes.find((topic) => topic.id === id)
  if (found) return found
  throw new NotFound(
    `no topic ${JSON.stringify(id)}: \`GET /v1/topics\` names the ${library.topics.topics.length} there are`,
  )
}

/** A filter's names made rows. */
export async function filterNamed(
  service: Service,
  library: Library,
  {
    from,
    to,
    topic,
    candidates,
  }: { from?: string; to?: string; topic?: string; candidates?: readonly string[] },
) {
  if (from && to && from > to) throw new InvalidInput(`from ${from} is later than to ${to}`, 'from')
  return {
    from,
    to,
    topic: topic === undefined ? undefined : topicNamed(library, topic).node,
    candidates: candidates && (await rowsNamed(service, library, candidates)),
  }
}

/** The vector of a text that the library may not hold. @throws NotReady when the model is not the library's */
export async function vectorOfText(
  service: Service,
  library: Library,
  text: { title: string; abstract: string },
): Promise<Float32Array> {
  requireSameModel(library, service.embedder.model)
  return service.embedder.embed(paperText(text))
}

/** A text as papers are compared with it, sentence by sentence. @throws NotReady as `vectorOfText` does */
export async function subjectOfText(
  service: Service,
  library: Library,
  text: string,
  facet?: Facet,
): Promise<Subject> {
  requireSameModel(library, service.embedder.model)
  const pieces = piecesOfText(text)
  const embedded = await service.embedder.embedPieces(text, pieces)
  return textAsSubject(library, text, embedded, { pieces, facet })
}

function notFound(library: Library | undefined, reference: string): NotFound {
  const nearest = library ? nearestTitles(library, reference) : []
  const shown = reference.length > 80 ? `${reference.slice(0, 80)}…` : reference
  const hint = nearest.length > 0 ? '; the nearest titles are listed' : ''
  return new NotFound(`no paper is known as ${JSON.stringify(shown)}${hint}`, nearest)
}
