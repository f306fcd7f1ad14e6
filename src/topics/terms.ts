/**
 * The words that tell one group of papers from the others: class-based TF-IDF over words and
 * two-word phrases.
 *
 *   weight(t, c) = p(t, c) · ln(p(t, c) / p(t)),   0 where p(t, c) ≤ p(t)
 *
 * with p(t, c) the share of group c's papers that hold t and p(t) the mean of those shares over all
 * groups. Departures from the source:
 *   1. Papers are counted, not occurrences, so one abstract that repeats its method's name does not
 *      name the group.
 *   2. The logarithm compares shares and has no 1 + in it: a word as common in every group gets 0,
 *      where the source's formula still puts "language models" first in each of them.
 *   3. A term in a title counts TITLE_WEIGHT times: authors name their topic there.
 *
 * Source: Grootendorst 2022, https://arxiv.org/abs/2203.05794
 */
import { commonest, type TitledText, termsIn, withoutParts } from './terms-in.ts'

export interface WeightedTerm {
  /** As the papers write it most often. */
  readonly term: string
  readonly weight: number
}

/** A phrase says more than its words; without this its lower count would always lose. */
const PHRASE_BONUS = 1.5
const TITLE_WEIGHT = 2
/** A word of fewer than this share of a group's papers is those papers' word, not the group's. */
const SHARE_MIN = 0.15
/**
 * @param groups the papers of each group
 * @param options.count terms kept for a group
 * @returns for each group its terms, the heaviest first
 */
export function distinctiveTerms(
  groups: readonly (readonly TitledText[])[],
  options: { count: number },
): WeightedTerm[][] {
  const surfaces = new Map<string, Map<string, number>>()
  const sharesOf = groups.map((papers) => {
    const counts = countTerms(papers, surfaces)
    const countMin = Math.max(papers.length >= 5 ? 2 : 1, papers.length * SHARE_MIN)
    const kept = [...counts].filter(([, { papers }]) => papers >= countMin)
    return new Map(kept.map(([key, { weight }]) => [key, weight / papers.length]))
  })
  const totals = new Map<string, number>()
  for (const shares of sharesOf)
    for (const [key, share] of shares) totals.set(key, (totals.get(key) ?? 0) + share)

  return sharesOf.map((shares) => {
    const weighted = Array.from(shares, ([key, share]) => {
      const mean = totals.get(key)! / groups.length
      return {
        key,
        weight: share * Math.max(0, Math.log(share / mean)) * (key.includes(' ') ? PHRASE_BONUS : 1),
      }
    })
    weighted.sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))
    return withoutParts(weighted, options.count).map(({ key, weight }) => ({
      term: commonest(surfaces.get(key)!),
      weight,
    }))
  })
}

/** For each term, how many papers hold it, and the same with titles counted more; notes how each is written. */
function countTerms(
  papers: readonly TitledText[],
  surfaces: Map<string, Map<string, number>>,
): Map<string, { papers: number; weight: number }> {
  const counts = new Map<string, { papers: number; weight: number }>()
  for (const { title, abstract } of papers) {
    const inTitle = termsIn(title)
    for (const [key, surface] of new Map([...termsIn(abstract), ...inTitle])) {
      const count = counts.get(key) ?? { papers: 0, weight: 0 }
      counts.set(key, {
        papers: count.papers + 1,
        weight: count.weight + (inTitle.has(key) ? TITLE_WEIGHT : 1),
      })
      const forms = surfaces.get(key) ?? new Map<string, number>()
      surfaces.set(key, forms.set(surface, (forms.get(surface) ?? 0) + 1))
    }
  }
  return counts
}
