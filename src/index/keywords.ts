/**
 * Keyword search: an inverted index ranked by BM25.
 *
 *   score(q, d) = Σ over terms t of q:  idf(t) · tf·(k1 + 1) / (tf + k1·(1 − b + b·|d| / mean|d|))
 *   idf(t)      = ln(1 + (N − n(t) + 0.5) / (n(t) + 0.5))
 *
 * A term of the title counts as TITLE_WEIGHT occurrences, in tf and in |d| alike.
 *
 * Postings are typed arrays, five bytes each, because a corpus of 100,000 papers has ten million
 * of them; the file is their bytes, so opening it costs no parsing but the vocabulary's.
 *
 * File, little-endian: uint32 terms T, postings P, papers N, bytes of the vocabulary B; then
 * starts uint32 (T + 1), rows uint32 (P), lengths uint32 (N), counts uint8 (P), and the T terms
 * in UTF-8, one a line.
 *
 * Source: Robertson & Zaragoza 2009, https://doi.org/10.1561/1500000019
 */
import { termsOf } from '../text/words.ts'
import { Top } from '../top.ts'
import { mean } from '../vector.ts'

/** Saturation and length correction: the common values. */
export const K1 = 1.2
export const B = 0.75
export const TITLE_WEIGHT = 2
export const COUNT_MAX = 255

export interface KeywordMatch {
  readonly row: number
  /** BM25, above 0 and without an upper bound; comparable within one query only. */
  readonly score: number
}

export interface KeywordIndex {
  readonly count: number
  /** Papers that hold at least one of the terms, best first, ties by row. Cost: one step a posting of the terms. */
  search(terms: readonly string[], options: { count: number; within?: Uint32Array }): KeywordMatch[]
  /** How much an occurrence of the term tells, above 0; the most for a term that no paper holds. */
  idf(term: string): number
  /** Whether any paper holds the term. */
  holds(term: string): boolean
}

interface Postings {
  readonly terms: readonly string[]
  /** Where each term's postings start; one more entry for the end. */
  readonly starts: Uint32Array
  readonly rows: Uint32Array
  readonly counts: Uint8Array
  /** Weighted number of terms of each paper. */
  readonly lengths: Uint32Array
}

/** Builds the bytes of the index from the papers in order of row. About 0.12 ms a paper. */
export function buildKeywords(papers: Iterable<{ title: string; abstract: string }>): Buffer {
  const ids = new Map<string, number>()
  // One entry a posting, in order of paper: plain arrays grow, and are sorted by term afterwards.
  const postedTerms: number[] = []
  const postedCounts: number[] = []
  const ends: number[] = []
  const lengths: number[] = []
  for (const paper of papers) {
    const counts = new Map<number, number>()
    let length = 0
    const add = (terms: readonly string[], weight: number) => {
      for (const term of terms) {
        let id = ids.get(term)
        if (id === undefined) {
          id = ids.size
          ids.set(term, id)
        }
        counts.set(id, (counts.get(id) ?? 0) + weight)
      }
      length += terms.length * weight
    }
    add(termsOf(paper.title), TITLE_WEIGHT)
    add(termsOf(paper.abstract), 1)
    for (const [id, count] of counts) {
      postedTerms.push(id)
      postedCounts.push(Math.min(count, COUNT_MAX))
    }
    ends.push(postedTerms.length)
    lengths.push(length)
  }
  return encode(sortByTerm([...ids.keys()], postedTerms, postedCounts, ends, lengths))
}

/** Counting sort of postings by term; within a term they stay in order of row. */
function sortByTerm(
  terms: string[],
  postedTerms: number[],
  postedCounts: number[],
  ends: number[],
  lengths: number[],
): Postings {
  const starts = new Uint32Array(terms.length + 1)
  for (const term of postedTerms) starts[term + 1]!++
  for (let term = 0; term < terms.length; term++) starts[term + 1]! += starts[term]!
  const next = starts.slice()
  const rows = new Uint32Array(postedTerms.length)
  const counts = new Uint8Array(postedTerms.length)
  let posting = 0
  ends.forEach((end, row) => {
    for (; posting < end; posting++) {
      const at = next[postedTerms[posting]!]!++
      rows[at] = row
      counts[at] = postedCounts[posting]!
    }
  })
  return { terms, starts, rows, counts, lengths: Uint32Array.from(lengths) }
}

function encode({ terms, starts, rows, counts, lengths }: Postings): Buffer {
  const vocabulary = Buffer.from(terms.join('\n'))
  const header = Uint32Array.of(terms.length, rows.length, lengths.length, vocabulary.length)
  const bytes = (array: Uint32Array | Uint8Array) =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength)
  return Buffer.concat([bytes(header), bytes(starts), bytes(rows), bytes(lengths), bytes(counts), vocabulary])
}

function decode(file: Buffer): Postings {
  const [termCount, postingCount, paperCount, vocabularyBytes] = file.buffer.byteLength
    ? new Uint32Array(file.buffer, file.byteOffset, 4)
    : []
  let at = file.byteOffset + 16
  const words = (length: number) => {
    const array = new Uint32Array(file.buffer, at, length)
    at += 4 * length
    return array
  }
  const starts = words(termCount! + 1)
  const rows = words(postingCount!)
  const lengths = words(paperCount!)
  const counts = new Uint8Array(file.buffer, at, postingCount!)
  const vocabulary = Buffer.from(file.buffer, at + postingCount!, vocabularyBytes!).toString()
  return { terms: termCount! > 0 ? vocabulary.split('\n') : [], starts, rows, counts, lengths }
}

/** Opens the bytes that `buildKeywords` made; they must start on a multiple of four, as a file read whole does. */
export function openKeywords(file: Buffer): KeywordIndex {
  const { terms, starts, rows, counts, lengths } = decode(file)
  const termIds = new Map(terms.map((term, id) => [term, id]))
  const count = lengths.length
  const meanLength = mean(lengths) || 1
  // The part of the score below the line that is the paper's alone.
  const norms = Float64Array.from(lengths, (length) => K1 * (1 - B + (B * length) / meanLength))
  // Used again by every search, which leaves all scores at 0: most papers hold none of the terms.
  const scores = new Float32Array(count)
  const touched = new Uint32Array(count)
  const idfOf = (holding: number) => Math.log(1 + (count - holding + 0.5) / (holding + 0.5))

  return {
    count,
    holds: (term) => termIds.has(term),
    idf(term) {
      const id = termIds.get(term)
      return idfOf(id === undefined ? 0 : starts[id + 1]! - starts[id]!)
    },
    search(queryTerms, options) {
      let touchedCount = 0
      const times = new Map<string, number>()
      for (const term of queryTerms) times.set(term, (times.get(term) ?? 0) + 1)
      for (const [term, repeats] of times) {
        const id = termIds.get(term)
        if (id === undefined) continue
        const start = starts[id]!
        const end = starts[id + 1]!
        const most = repeats * idfOf(end - start) * (K1 + 1)
        for (let posting = start; posting < end; posting++) {
          const row = rows[posting]!
          const tf = counts[posting]!
          if (scores[row] === 0) touched[touchedCount++] = row
          scores[row]! += (most * tf) / (tf + norms[row]!)
        }
      }
      const best = new Top<KeywordMatch>(options.count, (a, b) => b.score - a.score || a.row - b.row)
      let worst = 0
      const offer = (row: number) => {
        const score = scores[row]!
        if (score === 0 || score < worst) return
        best.add({ row, score })
        if (best.full) worst = best.worst!.score
      }
      if (options.within) options.within.forEach(offer)
      else for (let i = 0; i < touchedCount; i++) offer(touched[i]!)
      for (let i = 0; i < touchedCount; i++) scores[touched[i]!] = 0
      return best.sorted()
    },
  }
}
