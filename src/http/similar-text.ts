/**
 * Similar papers as JSON: the text of what `rankedReply` and `becauseOf` tell of them, put together from the bytes that a
 * snapshot holds. To make objects and strings of them first takes several times as long.
 */
import type { Library } from '../library.ts'
import type { ReasonPlaces } from '../reason-places.ts'
import { reasonPlacesOf, type Similar } from '../similar.ts'
import type { Span } from '../text/highlight.ts'
import { JsonBytes, type LaidText, type TextKind } from '../text/json-bytes.ts'
import { endOf, type RankedPage } from './ranked-page.ts'

/** A paper of which parts are quoted. */
interface Quoted {
  readonly row: number
  /** Its title, a space and its abstract. */
  readonly text: LaidText
  readonly titleLength: number
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
  const known = kinds.get(library.cards) ?? new Uint8Array(library.count)
  kinds.set(library.cards, known)
  const yours = reasons ? quoted(library, seed, known) : undefined
  const placesOf = reasonPlacesOf(library, seed)
  json.raw('{"papers":[')
  page.items.forEach(({ row, score, compared }, place) => {
    if (place > 0) json.raw(',')
    json.openObject(library.cardBytesOf(row))
    json.raw(',"score":')
    json.number(score)
    if (yours && compared) writeBecause(library, yours, quoted(library, row, known), placesOf(row))
    json.raw('}')
  })
  json.raw('],')
  json.json(Buffer.from(JSON.stringify(endOf(library, page, { reasonIfEmpty })).slice(1)))
  return json.take()
}

/** Lays a paper ready. @param known what quoting each paper takes, as far as it is known; told of this one */
function quoted(library: Library, row: number, known: Uint8Array): Quoted {
  const { title } = library.cards[row]!
  const text = json.lay(title, library.abstractBytesOf(row), known[row] as TextKind)
  known[row] = text.kind
  return { row, text, titleLength: title.length }
}

function writeBecause(
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

/** The title, or a sentence of the abstract. */
function quotePiece({ sentences }: Library, { row, text, titleLength }: Quoted, piece: number): void {
  if (piece === 0) {
    json.quote(text, 0, titleLength)
    return
  }
  const [start, end] = sentences.at(row, piece - 1)
  json.quote(text, titleLength + 1 + start, titleLength + 1 + end)
}

function quoteWords({ text }: Quoted, places: readonly Span[]): void {
  for (let place = 0; place < places.length; place++) {
    if (place > 0) json.raw(',')
    const [start, end] = places[place]!
    json.quote(text, start, end)
  }
}
