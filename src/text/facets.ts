/**
 * What a sentence of an abstract tells of: what was known (background), what was done (method) or what came
 * of it (result). By the words it uses and its place; nothing is learned, so nothing has to be shipped.
 *
 * P(facet) is the softmax over facets of  1.5 · cues + prior,  where `cues` adds up the weights of
 * the patterns that occur, and the prior says that background stands first and results last:
 * with x in [0, 1] the sentence's place,  2 − 4x,  1 − 6(x − ½)²  and  4x − 2.
 *
 * The patterns are written by hand, after Teufel & Moens 2002, https://doi.org/10.1162/089120102762671936
 * (argumentative zoning), whose markers are of the same kinds.
 */

import { sum } from '../vector.ts'

export const FACETS = ['background', 'method', 'result'] as const
export type Facet = (typeof FACETS)[number]

type Cue = readonly [pattern: RegExp, weight: number]

const BACKGROUND: readonly Cue[] = [
  [
    /\b(however|although|despite|unfortunately|remains?|challeng\w+|difficult\w*|lack\w*|limit(ed|ation)s?|yet|problem)\b/i,
    1,
  ],
  [
    /\b(recent(ly)?|traditional(ly)?|existing|previous(ly)?|prior|conventional|typically|usually|often|widely|increasing(ly)?|growing|past|decades?|years)\b/i,
    1,
  ],
  [/\b(has|have) (been|become|gained|attracted|emerged|received|shown)\b/i, 1],
  [
    /\b(is|are) (an?|one of|the) (important|fundamental|key|crucial|challenging|essential|common|popular|central)\b/i,
    1,
  ],
  [/\b(important|crucial|essential|fundamental)\b/i, 0.5],
  [/\b(goal|aim|objective|motivat\w+|need(s|ed)? (to|for)|interest in|attention)\b/i, 0.7],
]

const METHOD: readonly Cue[] = [
  [
    /\b(we|this (paper|work|article|study|thesis)|the (paper|article|author|authors))\b.{0,40}\b(propos|present|introduc|develop|describ|design|us(e|es|ing)\b|employ|adopt|appl(y|ies)|formulat|deriv|extend|combin|construct|build|train|implement|explor|exploit|leverag|model|address|learn|defin|investigat|stud(y|ies)|consider|incorporat|create|collect|annotat|suggest)/i,
    1.5,
  ],
  [
    /\b(proposed|our|the|this|novel|new) (novel |new )?(\w+ ){0,2}(method|approach|algorithm|model|framework|system|architecture|technique|procedure|network|mechanism|scheme|strategy)\b/i,
    0.7,
  ],
  [
    /\b(using|based on|by means of|consists? of|is (trained|used|applied|computed|modeled|formulated)|are (used|trained|applied|computed|extracted|modeled)|first,|second,|then|finally|specifically|in particular|which (uses|combines))\b/i,
    0.5,
  ],
  [
    /\b(novel|algorithm|encoder|decoder|classifier|features?|loss|objective function|optimi[sz]\w+|sampling|inference|dataset of)\b/i,
    0.3,
  ],
]

const RESULT: readonly Cue[] = [
  [/\b(results?|experiments?|experimental(ly)?|evaluations?|empirical(ly)?|findings?|analys[ie]s)\b/i, 1],
  [
    /\b(show(s|ed|n)?|demonstrat\w+|outperform\w*|achiev\w+|improv\w+|find that|found that|found|reveal\w*|indicat\w+|suggests? that|confirm\w*|conclud\w+|observ\w+|report\w*|obtain\w*|yield\w*)\b/i,
    1,
  ],
  [
    /\b(state[- ]of[- ]the[- ]art|baselines?|benchmarks?|accura(te|cy)|precision|recall|f1|f-?score|bleu|error rate|significant(ly)?|superior|competitive|compared (to|with)|better than|effective(ness)?|performance)\b/i,
    0.8,
  ],
  [/\d+(\.\d+)?\s?(%|percent)|\b\d+\.\d+\b/i, 0.8],
]

const CUES: Readonly<Record<Facet, readonly Cue[]>> = {
  background: BACKGROUND,
  method: METHOD,
  result: RESULT,
}
const CUE_WEIGHT = 1.5

/** P(facet) of each sentence of an abstract, in [0, 1]; the three facets of a sentence add up to 1. About 20 µs a sentence. */
export function facetShares(sentences: readonly string[], facet: Facet): number[] {
  return sentences.map((sentence, at) => {
    const x = (at + 0.5) / sentences.length
    const prior = { background: 2 - 4 * x, method: 1 - 6 * (x - 0.5) ** 2, result: 4 * x - 2 }
    const parts = FACETS.map((name) => Math.exp(CUE_WEIGHT * cuesIn(sentence, CUES[name]) + prior[name]))
    return parts[FACETS.indexOf(facet)]! / sum(parts)
  })
}

/**
 * How much each piece of a paper (pieces.ts) counts when one facet is asked for, adding up to 1: the title as
 * much as any sentence would without a facet, the rest shared out by P(facet).
 */
export function facetWeights(pieces: readonly string[], facet: Facet): number[] {
  const shares = facetShares(pieces.slice(1), facet)
  const total = sum(shares)
  const ofTitle = 1 / pieces.length
  return [ofTitle, ...shares.map((share) => ((1 - ofTitle) * share) / total)]
}

function cuesIn(sentence: string, cues: readonly Cue[]): number {
  return sum(cues.map(([pattern, weight]) => (pattern.test(sentence) ? weight : 0)))
}
