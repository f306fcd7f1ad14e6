/**
 * Fields by name, for tables and for JSON that follows no known list: which column is the title.
 *
 * Names are compared without case, blanks and punctuation, so `Abstract Note`, `abstract_note` and
 * `abstractNote` are one. Where a record has several names for one field, the first in the row
 * below that is not empty speaks. There is no row for a year of publication: a year is no day
 * (see dates.ts). Values live in a Map, so a column called `__proto__` is a column like any other.
 */
import { arxivAliases, idAliases, linkAliases } from './aliases.ts'
import { authorNames } from './authors.ts'
import type { Mapped } from './record.ts'

const NAMES = {
  title: ['title', 'papertitle'],
  abstract: ['abstract', 'abstractnote', 'summary', 'text'],
  authors: ['authors', 'author', 'creators'],
  authorCount: ['authorcount', 'authorscount', 'numauthors', 'nauthors'],
  organisation: ['organisation', 'organization'],
  date: ['publishedon', 'publishedat', 'published', 'publicationdate', 'date', 'created'],
  commentCount: ['commentcount', 'numcomments', 'comments'],
  upvoteCount: ['upvotecount', 'upvotes'],
  categories: ['categories', 'category', 'cats', 'subjects'],
  version: ['version'],
  arxiv: ['arxivid', 'arxiv', 'eprint', 'extra'],
  doi: ['doi'],
  url: ['url', 'link'],
  id: ['id', 'paperid', 'key'],
} as const

/** What a table's cell or a JSON value may hold; anything else says nothing to us. */
type Value = string | readonly string[]

/** The paper whose fields have these names. Always a draft: a missing title is found at the gate. */
export function fromNamedFields(fields: Iterable<readonly [name: string, value: unknown]>): Mapped {
  const values = new Map<string, Value>()
  for (const [name, raw] of fields) {
    const value = readValue(raw)
    const key = plainName(name)
    if (value.length > 0 && !values.has(key)) values.set(key, value)
  }
  const value = (field: keyof typeof NAMES) => NAMES[field].map((name) => values.get(name)).find(Boolean)
  const text = (field: keyof typeof NAMES) => [value(field) ?? []].flat().join(' ')
  const number = (field: keyof typeof NAMES) =>
    /^\d{1,9}$/.test(text(field)) ? Number(text(field)) : undefined
  const authors = value('authors')
  const categories = value('categories')
  return {
    draft: {
      title: text('title'),
      abstract: text('abstract'),
      authors: typeof authors === 'string' ? authorNames(authors) : authors,
      authorCount: number('authorCount'),
      organisation: text('organisation'),
      date: text('date'),
      commentCount: number('commentCount'),
      upvoteCount: number('upvoteCount'),
      categories: typeof categories === 'string' ? categories.split(/[\s,;]+/) : categories,
      version: number('version'),
      aliases: [
        ...arxivAliases(text('arxiv')),
        ...linkAliases(text('doi')),
        ...linkAliases(text('url')),
        ...idAliases(text('id')),
      ],
    },
  }
}

/** Whether a column of this name holds the title: what tells a table of papers from any other text. */
export function namesTitle(column: string): boolean {
  return (NAMES.title as readonly string[]).includes(plainName(column))
}

const plainName = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '')

/** Strings and numbers as text; lists item by item, a person in a list by their `name`. */
function readValue(raw: unknown): Value {
  if (Array.isArray(raw))
    return raw.map((item) => scalar((item as { name?: unknown } | null)?.name ?? item)).filter(Boolean)
  return scalar(raw)
}

const scalar = (raw: unknown) =>
  typeof raw === 'string' ? raw.trim() : typeof raw === 'number' ? String(raw) : ''
