/**
 * The history of a stored reader: what they said here, what they brought along that the collection
 * does not hold, what they made of their interests, and which strategy was chosen for them.
 *
 * Vectors of outside papers are computed when they come in, and again when the model has changed:
 * then the first answer takes as long as up to OUTSIDE_MAX texts take. What can't be computed now
 * (too many texts wait) is left out of this answer.
 */
import { listInterests } from '../db/interests.ts'
import { newestOutside, type OutsidePaper, putOutsideVector } from '../db/outside-papers.ts'
import { getReader, listReactions } from '../db/readers.ts'
import { listRules } from '../db/rules.ts'
import { NotReady } from '../errors.ts'
import type { Library } from '../library.ts'
import { paperText } from '../paper.ts'
import { POLARITY, REACTION_KINDS, weightAt } from '../reader.ts'
import { type History, historyOf, type OutsideReaction } from '../recommend/history.ts'
import { isUnit } from '../vector.ts'
import type { Service } from './service.ts'

/**
 * The newest speak. Each costs 20 ms of the model once, and one search of the index in every answer
 * (local-scaling.ts): 0.3 ms of the graph, at most 5 ms of the exact scan.
 */
const OUTSIDE_MAX = 100

const TELLING = REACTION_KINDS.filter((kind) => POLARITY[kind] !== 0)

/** @throws NotFound when no reader has this id */
export async function readerHistory(service: Service, library: Library, readerId: string): Promise<History> {
  const { db } = service
  const { strategy } = await getReader(db, readerId)
  const reactions = await listReactions(db, readerId)
  const edited = await listInterests(db, readerId)
  const now = service.now()
  return {
    ...historyOf(library, reactions, await outsideReactions(service, readerId, modelOf(library))),
    reader: readerId,
    edits: edited.map((interest) => ({ ...interest, weight: weightAt(interest, now) })),
    rules: await listRules(db, readerId),
    strategy,
  }
}

/** Computes what is missing, so that the first recommendations need not: 100 texts take 2 s. */
export async function embedOutside(service: Service, readerId: string): Promise<void> {
  await outsideReactions(service, readerId, service.embedder.model)
}

interface Wanted {
  readonly fingerprint: string
  readonly dimensions: number
}

const modelOf = ({ manifest }: Library): Wanted => ({
  fingerprint: manifest.model.fingerprint,
  dimensions: manifest.dimensions,
})

async function outsideReactions(
  service: Service,
  readerId: string,
  wanted: Wanted,
): Promise<OutsideReaction[]> {
  const found = await newestOutside(service.db, readerId, { kinds: TELLING, limit: OUTSIDE_MAX })
  let canEmbed = service.embedder.model.fingerprint === wanted.fingerprint
  const usable: OutsideReaction[] = []
  for (const { vector: bytes, model, ...paper } of found) {
    let vector = bytes && model === wanted.fingerprint ? vectorIn(bytes, wanted.dimensions) : undefined
    if (!vector && canEmbed) {
      vector = await embedded(service, readerId, paper)
      // When one has no room, the next won't either.
      canEmbed = vector !== undefined
    }
    if (vector) usable.push({ ...paper, vector })
  }
  return usable
}

/** Undefined for bytes that no vector of this model has: they never reach the index. */
function vectorIn(bytes: Uint8Array, dimensions: number): Float32Array | undefined {
  if (bytes.length !== 4 * dimensions) return undefined
  const vector = new Float32Array(bytes.slice().buffer)
  return isUnit(vector) ? vector : undefined
}

async function embedded(
  service: Service,
  readerId: string,
  paper: OutsidePaper,
): Promise<Float32Array | undefined> {
  const { embedder, db } = service
  try {
    const vector = await embedder.embed(paperText(paper))
    const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
    await putOutsideVector(db, readerId, paper.id, { vector: bytes, model: embedder.model.fingerprint })
    return vector
  } catch (error) {
    if (error instanceof NotReady) return undefined
    throw error
  }
}
