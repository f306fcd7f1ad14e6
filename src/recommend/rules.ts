/**
 * A reader's rules in plain words, such as “less benchmarks” or “more theory”: each moves the papers
 * that are about its subject down or up, by no more than a cap.
 *
 * What a subject means is learned from the collection: the papers that say it best (BM25) and the
 * direction in which their vectors lie. So it also finds those that mean it in other words:
 *
 *   effect(x) = ± CAP · min(1, max(words, direction))
 *   words     = BM25(x) / BM25 of the 10th best paper
 *   direction = (cos(x, d) − spread) / (mean cos of the best papers with d − spread), at least 0
 *
 * with d the mean of the best papers, all centred, and spread what any two papers have in common by chance.
 *
 * Source of learning a query's direction from its best results: Rocchio 1971 (pseudo-relevance feedback)
 */
import { byScore, type Ranked } from '../diversify.ts'
import { InvalidInput } from '../errors.ts'
import type { Library } from '../library.ts'
import type { Rule } from '../reader.ts'
import { termsOf } from '../text/words.ts'
import { dot, meanOf, row, unit } from '../vector.ts'

export interface RuleEffect {
  readonly rule: Rule
  /** How many papers say its subject; without any it moves nothing. */
  readonly matchCount: number
  /** In score units, within ±1: as much as a good paper's text makes of its score. */
  of(row: number): number
}

const CAP = 1
/** All rules of a reader together. */
const CAP_OF_ALL = 2
const BEST_PAPERS = 50
const FULL_FROM_RANK = 10
const SUBJECT_LENGTH_MAX = 100

const LESS = /^(?:less|fewer|no|not|without|avoid)\s+(.+)$/i
const MORE = /^(?:more|prefer)\s+(.+)$/i

/** The candidates with their scores moved by the rules, best first again. */
export function withRules<T extends Ranked>(candidates: readonly T[], effects: readonly RuleEffect[]): T[] {
  return candidates
    .map((candidate) => {
      const moved = effects.reduce((sum, effect) => sum + effect.of(candidate.row), 0)
      return { ...candidate, score: candidate.score + Math.max(-CAP_OF_ALL, Math.min(CAP_OF_ALL, moved)) }
    })
    .sort(byScore)
}

/** @throws InvalidInput when the words are no rule */
export function parseRule(text: string): { sign: 1 | -1; subject: string } {
  const less = LESS.exec(text.trim())
  const subject = (less ?? MORE.exec(text.trim()))?.[1]
  if (!subject || subject.length > SUBJECT_LENGTH_MAX || termsOf(subject).length === 0)
    throw new InvalidInput(
      'a rule says “less …” or “more …” of something, such as “less benchmarks” or “more theory”',
      'text',
    )
  return { sign: less ? -1 : 1, subject }
}

/** Cost: one keyword search and 50 vectors; then a dot product a paper. */
export function ruleEffect(library: Library, rule: Rule): RuleEffect {
  const { sign, subject } = parseRule(rule.text)
  const matches = library.keywords.search(termsOf(subject), { count: library.count })
  const full = matches[Math.min(FULL_FROM_RANK, matches.length) - 1]?.score ?? 1
  const words = new Map(matches.map(({ row: at, score }) => [at, Math.min(1, score / full)]))
  const vectorOf = (at: number) => library.centring.unit(row(library.vectors, at))
  const best = matches.slice(0, BEST_PAPERS).map(({ row: at }) => vectorOf(at))
  const direction = unit(meanOf(best, library.vectors.dimensions))
  const { spread } = library.centring
  const typical = best.reduce((sum, vector) => sum + dot(vector, direction), 0) / (best.length || 1)
  const along = (at: number) =>
    typical > spread ? Math.max(0, (dot(vectorOf(at), direction) - spread) / (typical - spread)) : 0
  return {
    rule,
    matchCount: matches.length,
    of: (at) => sign * CAP * Math.min(1, Math.max(words.get(at) ?? 0, along(at))),
  }
}
