/**
 * The words of every paper, and how much two papers share of them.
 *
 *   overlap(a, b) = ½ · Σ w(t, a) / Σ w(t, a)  +  ½ · Σ w(t, b) / Σ w(t, b)
 *
 * with w(t, d) what BM25 (keywords.ts) gives d for the word t; above the line over the words of both, below
 * it over all words of that paper. In [0, 1], symmetric, and 1 for equal texts. So it is the mean share
 * of either paper that the other has too. The textbook's BM25(a → b) / BM25(a → a) ranks
 * CSFCube as well (MAP 43.5 against 43.7), but has no upper bound.
 *
 * Words are not stemmed ("learning" and "learned" are two; with stems the MAP is 1.5 lower), but as rare
 * as their stem is there.
 *
 * The inverted index of keywords.ts answers which papers hold a word; this is the other way round,
 * sorted, so that two papers are compared by running down two lists.
 *
 * File, little-endian: uint32 words W, entries E, papers N, bytes of the vocabulary B; then the end of each
 * word in the vocabulary uint32 (W), the idf of each float32 (W), where each paper's
 * entries end uint32 (N), lengths uint32 (N), word numbers uint32 (E), counts uint8 (E), and the words in
 * UTF-8, one after another, in order of their bytes: a word's number is its place.
 */

import { contentWordsOf, stem } from '../text/words.ts'
import { mean } from '../vector.ts'
import { B, COUNT_MAX, K1, TITLE_WEIGHT } from './keywords.ts'

/** The different words of one text, by number, ascending. */
export interface Words {
  readonly numbers: Uint32Array
  /** How often each occurs, a word of the title twice. */
  readonly counts: Uint8Array
  /** The sum of the counts, before any was cut at 255, and of words that no paper holds. */
  readonly length: number
}

/** What one shared word adds to the overlap. */
export interface SharedWord {
  readonly number: number
  readonly share: number
}

export interface WordIndex {
  /** Papers. */
  readonly count: number
  /** Different words, numbered from 0. */
  readonly wordCount: number
  of(row: number): Words
  /** Of a text that the index may not hold; words that are new to it can't be shared. Cost: 0.1 ms an abstract. */
  ofText(text: { title: string; abstract: string }): Words
  text(number: number): string
  idf(number: number): number
  /** In [0, 1]; 0 when either has no words. Cost: 1 µs. */
  overlap(a: Words, b: Words): number
  /** The words of both, with what each adds to the overlap, in order of number. */
  shared(a: Words, b: Words): SharedWord[]
}

type Text = { readonly title: string; readonly abstract: string }

/**
 * Builds the bytes of the index from the papers in order of row.
 *
 * @param idfOf of a stem
 *
 * Cost: about 0.15 ms a paper.
 */
export function buildWords(papers: Iterable<Text>, idfOf: (stem: string) => number): Buffer {
  const ids = new Map<string, number>()
  const entries: number[] = []
  const counts: number[] = []
  const ends: number[] = []
  const lengths: number[] = []
  for (const paper of papers) {
    const found = countWords(paper)
    for (const [word, count] of found.counts) {
      let id = ids.get(word)
      if (id === undefined) {
        id = ids.size
        ids.set(word, id)
      }
      entries.push(id)
      counts.push(Math.min(count, COUNT_MAX))
    }
    ends.push(entries.length)
    lengths.push(found.length)
  }
  // Numbers in order of the words' bytes, so that a word is found by halving.
  const sorted = [...ids].map(([word, id]) => ({ bytes: Buffer.from(word), word, id }))
  sorted.sort((a, b) => Buffer.compare(a.bytes, b.bytes))
  const numberOf = new Uint32Array(sorted.length)
  sorted.forEach(({ id }, number) => {
    numberOf[id] = number
  })
  const { numbers, sortedCounts } = sortWithin(entries, counts, ends, numberOf)
  let wordEnd = 0
  const wordEnds = Uint32Array.from(sorted, ({ bytes }) => (wordEnd += bytes.length))
  const idfs = Float32Array.from(sorted, ({ word }) => idfOf(stem(word)))
  const header = Uint32Array.of(sorted.length, entries.length, ends.length, wordEnd)
  const arrays = [
    header,
    wordEnds,
    idfs,
    Uint32Array.from(ends),
    Uint32Array.from(lengths),
    numbers,
    sortedCounts,
  ]
  return Buffer.concat([
    ...arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
    ...sorted.map(({ bytes }) => bytes),
  ])
}

function countWords({ title, abstract }: Text): { counts: Map<string, number>; length: number } {
  const counts = new Map<string, number>()
  let length = 0
  for (const [text, weight] of [
    [title, TITLE_WEIGHT],
    [abstract, 1],
  ] as const) {
    for (const word of contentWordsOf(text)) {
      counts.set(word, (counts.get(word) ?? 0) + weight)
      length += weight
    }
  }
  return { counts, length }
}

/** Each paper's entries in order of number. */
function sortWithin(entries: number[], counts: number[], ends: number[], numberOf: Uint32Array) {
  const numbers = new Uint32Array(entries.length)
  const sortedCounts = new Uint8Array(entries.length)
  let start = 0
  for (const end of ends) {
    const order = Array.from({ length: end - start }, (_, i) => start + i)
    order.sort((a, b) => numberOf[entries[a]!]! - numberOf[entries[b]!]!)
    order.forEach((from, i) => {
      numbers[start + i] = numberOf[entries[from]!]!
      sortedCounts[start + i] = counts[from]!
    })
    start = end
  }
  return { numbers, sortedCounts }
}

/** Opens the bytes that `buildWords` made; they must start on a multiple of four. Nothing is parsed, whatever the size. */
export function openWords(file: Buffer): WordIndex {
  const [wordCount, entryCount, count, vocabularyBytes] = new Uint32Array(file.buffer, file.byteOffset, 4)
  let at = file.byteOffset + 16
  const take = (length: number) => {
    at += 4 * length
    return at - 4 * length
  }
  const wordEnds = new Uint32Array(file.buffer, take(wordCount!), wordCount)
  const idfs = new Float32Array(file.buffer, take(wordCount!), wordCount)
  const ends = new Uint32Array(file.buffer, take(count!), count)
  const lengths = new Uint32Array(file.buffer, take(count!), count)
  const numbers = new Uint32Array(file.buffer, take(entryCount!), entryCount)
  const counts = new Uint8Array(file.buffer, at, entryCount)
  const vocabulary = Buffer.from(file.buffer, at + entryCount!, vocabularyBytes)
  const meanLength = mean(lengths) || 1

  const startOf = (number: number) => (number === 0 ? 0 : wordEnds[number - 1]!)
  const find = (word: string) => {
    const bytes = Buffer.from(word)
    let low = 0
    for (let high = wordCount!; low < high; ) {
      const middle = (low + high) >> 1
      if (vocabulary.compare(bytes, 0, bytes.length, startOf(middle), wordEnds[middle]) < 0) low = middle + 1
      else high = middle
    }
    const found =
      low < wordCount! && vocabulary.compare(bytes, 0, bytes.length, startOf(low), wordEnds[low]) === 0
    return found ? low : undefined
  }

  /** What a word that occurs `tf` times in a text adds to the score of that text. */
  const weight = (number: number, tf: number, length: number) =>
    (idfs[number]! * tf * (K1 + 1)) / (tf + K1 * (1 - B + (B * length) / meanLength))
  const ofItself = (words: Words) => {
    let sum = 0
    for (let i = 0; i < words.numbers.length; i++)
      sum += weight(words.numbers[i]!, words.counts[i]!, words.length)
    return sum
  }
  const walk = (a: Words, b: Words, meet: (number: number, inA: number, inB: number) => void) => {
    for (let i = 0, j = 0; i < a.numbers.length && j < b.numbers.length; ) {
      const step = a.numbers[i]! - b.numbers[j]!
      if (step === 0)
        meet(
          a.numbers[i]!,
          weight(a.numbers[i]!, a.counts[i]!, a.length),
          weight(b.numbers[j]!, b.counts[j]!, b.length),
        )
      if (step <= 0) i++
      if (step >= 0) j++
    }
  }

  return {
    count: count!,
    wordCount: wordCount!,
    of(row) {
      const start = row === 0 ? 0 : ends[row - 1]!
      const end = ends[row]!
      return {
        numbers: numbers.subarray(start, end),
        counts: counts.subarray(start, end),
        length: lengths[row]!,
      }
    },
    ofText(text) {
      const found = countWords(text)
      const known = [...found.counts].flatMap(([word, times]) => {
        const number = find(word)
        return number === undefined ? [] : [{ number, times }]
      })
      known.sort((a, b) => a.number - b.number)
      return {
        numbers: Uint32Array.from(known, ({ number }) => number),
        counts: Uint8Array.from(known, ({ times }) => Math.min(times, COUNT_MAX)),
        length: found.length,
      }
    },
    text: (number) => vocabulary.toString('utf8', startOf(number), wordEnds[number]),
    idf: (number) => idfs[number]!,
    overlap(a, b) {
      let inA = 0
      let inB = 0
      walk(a, b, (_, ofA, ofB) => {
        inA += ofA
        inB += ofB
      })
      return inA === 0 ? 0 : (inA / ofItself(a) + inB / ofItself(b)) / 2
    },
    shared(a, b) {
      const [wholeA, wholeB] = [ofItself(a), ofItself(b)]
      const found: SharedWord[] = []
      walk(a, b, (number, ofA, ofB) => found.push({ number, share: (ofA / wholeA + ofB / wholeB) / 2 }))
      return found
    },
  }
}
