/** What a history says of its reader: the interests, each with its papers, its words, and how much it counts. */
import type { CentredVector, Centring } from '../centring.ts'
import type { Library } from '../library.ts'
import { seeded } from '../random.ts'
import { distinctiveTerms } from '../topics/terms.ts'
import { sum } from '../vector.ts'
import { fadedWeights, type History } from './history.ts'
import { groupByInterest } from './interests.ts'

export interface Interest {
  /** Start of the id of its paper that was read first, so that it stays while the history grows. */
  readonly id: string
  /** The reader's own name for it, else its most distinctive words. */
  readonly label: string
  /** c-TF-IDF over titles, most telling first. */
  readonly terms: readonly string[]
  /** Places in `history.positive`, ascending. */
  readonly members: readonly number[]
  /** The member nearest to the mean of all of them. */
  readonly medoid: number
  /** Part of the history's weight that its papers have, before the reader's own; of all interests 1. */
  readonly share: number
  /** What the reader sets: 1 unless told; 0 keeps it silent. */
  readonly weight: number
}

const ID_LENGTH = 12
const TERMS = 8
const LABEL_TERMS = 3
/** Papers whose titles name an interest, from its middle outwards. */
const NAMED_BY_MAX = 20
/** Papers whose mean is its middle. */
const AVERAGED_MAX = 64
/** Titles of other papers that the words are compared with. */
const OTHERS = 40
const SEED = 11

/** The interests, the largest first; empty for an empty history. About 10 ms. */
export function interestsOf(library: Library, history: History): Interest[] {
  const { positive, edits = [] } = history
  if (positive.length === 0) return []
  const placeOf = new Map(positive.map(({ id }, place) => [id, place]))
  const taken = new Set<number>()
  // Papers that were merged since may stand in two edited interests: the first one has them.
  const kept = edits.map(({ papers }) =>
    papers.flatMap((id) => {
      const place = placeOf.get(id)
      return place === undefined || taken.has(place) || !taken.add(place) ? [] : [place]
    }),
  )
  const { centring } = library
  const vectors = positive.map(({ row, vector }) =>
    row === undefined ? centring.of(vector) : centring.ofRow(row),
  )
  const groups = groupByInterest(centring, vectors, { similarityMin: centring.spread, kept })
  const central = groups.map((members) => fromTheMiddle(centring, vectors, members))
  const terms = termsOf(
    library,
    central.map((members) => members.slice(0, NAMED_BY_MAX).map((place) => positive[place]!.title)),
  )
  const weights = fadedWeights(positive, history.halfLifeDays)
  const total = sum(weights)
  const interests = groups.flatMap((members, i): Interest[] => {
    if (members.length === 0) return []
    const edit = edits[i]
    return [
      {
        id: edit?.id ?? idOf(members.map((place) => positive[place]!)),
        label: edit?.name ?? labelOf(terms[i]!, positive[central[i]![0]!]!.title),
        terms: terms[i]!,
        members,
        medoid: central[i]![0]!,
        share: sum(members.map((place) => weights[place]!)) / total,
        weight: edit?.weight ?? 1,
      },
    ]
  })
  return interests.sort((a, b) => b.members.length - a.members.length || a.members[0]! - b.members[0]!)
}

function fromTheMiddle(
  centring: Centring,
  vectors: readonly CentredVector[],
  members: readonly number[],
): number[] {
  const own = members.map((place) => vectors[place]!)
  const step = Math.ceil(own.length / AVERAGED_MAX)
  const mean = centring.meanUnit(own.filter((_, i) => i % step === 0))
  const near = centring.products(own, [mean])
  return Array.from(members.keys())
    .sort((a, b) => near[b]! - near[a]! || a - b)
    .map((i) => members[i]!)
}

/** Words of each interest's titles that neither the other interests nor the collection share. */
function termsOf(library: Library, titles: readonly (readonly string[])[]): string[][] {
  const random = seeded(SEED)
  const others = Array.from({ length: OTHERS }, () => Math.floor(random() * library.count))
  const paper = (title: string) => ({ title, abstract: '' })
  const groups = [...titles, others.flatMap((row) => library.cards[row]?.title ?? [])].map((group) =>
    group.map(paper),
  )
  return distinctiveTerms(groups, { count: TERMS })
    .slice(0, titles.length)
    .map((terms) => terms.map(({ term }) => term))
}

const labelOf = (terms: readonly string[], medoidTitle: string) =>
  terms.length > 0 ? terms.slice(0, LABEL_TERMS).join(', ') : medoidTitle

/** The id of an interest with these papers. */
export function idOf(members: readonly { readonly id: string; readonly at?: Date }[]): string {
  const time = (at?: Date) => at?.getTime() ?? Number.POSITIVE_INFINITY
  const first = members.reduce((first, other) => {
    const later = time(other.at) - time(first.at)
    return later < 0 || (!(later > 0) && other.id < first.id) ? other : first
  })
  return first.id.slice(0, ID_LENGTH)
}
