/**
 * A reading history as JSON: CSL-JSON, a reader's export of ours, Hugging Face or arXiv records, or
 * bare ids. The shape is told for each item, as in json-record.ts.
 */
import { z } from 'zod'
import { InvalidInput } from '../../errors.ts'
import { REACTION_KINDS } from '../../reader.ts'
import { fromArxiv, isArxiv } from '../arxiv.ts'
import { fromHuggingFace, isHuggingFace } from '../hugging-face.ts'
import { parseJson } from '../json-record.ts'
import type { Read, Told } from './entry.ts'
import { toldByFields } from './fields.ts'

const text = z.string().optional().catch(undefined)

/** One reaction of an export; `paper` lies within, or around where the collection doesn't hold it. */
const Exported = z.object({
  kind: z.enum(REACTION_KINDS),
  weight: z.number().positive().max(10),
  at: text,
  paper: z.object({ id: text, title: text, abstract: text, aliases: z.array(z.string()).catch([]) }),
})

/** @throws InvalidInput when the text is no JSON */
export function* readJson(content: string): Generator<Read> {
  const parsed = parseJson(content)
  if ('reason' in parsed) throw new InvalidInput(`the file can't be read: ${parsed.reason}`)
  for (const [index, item] of listIn(parsed.value).entries()) {
    yield { place: `entry ${index + 1}`, ...toldByItem(item) }
  }
}

/** The list itself, or the one in an object of ours, of Hugging Face or of Better BibTeX. */
function listIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  const { reactions, outside, papers, items } = value as Record<string, unknown>
  if (Array.isArray(reactions)) return [...reactions, ...(Array.isArray(outside) ? outside : [])]
  return [papers, items].find(Array.isArray) ?? [value]
}

function toldByItem(item: unknown): Told | { reason: string } {
  if (typeof item === 'string') return { reference: item }
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return { reason: 'not a JSON object' }
  const exported = Exported.safeParse(item)
  if (exported.success) {
    const { kind, weight, at, paper } = exported.data
    const { id, title, abstract, aliases } = paper
    return { kind, weight, at, draft: { title, abstract, aliases: [id, ...aliases] } }
  }
  if (isHuggingFace(item)) return fromHuggingFace(item)
  if (isArxiv(item)) return fromArxiv(item)
  return toldByFields(Object.entries(item))
}
