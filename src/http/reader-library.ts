/** A reader's library: every paper they said something of or tagged, to look through and to search. */
import { type Card, cardOf } from '../card.ts'
import { listOutside, type OutsidePaper } from '../db/outside-papers.ts'
import { papersById } from '../db/papers.ts'
import { listReactions } from '../db/readers.ts'
import { listTags } from '../db/tags.ts'
import type { Paper } from '../paper.ts'
import { REACTION_KINDS, type ReactionKind } from '../reader.ts'
import { keywordSearch } from '../search.ts'
import { corrected } from '../spelling.ts'
import { termsOf } from '../text/words.ts'
import { libraryIfAny } from './named-papers.ts'
import type { Service } from './service.ts'

export interface LibraryEntry {
  readonly card: Card
  /** In the order of REACTION_KINDS; empty for a paper that was tagged only. */
  readonly kinds: readonly ReactionKind[]
  readonly tags: readonly string[]
  /** When something was said of it last; absent for one that was tagged only. */
  readonly at?: Date
  /** Imported, and not in the collection: it has no page here. */
  readonly outside: boolean
}

export interface ReaderLibrary {
  /** Newest first, or best first for a query. */
  readonly entries: readonly LibraryEntry[]
  /** Of the whole library, whatever was asked for, with how many papers each has. */
  readonly kinds: ReadonlyMap<ReactionKind, number>
  /** Alphabetically. */
  readonly tags: ReadonlyMap<string, number>
  readonly count: number
}

export interface LibraryQuestion {
  readonly q?: string
  readonly kind?: ReactionKind
  readonly tag?: string
}

/** Empty for an unknown reader. Cost: a query of the papers, 20 µs each. */
export async function readerLibrary(
  service: Service,
  readerId: string,
  { q, kind, tag }: LibraryQuestion = {},
): Promise<ReaderLibrary> {
  const { all, papers, outside } = await everything(service, readerId)
  const wanted = all.filter(
    (entry) =>
      (kind === undefined || entry.kinds.includes(kind)) && (tag === undefined || entry.tags.includes(tag)),
  )
  return {
    entries: q ? search(service, wanted, { q, papers, outside }) : wanted,
    kinds: counts(REACTION_KINDS, all, ({ kinds }) => kinds),
    tags: counts([...new Set(all.flatMap(({ tags }) => tags))].sort(), all, ({ tags }) => tags),
    count: all.length,
  }
}

/** The papers themselves, in the order of the entries, for a file of them. */
export async function libraryPapers(
  service: Service,
  readerId: string,
  question: LibraryQuestion = {},
): Promise<Paper[]> {
  const { entries } = await readerLibrary(service, readerId, question)
  const outside = new Map((await listOutside(service.db, readerId)).map((paper) => [paper.id, paper]))
  const held = await papersById(
    service.db,
    entries.flatMap(({ card, outside }) => (outside ? [] : card.id)),
  )
  const byId = new Map<string, Paper>([...outside, ...held.map((paper) => [paper.id, paper] as const)])
  return entries.flatMap(({ card }) => byId.get(card.id) ?? [])
}

async function everything({ db }: Service, readerId: string) {
  const reactions = await listReactions(db, readerId)
  const tagged = await listTags(db, readerId)
  const outside = await listOutside(db, readerId)
  // Newest first, as the reactions come; what was tagged only stands last.
  const ids = [...new Set([...reactions, ...tagged].map(({ paperId }) => paperId))]
  const papers = await papersById(db, ids)
  const saidOf = byPaper(reactions)
  const tagsOf = byPaper(tagged)
  const held = papers.map((paper): LibraryEntry => {
    const own = saidOf.get(paper.id) ?? []
    return {
      card: cardOf(paper),
      kinds: REACTION_KINDS.filter((kind) => own.some((one) => one.kind === kind)),
      tags: (tagsOf.get(paper.id) ?? []).map(({ tag }) => tag),
      at: own[0]?.at,
      outside: false,
    }
  })
  const brought = outside.map(({ id, title, kind, at }): LibraryEntry => {
    return { card: { id, title }, kinds: [kind], tags: [], at, outside: true }
  })
  const time = ({ at }: LibraryEntry) => at?.getTime() ?? 0
  return { all: [...held, ...brought].sort((a, b) => time(b) - time(a)), papers, outside }
}

/** In their order. */
function byPaper<T extends { readonly paperId: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(item.paperId) ?? []
    groups.set(item.paperId, group)
    group.push(item)
  }
  return groups
}

/** By words in title and abstract: BM25 where the index has the paper, and behind those whoever holds any of the words. */
function search(
  service: Service,
  entries: readonly LibraryEntry[],
  { q, papers, outside }: { q: string; papers: readonly Paper[]; outside: readonly OutsidePaper[] },
): LibraryEntry[] {
  const library = libraryIfAny(service)
  const meant = (library && corrected(library, q)) ?? q
  const rows = library ? entries.flatMap(({ card }) => library.rowOf(card.id) ?? []) : []
  const found = library ? keywordSearch(library, meant, { candidates: rows, count: rows.length }) : []
  const rank = new Map(found.map(({ row }, at) => [library!.cards[row]!.id, at]))
  const terms = new Set([...termsOf(meant), ...termsOf(q)])
  const texts = new Map(
    [...papers, ...outside].map((paper) => [paper.id, `${paper.title} ${paper.abstract}`]),
  )
  const rankOf = (id: string) =>
    rank.get(id) ?? (termsOf(texts.get(id) ?? '').some((term) => terms.has(term)) ? rank.size : undefined)
  return entries
    .flatMap((entry) => {
      const at = rankOf(entry.card.id)
      return at === undefined ? [] : { entry, at }
    })
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry)
}

function counts<T>(
  names: readonly T[],
  entries: readonly LibraryEntry[],
  of: (entry: LibraryEntry) => readonly T[],
): Map<T, number> {
  const all = names.map((name) => [name, entries.filter((entry) => of(entry).includes(name)).length] as const)
  return new Map(all.filter(([, count]) => count > 0))
}
