/**
 * Why one paper is like another, as places in their texts, so that it can be kept in forty bytes.
 *
 * Bytes, little-endian: 1 where the places are known, 0 where they must be found when they are asked for; one unused; two pairs
 * of pieces, each the first paper's piece uint8, the other's uint8 and their cosine in ten-thousandths uint16;
 * then five words of both and five that only the other has, each its start uint16 and its length uint8. A cosine or
 * a length of 0 stands where there are no more.
 */
import type { Span } from './text/highlight.ts'

export interface PiecePair {
  /** Piece of the first paper; 0 is its title. */
  readonly a: number
  readonly b: number
  /** Cosine of the two, to four places: what one byte a number leaves right. */
  readonly similarity: number
}

export interface ReasonPlaces {
  /** Best first. */
  readonly pairs: readonly PiecePair[]
  /** Words of both, in the other paper's title, a space, and its abstract. */
  readonly shared: readonly Span[]
  /** Words that only the other has, in the same text. */
  readonly distinctive: readonly Span[]
}

export const PAIRS_MAX = 2
export const WORDS_MAX = 5
export const REASON_BYTES = 40

/** Ten-thousandths that make a cosine. */
export const COSINE_UNITS = 10_000
const PAIR_BYTES = 4
const WORD_BYTES = 3
const PAIRS_AT = 2
const SHARED_AT = PAIRS_AT + PAIRS_MAX * PAIR_BYTES
const DISTINCTIVE_AT = SHARED_AT + WORDS_MAX * WORD_BYTES
const START_MAX = 65_535

/** Writes the places at `at`; nothing where a word stands so far down a text that its place has no room. */
export function encodeReasons({ pairs, shared, distinctive }: ReasonPlaces, to: DataView, at: number): void {
  if ([...shared, ...distinctive].some(([start, end]) => start > START_MAX || end - start > 255)) return
  to.setUint8(at, 1)
  pairs.forEach(({ a, b, similarity }, i) => {
    const place = at + PAIRS_AT + i * PAIR_BYTES
    to.setUint8(place, a)
    to.setUint8(place + 1, b)
    to.setUint16(place + 2, Math.round(similarity * COSINE_UNITS), true)
  })
  const put = (words: readonly Span[], from: number) =>
    words.forEach(([start, end], i) => {
      to.setUint16(at + from + i * WORD_BYTES, start, true)
      to.setUint8(at + from + i * WORD_BYTES + 2, end - start)
    })
  put(shared, SHARED_AT)
  put(distinctive, DISTINCTIVE_AT)
}

/** Undefined where they were not known when they were written. */
export function decodeReasons(from: DataView, at: number): ReasonPlaces | undefined {
  if (from.getUint8(at) === 0) return undefined
  const pairs: PiecePair[] = []
  for (let i = 0, place = at + PAIRS_AT; i < PAIRS_MAX; i++, place += PAIR_BYTES) {
    const units = from.getUint16(place + 2, true)
    if (units === 0) break
    pairs.push({ a: from.getUint8(place), b: from.getUint8(place + 1), similarity: units / COSINE_UNITS })
  }
  return {
    pairs,
    shared: decodeWords(from, at + SHARED_AT),
    distinctive: decodeWords(from, at + DISTINCTIVE_AT),
  }
}

function decodeWords(from: DataView, first: number): Span[] {
  const spans: Span[] = []
  for (let place = first; spans.length < WORDS_MAX; place += WORD_BYTES) {
    const length = from.getUint8(place + 2)
    if (length === 0) break
    const start = from.getUint16(place, true)
    spans.push([start, start + length])
  }
  return spans
}
