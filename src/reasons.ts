/**
 * Why two papers are called alike, in their own words: a sentence of each that say the same, words
 * that both use, and words that only the other one does. All of it is cut from the papers; nothing is made up.
 */
import { cosinesInt8 } from './int8.ts'
import type { Library } from './library.ts'
import { pieceTextsOf } from './likeness.ts'
import { foldWord, stem, wordsOf } from './text/words.ts'

export interface SentencePair {
  /** A sentence, or the title, of the first paper. */
  readonly a: string
  /** Of the second. */
  readonly b: string
  /** Cosine of the two as they stand among their neighbours. */
  readonly similarity: number
}

/** Below it, two sentences share a subject at most. */
const PAIR_FROM = 0.4
/** Every second abstract ends so, and the most alike of all sentences are these. */
const ANNOUNCEMENT =
  /https?:|\b(?:code|data|datasets?|models?|weights|demo|implementation|resources?|project page)\b[^.]{0,80}\b(?:available|released?|open[- ]?sourced?|found at)\b|\b(?:release|open[- ]?source)\b[^.]{0,40}\b(?:code|data|datasets?|models?|weights)\b/i

/**
 * The pieces of two papers that are most alike, best first, none of them twice. The two titles are
 * no pair: both are read anyway; nor are sentences that announce code or data.
 *
 * Cost: 0.05 ms, most of it for finding the sentences.
 */
export function bestPairs(library: Library, rowA: number, rowB: number, count: number): SentencePair[] {
  const { dimensions } = library.vectors
  const [textsA, textsB] = [pieceTextsOf(library, rowA), pieceTextsOf(library, rowB)]
  const cosines = cosinesInt8(library.pieces.of(rowA), library.pieces.of(rowB), dimensions)
  // Another release of Node may find other sentences than were embedded.
  if (cosines.length !== textsA.length * textsB.length) return []
  const [leftA, leftB] = [new Set(textsA.keys()), new Set(textsB.keys())]
  const pairs: SentencePair[] = []
  while (pairs.length < count) {
    let best = { i: 0, j: 0, similarity: PAIR_FROM }
    for (const i of leftA) {
      for (const j of leftB) {
        const similarity = cosines[i * textsB.length + j]!
        if (similarity > best.similarity && (i > 0 || j > 0)) best = { i, j, similarity }
      }
    }
    const { i, j, similarity } = best
    if (similarity === PAIR_FROM) break
    const announced = [ANNOUNCEMENT.test(textsA[i]!), ANNOUNCEMENT.test(textsB[j]!)]
    if (announced[0] || announced[1]) {
      if (announced[0]) leftA.delete(i)
      if (announced[1]) leftB.delete(j)
      continue
    }
    pairs.push({ a: titled(library, rowA, textsA, i), b: titled(library, rowB, textsB, j), similarity })
    leftA.delete(i)
    leftB.delete(j)
  }
  return pairs
}

/** A piece as its paper writes it: a title has no full stop of ours. */
function titled(library: Library, at: number, texts: readonly string[], piece: number): string {
  return piece === 0 ? library.cards[at]!.title : texts[piece]!
}

/**
 * The words of both that speak most for their likeness, as the second paper writes them; of words with
 * the same stem, the first. Cost: 20 µs.
 */
export function sharedWords(library: Library, rowA: number, rowB: number, count: number): string[] {
  const { words } = library
  const shared = words
    .shared(words.of(rowA), words.of(rowB))
    .sort((a, b) => b.share - a.share || a.number - b.number)
  return spelled(
    library,
    rowB,
    shared.map(({ number }) => number),
    count,
    new Set(),
  )
}

/**
 * The rarest words of the second paper's title, and of those it repeats, that the first has in no form, as
 * the second writes them. A rare word said once is mostly an adverb.
 */
export function distinctiveWords(library: Library, rowA: number, rowB: number, count: number): string[] {
  const { words } = library
  const { numbers, counts } = words.of(rowB)
  const repeated = [...numbers.filter((_, i) => counts[i]! > 1)]
  repeated.sort((a, b) => words.idf(b) - words.idf(a) || a - b)
  return spelled(library, rowB, repeated, count, stemsOf(library, rowA))
}

function stemsOf(library: Library, at: number): Set<string> {
  return new Set(Array.from(library.words.of(at).numbers, (number) => stem(library.words.text(number))))
}

/** @param known stems that are left out; grows */
function spelled(
  library: Library,
  at: number,
  numbers: readonly number[],
  count: number,
  known: Set<string>,
): string[] {
  const text = `${library.cards[at]!.title} ${library.abstractOf(at)}`
  const lower = text.toLowerCase()
  const found: string[] = []
  for (const number of numbers) {
    if (found.length === count) break
    const word = library.words.text(number)
    if (known.has(stem(word))) continue
    known.add(stem(word))
    found.push(asWritten(word, text, lower))
  }
  return found
}

const LETTER = /[\p{L}\p{N}]/u

/** The word as it first stands in a text. Looked for as it is; only one with accents or an apostrophe costs reading the text word by word. */
function asWritten(word: string, text: string, lower: string): string {
  for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + 1)) {
    const written = text.slice(at, at + word.length)
    const alone = !LETTER.test(lower[at - 1] ?? ' ') && !LETTER.test(lower[at + word.length] ?? ' ')
    if (alone && foldWord(written) === word) return written
  }
  for (const { text: written } of wordsOf(text)) if (foldWord(written) === word) return written
  return word
}
