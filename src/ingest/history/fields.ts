/**
 * Fields by name, from tables and JSON: what named-fields.ts makes of them, and what only a reading
 * history has: when a paper was added, and arXiv ids in the places where reference managers put
 * them (`Extra`, `note`, the name of the journal).
 */
import { arxivAliases } from '../aliases.ts'
import { fromNamedFields } from '../named-fields.ts'
import type { Told } from './entry.ts'

/** Compared without case, blanks and punctuation. The first that is told speaks. */
const TIMES = ['dateadded', 'addedat', 'accessed', 'accessdate']
const ARXIV = [
  'note',
  'notes',
  'number',
  'journal',
  'containertitle',
  'publicationtitle',
  'publisher',
  'repository',
  'archiveid',
  'archivelocation',
]

export function toldByFields(
  fields: Iterable<readonly [name: string, value: unknown]>,
): Told | { reason: string } {
  const all = [...fields]
  const mapped = fromNamedFields(all)
  if ('reason' in mapped) return mapped
  const values = new Map(all.map(([name, value]) => [name.toLowerCase().replace(/[^a-z]/g, ''), value]))
  const arxiv = ARXIV.flatMap((name) => {
    const value = values.get(name)
    return typeof value === 'string' ? arxivAliases(value) : []
  })
  const { draft } = mapped
  return {
    draft: { ...draft, aliases: [...arxiv, ...(draft.aliases ?? [])] },
    at: TIMES.map((name) => timeIn(values.get(name))).find(Boolean),
  }
}

/** A text, or a date of CSL: `{"date-parts": [[2024, 1, 31]]}` or `{"raw": "2024-01-31"}`. */
function timeIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim()
  const { raw, 'date-parts': parts } = (value ?? {}) as { raw?: unknown; 'date-parts'?: unknown }
  if (typeof raw === 'string') return raw
  const [first] = Array.isArray(parts) ? parts : []
  return Array.isArray(first) && first.length === 3 ? first.join('-') : undefined
}
