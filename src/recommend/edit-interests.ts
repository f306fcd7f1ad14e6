/**
 * What a reader's change of one interest makes of all of them.
 *
 * With the first change every interest is kept as it stands: otherwise the rest of the history would
 * be grouped anew around the one that was changed, and a new name would change a list. Papers read
 * later join what is kept, or make an interest of their own.
 */
import { InvalidInput, NotFound } from '../errors.ts'
import type { Library } from '../library.ts'
import { seeded } from '../random.ts'
import type { EditedInterest } from '../reader.ts'
import { kMeans } from '../topics/k-means.ts'
import { matrix } from '../vector.ts'
import type { History, HistoryItem } from './history.ts'
import { type Interest, idOf } from './profile.ts'

export interface InterestChange {
  /** Null gives back the name that its words make. */
  readonly name?: string | null
  readonly weight?: number
  readonly muted?: boolean
  /** Null ends the snooze. */
  readonly snoozedUntil?: Date | null
  /** Id of the interest that its papers go to. */
  readonly mergeInto?: string
  /** Makes two of it. */
  readonly split?: boolean
}

/**
 * @param interests as they stand
 * @param stored what of them was edited before
 * @returns all interests as they are to be kept
 * @throws NotFound when there is no interest with this id, or none to merge into
 * @throws InvalidInput when it can't be split or merged
 */
export function editInterests(
  library: Library,
  history: History,
  { interests, stored }: { interests: readonly Interest[]; stored: readonly EditedInterest[] },
  id: string,
  { mergeInto, split, ...change }: InterestChange,
): EditedInterest[] {
  const kept = new Map(keepAll(history, interests, stored).map((interest) => [interest.id, interest]))
  const interest = kept.get(id)
  if (!interest) throw new NotFound(`the reader has no interest ${id}`)
  const { name, snoozedUntil, ...rest } = change
  const changed: EditedInterest = {
    ...interest,
    ...defined(rest),
    ...(name === undefined ? {} : { name: name ?? undefined }),
    ...(snoozedUntil === undefined ? {} : { snoozedUntil: snoozedUntil ?? undefined }),
  }
  kept.set(id, changed)
  if (mergeInto !== undefined) {
    const other = kept.get(mergeInto)
    if (!other) throw new NotFound(`the reader has no interest ${mergeInto}`)
    if (mergeInto === id) throw new InvalidInput('an interest can’t be merged into itself', 'mergeInto')
    kept.delete(id)
    kept.set(mergeInto, { ...other, papers: [...new Set([...other.papers, ...changed.papers])] })
  }
  if (split) for (const half of halves(library, history, changed)) kept.set(half.id, half)
  return [...kept.values()]
}

/** Every interest with its papers of now; what was edited before stays edited. */
function keepAll(
  { positive }: History,
  interests: readonly Interest[],
  stored: readonly EditedInterest[],
): EditedInterest[] {
  const before = new Map(stored.map((interest) => [interest.id, interest]))
  const now = interests.map(({ id, members }): EditedInterest => {
    const papers = members.map((place) => positive[place]!.id)
    const edited = before.get(id)
    return edited ? { ...edited, papers } : { id, weight: 1, muted: false, papers }
  })
  const there = new Set(interests.map(({ id }) => id))
  return [...now, ...stored.filter(({ id }) => !there.has(id))]
}

const SEED = 3

/** Two groups by 2-means; the one with the paper that the id is named by keeps it. */
function halves(library: Library, { positive }: History, interest: EditedInterest): EditedInterest[] {
  const own = new Set(interest.papers)
  const items = positive.filter(({ id }) => own.has(id))
  if (items.length < 2) throw new InvalidInput('an interest of one paper can’t be split', 'split')
  const { dimensions } = library.vectors
  const data = new Float32Array(items.length * dimensions)
  items.forEach(({ vector }, at) => {
    data.set(library.centring.unit(vector), at * dimensions)
  })
  const { assignment } = kMeans(matrix(data, dimensions), { k: 2, runs: 5, random: seeded(SEED) })
  const groups = [0, 1].map((side) => items.filter((_, at) => assignment[at] === side))
  if (groups.some((group) => group.length === 0))
    throw new InvalidInput('its papers are too much alike to be split', 'split')
  const namedHere = groups[1]!.some((item) => item.id.startsWith(interest.id))
  const [stays, leaves] = namedHere ? [groups[1]!, groups[0]!] : groups
  const half = (id: string, group: readonly HistoryItem[]): EditedInterest => ({
    ...interest,
    id,
    name: undefined,
    papers: group.map((item) => item.id),
  })
  return [half(interest.id, stays!), half(idOf(leaves!), leaves!)]
}

function defined<T extends object>(change: T): Partial<T> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<T>
}
