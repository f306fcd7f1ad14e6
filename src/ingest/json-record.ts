/**
 * One JSON value, in whatever list it stands: which shape it has, and what paper that makes.
 *
 * The shape is told for each record and not once for the file, so lists of two sources joined
 * into one file read as well as each of them did.
 */
import { fromArxiv, isArxiv } from './arxiv.ts'
import { fromHuggingFace, isHuggingFace } from './hugging-face.ts'
import { fromNamedFields } from './named-fields.ts'
import type { Mapped } from './record.ts'

/** The paper of a JSON value, by the shape it has. */
export function fromJson(value: unknown): Mapped {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { reason: 'not a JSON object' }
  if (isHuggingFace(value)) return fromHuggingFace(value)
  if (isArxiv(value)) return fromArxiv(value)
  return fromNamedFields(Object.entries(value))
}

/**
 * A text as JSON, or where it stops being JSON. The parser's own message quotes the text it
 * failed on, with its line breaks and controls, so only the position is taken from it.
 */
export function parseJson(text: string): { value: unknown } | { reason: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    const position = /position (\d+)/.exec((error as SyntaxError).message)?.[1]
    return { reason: position ? `not JSON, from character ${position} on` : 'not JSON' }
  }
}
