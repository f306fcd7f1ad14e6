/**
 * Text to the terms that keyword search and topic labels count.
 *
 * A term is a stemmed word, so that "graphs" finds "graph". Stop words carry no topic and are left
 * out; the list is the stopword package's English one.
 *
 * Source of the stems: Porter 1980, https://doi.org/10.1108/eb046814 (package `stemmer`)
 */
import { stemmer } from 'stemmer'
import { eng } from 'stopword'

export interface Word {
  /** As it stands in the text. */
  readonly text: string
  readonly start: number
  readonly end: number
}

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu
const STOP_WORDS: ReadonlySet<string> = new Set([...eng, 'et', 'al', 'ie', 'eg', 'etc'])
/** Longer runs are no words but encodings; they would fill the vocabulary. */
const WORD_LENGTH_MAX = 40

/** Words of a text with their places, in order. Letters of any script, digits, and inner apostrophes. */
export function* wordsOf(text: string): Generator<Word> {
  for (const match of text.matchAll(WORD)) {
    yield { text: match[0], start: match.index, end: match.index + match[0].length }
  }
}

export function isStopWord(folded: string): boolean {
  return STOP_WORDS.has(folded)
}

/** The vocabulary of a corpus repeats itself; beyond this many words the memory is not worth it. */
const WORDS_KEPT_MAX = 200_000

/** The same function of a word, which knows at once what it was asked before. */
export function remembering<T>(ofWord: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>()
  return (word) => {
    const found = known.get(word)
    if (found !== undefined || known.has(word)) return found!
    const made = ofWord(word)
    if (known.size < WORDS_KEPT_MAX) known.set(word, made)
    return made
  }
}

/** A word without case, accents and possessive ending. */
export const foldWord = remembering((word) => {
  const folded = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return folded.replace(/['’]s$/, '').replace(/['’]/g, '')
})

/** The stem of a folded word. */
export const stem = remembering(stemmer)

/** What a word as it is written counts as; empty for a stop word. */
export const termOf = remembering((word) => {
  const folded = foldWord(word)
  return isStopWord(folded) ? '' : stem(folded)
})

/**
 * Words of a text in order, with repeats: folded, without stop words, bare numbers and single
 * characters, but not stemmed, so that "learning" and "learned" stay two.
 */
export function contentWordsOf(text: string): string[] {
  const words: string[] = []
  for (const word of wordsOf(text)) {
    if (word.text.length > WORD_LENGTH_MAX) continue
    const folded = foldWord(word.text)
    if (folded.length > 1 && !isStopWord(folded) && !/^\d+$/.test(folded)) words.push(folded)
  }
  return words
}

/** Terms of a text in order, with repeats: folded, without stop words, stemmed. */
export function termsOf(text: string): string[] {
  const terms: string[] = []
  for (const word of wordsOf(text)) {
    if (word.text.length > WORD_LENGTH_MAX) continue
    const term = termOf(word.text)
    if (term) terms.push(term)
  }
  return terms
}
