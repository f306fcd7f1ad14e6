/**
 * Readers with several interests, made up so that it is known what they are: does the smallest
 * interest get its papers, or does the mean of the history lie between them all?
 *
 * An interest is a seeded paper and a seeded sample of its 40 nearest; no paper is in two. A fifth of each is hidden.
 */
import type { LibraryInMemory } from '../library.ts'
import { type Random, seeded, shuffled } from '../random.ts'
import { interestsOf } from '../recommend/profile.ts'
import { STRATEGIES } from '../recommend/strategies.ts'
import { row } from '../vector.ts'
import { meanEstimate, ratioEstimate } from './bootstrap.ts'
import { likedHistory } from './liked-history.ts'
import { hitsOf, recallOfPossible } from './metrics.ts'
import { Outcomes, valuesOf } from './outcome.ts'
import { estimateText, table } from './report.ts'

/** Papers of each interest, the largest first. */
const SIZES = [30, 20, 15, 15, 10] as const
export const INTEREST_COUNTS = [2, 3, 5] as const
const NEIGHBOURS = 40
const HIDDEN_SHARE = 0.2
const K = 20
const COMPARED = ['kindred', 'text', 'mean'] as const

export interface MadeUpReader {
  /** Rows of each interest, the largest interest first. */
  readonly visible: readonly (readonly number[])[]
  readonly hidden: readonly ReadonlySet<number>[]
}

/** @param options.seed the same seed gives the same readers */
export function madeUpReaders(
  library: LibraryInMemory,
  options: { interestCount: number; count: number; seed: number },
): MadeUpReader[] {
  const random = seeded(options.seed)
  const sizes = SIZES.slice(0, options.interestCount)
  return Array.from({ length: options.count }, () => {
    const parts: number[][] = []
    for (const size of sizes) parts.push(interestApart(library, size, new Set(parts.flat()), random))
    const hiddenCount = (part: readonly number[]) => Math.floor(HIDDEN_SHARE * part.length)
    return {
      visible: parts.map((part) => part.slice(hiddenCount(part))),
      hidden: parts.map((part) => new Set(part.slice(0, hiddenCount(part)))),
    }
  })
}

/** Draws again where too few of a paper's neighbours are left. */
function interestApart(
  library: LibraryInMemory,
  size: number,
  taken: ReadonlySet<number>,
  random: Random,
): number[] {
  for (;;) {
    const centre = Math.floor(random() * library.count)
    const near = library.index.nearest(row(library.vectors, centre), { count: NEIGHBOURS })
    const free = near.map((found) => found.row).filter((at) => !taken.has(at))
    if (free.length >= size) return shuffled(free, random).slice(0, size)
  }
}

/** One line a number of interests: how many were found, and what the smallest gets of its hidden papers. */
export async function manyInterestsTable(
  library: LibraryInMemory,
  readerCount: number,
  onReader?: () => void,
): Promise<string> {
  const lines: string[][] = []
  for (const interestCount of INTEREST_COUNTS) {
    const outcomes = new Outcomes()
    const found: number[] = []
    for (const reader of madeUpReaders(library, { interestCount, count: readerCount, seed: interestCount })) {
      const history = likedHistory(library, reader.visible.flat())
      const smallest = reader.hidden.at(-1)!
      found.push(interestsOf(library, history).length)
      for (const name of COMPARED) {
        const ranker = await STRATEGIES[name](library, history)
        const ranked = await ranker.rank({ count: K })
        const hits = hitsOf(
          ranked.map((paper) => paper.row),
          smallest,
        )
        outcomes.add(name, { recall: recallOfPossible(hits, smallest.size, K) })
      }
      onReader?.()
    }
    const [kindred, text, mean] = outcomes.all().map((outcome) => valuesOf(outcome, 'recall'))
    const estimates = [kindred!, text!, mean!].map((values) => estimateText(meanEstimate(values)))
    lines.push([
      `${interestCount}`,
      `${median(found)}`,
      ...estimates,
      estimateText(ratioEstimate(kindred!, mean!)),
    ])
  }
  return table(['interests', 'found, median', ...COMPARED, 'kindred / mean'], lines)
}

function median(values: readonly number[]): number {
  const order = values.toSorted((a, b) => a - b)
  const middle = order.length / 2
  return (order[Math.ceil(middle) - 1]! + order[Math.floor(middle)]!) / 2
}
