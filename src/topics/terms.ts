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
import { plainText } from '../text/plain.ts'
import { foldWord, isStopWord, remembering, stem, type Word, wordsOf } from '../text/words.ts'

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
/** Words that papers use to talk of themselves, in any field. */
const SELF_TALK = new Set(
  'paper papers propose proposed proposes approach approaches method methods work works show shows novel new study studies result results existing demonstrate demonstrates introduce introduces present presents achieve achieves achieving performance state art based using use used uses extensive experiments experimental code available significantly significant outperforms outperform improve improves improved improving improvement improvements recent recently however including include various different across several first second two three one furthermore moreover additionally address problem problems task tasks effective effectively effectiveness framework evaluate evaluation evaluations provide provides high higher better best large small well can may also many due given limited challenge challenges challenging potential key comprehensive capabilities ability struggle handle guide focused via even when enable multiple impressive fundamental overall latest advancement set become make need require often still further general specific particular lead remain without towards toward'
    .split(' ')
    .map((word) => stem(word)),
)

export interface TitledText {
  readonly title: string
  readonly abstract: string
}

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

/** Terms of one text, each once: a word, or two that stand side by side, with the form in the text. */
function termsIn(text: string): Map<string, string> {
  const found = new Map<string, string>()
  const plain = plainText(text)
  let before: { key: string; text: string; end: number } | undefined
  for (const word of compoundsOf(plain)) {
    const key = keyOf(word.text)
    if (key === undefined) {
      before = undefined
      continue
    }
    if (!found.has(key)) found.set(key, word.text)
    // "language model" is a phrase; "language, model" is none, nor is "language. Model".
    if (before && plain.slice(before.end, word.start) === ' ') {
      const phrase = `${before.key} ${key}`
      if (!found.has(phrase)) found.set(phrase, `${before.text} ${word.text}`)
    }
    before = { key, text: word.text, end: word.end }
  }
  return found
}

/** Words, with "long-context" as one: cut apart it would leave "context language" of "long-context language models". */
function* compoundsOf(text: string): Generator<Word> {
  let open: Word | undefined
  for (const word of wordsOf(text)) {
    if (open && text.slice(open.end, word.start) === '-') {
      open = { text: text.slice(open.start, word.end), start: open.start, end: word.end }
      continue
    }
    if (open) yield open
    open = word
  }
  if (open) yield open
}

/** What spellings of one word share; undefined for a word that tells no topic. */
const keyOf = remembering((word: string): string | undefined => {
  const parts = word.split('-').map(foldWord)
  if (parts.join('').length < 3 || parts.every((part) => /^\d+$/.test(part) || isStopWord(part)))
    return undefined
  const stems = parts.map(stem)
  return stems.every((part) => SELF_TALK.has(part)) ? undefined : stems.join('-')
})

/** The heaviest terms, none of them a part of another one kept: beside "diffusion model", "diffusion" adds nothing. */
function withoutParts<T extends { key: string }>(terms: readonly T[], count: number): T[] {
  const kept: T[] = []
  for (const term of terms) {
    if (kept.length === count) break
    const words = term.key.split(/[ -]/)
    const overlaps = kept.some(({ key }) => {
      const others = key.split(/[ -]/)
      return words.every((word) => others.includes(word)) || others.every((word) => words.includes(word))
    })
    if (!overlaps) kept.push(term)
  }
  return kept
}

function commonest(forms: ReadonlyMap<string, number>): string {
  return [...forms].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))[0]![0]
}
