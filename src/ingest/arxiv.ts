/**
 * One record of arXiv's metadata: the shape of the full dump (`versions`, `authors_parsed`,
 * `categories` as one text) and the shorter one of derived lists (`created`, `primary`, `cats`).
 *
 * The day is that of the first version. `update_date` is left alone: it is the day of the last
 * change to the record, often years later.
 *
 * Format: https://www.kaggle.com/datasets/Cornell-University/arxiv
 */
import { z } from 'zod'
import { idAliases, linkAliases } from './aliases.ts'
import { authorNames } from './authors.ts'
import type { Mapped } from './record.ts'

// A field of an unexpected type counts as absent: the rest of the paper is still worth keeping.
const text = z.string().optional().catch(undefined)

const ArxivRecord = z.object({
  id: text,
  title: text,
  abstract: text,
  authors: text,
  /** Family name, given names, suffix; the dump adds a fourth item, the affiliation, in places. */
  authors_parsed: z.array(z.array(z.string())).optional().catch(undefined),
  categories: text,
  primary: text,
  cats: z.array(z.string()).optional().catch(undefined),
  created: text,
  doi: text,
  versions: z
    .array(z.object({ created: text }))
    .optional()
    .catch(undefined),
})

const TELLING_FIELDS = ['authors_parsed', 'versions', 'update_date', 'primary', 'cats']

/** Whether a JSON object has this shape: an id with at least one field that only arXiv's lists have. */
export function isArxiv(value: object): boolean {
  return 'id' in value && TELLING_FIELDS.some((field) => field in value)
}

/** The paper of a record. Always a draft: a missing title is found at the gate. */
export function fromArxiv(value: object): Mapped {
  const record = ArxivRecord.parse(value)
  const parsed = record.authors_parsed?.map(([family, given, suffix]) =>
    [given, family, suffix].filter(Boolean).join(' '),
  )
  const categories = record.cats ?? record.categories?.split(/\s+/) ?? []
  return {
    draft: {
      title: record.title,
      abstract: record.abstract,
      authors: parsed ?? authorNames(record.authors ?? ''),
      date: record.versions?.[0]?.created ?? record.created,
      categories: record.primary ? [record.primary, ...categories] : categories,
      version: record.versions?.length,
      aliases: [...idAliases(record.id ?? ''), ...linkAliases(record.doi ?? '')],
    },
  }
}
