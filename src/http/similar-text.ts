/**
 * Similar papers as JSON: the text of what `rankedReply` and `becauseOf` tell of them, put together from the bytes that a
 * snapshot holds. To make objects and strings of them first takes several times as long.
 */
import type { Library } from '../library.ts'
import type { ReasonPlaces } from '../reason-places.ts'
import { pieceSpan } from '../reasons.ts'
import { reasonPlacesOf, type Similar } from '../similar.ts'
import type { Span } from '../text/highlight.ts'
import { JsonBytes, type LaidText, type TextKind } from '../text/json-bytes.ts'
import { endOf, type RankedPage } from './ranked-page.ts'

/** A paper of which parts are quoted. */
interface Quoted {
  readonly row: number
  /** Its title, a space and its abstract. */
  readonly text: LaidText
}

/** An answer is put together in one go, so all of them can use the same memory. */
const json = new JsonBytes()
/** What quoting each paper takes, by the cards of its library. */
const kinds = new WeakMap<Library['cards'], Uint8Array>()

/** Cost: 4 µs a paper; 0.3 µs without reasons. */
export function similarText(
  library: Library,
  seed: number,
  page: RankedPage<Similar>,
  { reasons, reasonIfEmpty }: { reasons: boolean; reasonIfEmpty: string },
): string {
  json.clear()
  const writeBecause = reasons ? becauseWriter(library, seed) : undefined
  json.raw('{"papers":[')
  page.items.forEach(({ row, score, compared }, place) => {
    if (place > 0) json.raw(',')
    json.openObject(library.cardBytesOf(row))
    json.raw(',"score":')
    json.number(score)
    if (compared) writeBecause?.(row)
    json.raw('}')
  })
  json.raw('],')
  json.json(Buffer.from(JSON.stringify(endOf(library, page, { reasonIfEmpty })).slice(1)))
  return json.take()
}

/** Writes why a paper is like `seed`. */
function becauseWriter(library: Library, seed: number): (row: number) => void {
  const known = kinds.get(library.cards) ?? new Uint8Array(library.count)
  kinds.set(library.cards, known)
  const yours = quoted(library, seed, known)
  const placesOf = reasonPlacesOf(library, seed)
  return (row) => writeReasons(library, yours, quoted(library, row, known), placesOf(row))
}

/** Lays a paper ready. @param known what quoting each paper takes, as far as it is known; told of this one */
function quoted(library: Library, row: number, known: Uint8Array): Quoted {
  const text = json.lay(library.cards[row]!.title, library.abstractBytesOf(row), known[row] as TextKind)
  known[row] = text.kind
  return { row, text }
}

function writeReasons(
  library: Library,
  yours: Quoted,
  theirs: Quoted,
  { pairs, shared, distinctive }: ReasonPlaces,
): void {
  json.raw(',"because":{"sentences":[')
  for (let place = 0; place < pairs.length; place++) {
    const { a, b, similarity } = pairs[place]!
    json.raw(place === 0 ? '{"theirs":' : ',{"theirs":')
    quotePiece(library, theirs, b)
    json.raw(',"yours":')
    quotePiece(library, yours, a)
    json.raw(',"similarity":')
    json.number(similarity)
    json.raw('}')
  }
  json.raw('],"shared":[')
  quoteWords(theirs, shared)
  json.raw('],"distinctive":[')
  quoteWords(theirs, distinctive)
  json.raw(']}')
}

function quotePiece(library: Library, { row, text }: Quoted, piece: number): void {
  const [start, end] = pieceSpan(library, row, piece)
  json.quote(text, start, end)
}

function quoteWords({ text }: Quoted, places: readonly Span[]): void {
  for (let place = 0; place < places.length; place++) {
    if (place > 0) json.raw(',')
    const [start, end] = places[place]!
    json.quote(text, start, end)
  }
}
