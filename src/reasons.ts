/**
 * Why two papers are called alike, in their own words: a sentence of each that say the same, words
 * that both use, and words that only the other one does. All of it is cut from the papers; nothing is made up.
 *
 * In two steps: where the reasons stand, which can be kept (index/similar-table.ts), and the texts that stand there.
 */
import { cosinesInt8 } from './int8.ts'
import { pieceTextsOf, type Texts } from './likeness.ts'
import { COSINE_UNITS, PAIRS_MAX, type PiecePair, type ReasonPlaces, WORDS_MAX } from './reason-places.ts'
import type { Span } from './text/highlight.ts'
import { foldWord, stem, wordsOf } from './text/words.ts'

export interface SentencePair {
  /** A sentence, or the title, of the first paper. */
  readonly a: string
  /** Of the second. */
  readonly b: string
  /** Cosine of the two as they stand among their neighbours. */
  readonly similarity: number
}

export interface Reasons {
  /** Best first. */
  readonly pairs: readonly SentencePair[]
  /** Words of both that speak most for their likeness, as the second paper writes them. */
  readonly shared: readonly string[]
  /** Telling words that only the second has. */
  readonly distinctive: readonly string[]
}

/** Below it, two sentences share a subject at most. */
const PAIR_FROM = 0.4
/** Every second abstract ends so, and the most alike of all sentences are these. */
const ANNOUNCEMENT =
  /https?:|\b(?:code|data|datasets?|models?|weights|demo|implementation|resources?|project page)\b[^.]{0,80}\b(?:available|released?|open[- ]?sourced?|found at)\b|\b(?:release|open[- ]?source)\b[^.]{0,40}\b(?:code|data|datasets?|models?|weights)\b/i

/** One paper as reasons are looked for in it. */
interface Side {
  readonly row: number
  /** The texts of its pieces. */
  readonly pieces: readonly string[]
}

/**
 * Where the reasons for the likeness of `rowA` to others stand, at most two pairs of sentences and five words of either kind.
 *
 * Cost: 20 µs for each other paper.
 */
export function reasonPlaces(library: Texts, rowA: number): (rowB: number) => ReasonPlaces {
  const a = sideOf(library, rowA)
  const stems = stemsOf(library, rowA)
  return (rowB) => {
    const written = writtenIn(library, rowB)
    return {
      pairs: bestPiecePairs(library, a, sideOf(library, rowB), PAIRS_MAX),
      shared: spelled(library, sharedNumbers(library, rowA, rowB), WORDS_MAX, new Set(), written),
      distinctive: spelled(library, ownNumbers(library, rowB), WORDS_MAX, new Set(stems), written),
    }
  }
}

/** The texts at such places of one paper and others. Cost: 2 µs for each other paper. */
export function reasonsAt(library: Texts, rowA: number): (rowB: number, places: ReasonPlaces) => Reasons {
  const cutA = cutter(library, rowA)
  return (rowB, { pairs, shared, distinctive }) => {
    const cutB = cutter(library, rowB)
    return {
      pairs: pairs.map(({ a, b, similarity }) => ({
        a: cutA(pieceSpan(library, rowA, a)),
        b: cutB(pieceSpan(library, rowB, b)),
        similarity,
      })),
      shared: shared.map(cutB),
      distinctive: distinctive.map(cutB),
    }
  }
}

/** What reasons are cut from: a paper's title, a space, and its abstract. */
function writtenText(library: Texts, row: number): string {
  return `${library.cards[row]!.title} ${library.abstractOf(row)}`
}

function cutter(library: Texts, row: number): (span: Span) => string {
  const text = writtenText(library, row)
  return ([start, end]) => text.slice(start, end)
}

/** Where a piece stands in its paper's title, a space and its abstract: as it is written there, so a title has no full stop of ours. */
export function pieceSpan({ cards, sentences }: Texts, row: number, piece: number): Span {
  const { length } = cards[row]!.title
  if (piece === 0) return [0, length]
  const [start, end] = sentences.at(row, piece - 1)
  return [length + 1 + start, length + 1 + end]
}

const sideOf = (library: Texts, row: number): Side => ({ row, pieces: pieceTextsOf(library, row) })

/**
 * The pieces of two papers that are most alike, best first, none of them twice. The two titles are
 * no pair: both are read anyway; nor are sentences that announce code or data.
 */
export function bestPairs(
  library: Texts,
  rowA: number,
  rowB: number,
  count: number,
): readonly SentencePair[] {
  const pairs = bestPiecePairs(library, sideOf(library, rowA), sideOf(library, rowB), count)
  return reasonsAt(library, rowA)(rowB, { pairs, shared: [], distinctive: [] }).pairs
}

function bestPiecePairs(library: Texts, a: Side, b: Side, count: number): PiecePair[] {
  const { dimensions } = library.vectors
  const cosines = cosinesInt8(library.pieces.of(a.row), library.pieces.of(b.row), dimensions)
  // Another release of Node may find other sentences than were embedded.
  if (cosines.length !== a.pieces.length * b.pieces.length) return []
  const [leftA, leftB] = [new Set(a.pieces.keys()), new Set(b.pieces.keys())]
  const pairs: PiecePair[] = []
  while (pairs.length < count) {
    let best = { i: 0, j: 0, similarity: PAIR_FROM }
    for (const i of leftA) {
      for (const j of leftB) {
        const similarity = cosines[i * b.pieces.length + j]!
        if (similarity > best.similarity && (i > 0 || j > 0)) best = { i, j, similarity }
      }
    }
    const { i, j, similarity } = best
    if (similarity === PAIR_FROM) break
    const announced = [ANNOUNCEMENT.test(a.pieces[i]!), ANNOUNCEMENT.test(b.pieces[j]!)]
    if (announced[0] || announced[1]) {
      if (announced[0]) leftA.delete(i)
      if (announced[1]) leftB.delete(j)
      continue
    }
    pairs.push({ a: i, b: j, similarity: Math.round(similarity * COSINE_UNITS) / COSINE_UNITS })
    leftA.delete(i)
    leftB.delete(j)
  }
  return pairs
}

/**
 * The words of both that speak most for their likeness, as the second paper writes them; of words with
 * the same stem, the first. Cost: 20 µs.
 */
export function sharedWords(library: Texts, rowA: number, rowB: number, count: number): string[] {
  const numbers = sharedNumbers(library, rowA, rowB)
  return spelled(library, numbers, count, new Set(), writtenIn(library, rowB)).map(cutter(library, rowB))
}

function sharedNumbers({ words }: Texts, rowA: number, rowB: number): number[] {
  const shared = words.shared(words.of(rowA), words.of(rowB))
  return shared.sort((a, b) => b.share - a.share || a.number - b.number).map(({ number }) => number)
}

/**
 * The rarest words of the second paper's title, and of those it repeats, that the first has in no form, as
 * the second writes them. A rare word said once is mostly an adverb.
 */
export function distinctiveWords(library: Texts, rowA: number, rowB: number, count: number): string[] {
  const written = writtenIn(library, rowB)
  const known = stemsOf(library, rowA)
  return spelled(library, ownNumbers(library, rowB), count, known, written).map(cutter(library, rowB))
}

/** The words that a paper has in its title or more than once, the rarest first. */
function ownNumbers({ words }: Texts, at: number): number[] {
  const { numbers, counts } = words.of(at)
  const repeated = [...numbers.filter((_, i) => counts[i]! > 1)]
  return repeated.sort((a, b) => words.idf(b) - words.idf(a) || a - b)
}

function stemsOf({ words }: Texts, at: number): Set<string> {
  return new Set(Array.from(words.of(at).numbers, (number) => stem(words.text(number))))
}

/** @param known stems that are left out; grows */
function spelled(
  { words }: Texts,
  numbers: readonly number[],
  count: number,
  known: Set<string>,
  placeOf: (word: string) => Span | undefined,
): Span[] {
  const found: Span[] = []
  for (const number of numbers) {
    if (found.length === count) break
    const word = words.text(number)
    const own = stem(word)
    if (known.has(own)) continue
    known.add(own)
    const place = placeOf(word)
    if (place) found.push(place)
  }
  return found
}

const LETTER = /[\p{L}\p{N}]/u

/** Where a word first stands in a paper. Looked for as it is; only one with accents or an apostrophe costs reading the text word by word. */
function writtenIn(library: Texts, row: number): (word: string) => Span | undefined {
  const text = writtenText(library, row)
  const lower = text.toLowerCase()
  return (word) => {
    for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + 1)) {
      const end = at + word.length
      const alone = !LETTER.test(lower[at - 1] ?? ' ') && !LETTER.test(lower[end] ?? ' ')
      if (alone && foldWord(text.slice(at, end)) === word) return [at, end]
    }
    for (const { text: written, start, end } of wordsOf(text))
      if (foldWord(written) === word) return [start, end]
    return undefined
  }
}
