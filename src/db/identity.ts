/**
 * Which records are one paper, and what is true of it when they disagree.
 *
 * Pure: save-papers.ts reads what is stored, asks here, and writes what comes out.
 */
import { type PaperRecord, paperId } from '../paper.ts'
import { REFERENCE_LENGTH_MAX } from '../reference.ts'

/** What is told of a paper beside its names. */
export type Content = Omit<PaperRecord, 'aliases'>

const FIELDS = [
  'title',
  'abstract',
  'authorCount',
  'authors',
  'organisation',
  'publishedOn',
  'commentCount',
  'upvoteCount',
  'categories',
  'version',
] as const satisfies readonly (keyof Content)[]

const NOTHING: Content = { title: '', abstract: '' }

/** Records that are one paper, and all its names: theirs, and the ids of stored papers they belong to. */
export interface SamePaper {
  readonly records: PaperRecord[]
  readonly names: Set<string>
}

/**
 * Every name of a record: its aliases and the id of its title. An alias longer than any name we
 * look up is left out: nobody could ask for it, and an index of Postgres holds only 2,700 bytes.
 */
export function recordNames(record: PaperRecord): string[] {
  return [paperId(record.title), ...record.aliases.filter((alias) => alias.length <= REFERENCE_LENGTH_MAX)]
}

/**
 * Parts the records into papers: two are one paper when a chain of shared names joins them.
 *
 * @param known paper id by name, for the names that are stored already
 */
export function samePapers(records: readonly PaperRecord[], known: ReadonlyMap<string, string>): SamePaper[] {
  const paperByName = new Map<string, SamePaper>()
  for (const record of records) {
    const names = recordNames(record).flatMap((name) => [name, known.get(name) ?? name])
    const met = new Set(names.flatMap((name) => paperByName.get(name) ?? []))
    const paper: SamePaper = {
      records: [...[...met].flatMap((other) => other.records), record],
      names: new Set([...[...met].flatMap((other) => [...other.names]), ...names]),
    }
    for (const name of paper.names) paperByName.set(name, paper)
  }
  return [...new Set(paperByName.values())]
}

/**
 * One content out of many of equal standing: the higher version wins (one that is not told counts
 * as 0), else the longer abstract, and what the winner doesn't tell is taken from the next. Their order plays no part.
 */
export function combine(contents: readonly Content[]): Content {
  const ranked = contents.map(told).sort(
    (a, b) =>
      (a.version ?? 0) - (b.version ?? 0) ||
      (a.abstract ?? '').length - (b.abstract ?? '').length ||
      // Only so that the result doesn't depend on who came first.
      (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1),
  )
  return Object.assign({ ...NOTHING }, ...ranked)
}

/** What is true after news of a stored paper: the news, unless its version is known to be older; then it only fills gaps. */
export function update(stored: Content, news: Content): Content {
  const older = (news.version ?? Number.POSITIVE_INFINITY) < (stored.version ?? 0)
  return older
    ? { ...NOTHING, ...told(news), ...told(stored) }
    : { ...NOTHING, ...told(stored), ...told(news) }
}

/** The fields that say something, in a fixed order: an absent one, an empty text and an empty list don't. */
export function told(content: Content): Partial<Content> {
  const telling = FIELDS.filter((field) => {
    const value = content[field]
    return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  })
  return Object.fromEntries(telling.map((field) => [field, content[field]]))
}
