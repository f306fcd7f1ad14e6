/** The parts of a snapshot as bytes, and back. Numbers are little-endian; byte formats: embeddings/README.md. */
import { setImmediate } from 'node:timers/promises'
import type { Card } from '../card.ts'
import type { MapLayout } from '../map-layout.ts'
import { MEMBERSHIPS, type TopicModel } from '../topic.ts'
import type { NeighbourLists } from './neighbours.ts'

const LINES_PER_CHUNK = 1_000

/** Texts one after another, a thousand at a time, so that a large file never stands in memory whole. */
export function* encodeTexts<T>(items: readonly T[], toText: (item: T) => string): Generator<Uint8Array> {
  for (let at = 0; at < items.length; at += LINES_PER_CHUNK) {
    yield Buffer.from(
      items
        .slice(at, at + LINES_PER_CHUNK)
        .map(toText)
        .join(''),
    )
  }
}

/** Where each text ends, in bytes of UTF-8, when all of them stand one after another. */
export function endsOf(texts: readonly string[]): Float64Array {
  let end = 0
  return Float64Array.from(texts, (text) => {
    end += Buffer.byteLength(text)
    return end
  })
}

const PARSED_AT_ONCE_BYTES = 256 * 1024

/** Parses in pieces of about a millisecond each, because a running server opens snapshots too. */
export async function decodeCards(file: Buffer): Promise<Card[]> {
  const cards: Card[] = []
  for (let start = 0; start < file.length; ) {
    const newline = file.indexOf('\n', start + PARSED_AT_ONCE_BYTES)
    const end = newline === -1 ? file.length - 1 : newline
    cards.push(...(JSON.parse(`[${file.toString('utf8', start, end).replaceAll('\n', ',')}]`) as Card[]))
    start = end + 1
    await setImmediate()
  }
  return cards
}

export function encodeTopics({ topics, memberships, centroids, tree, history, edits }: TopicModel): Buffer {
  return Buffer.from(
    JSON.stringify({
      topics: topics.map(({ node }) => node),
      memberships: [...memberships.places],
      probabilities: base64(memberships.probabilities),
      centroids: base64(centroids),
      tree: { ...tree, leaves: [...tree.leaves] },
      history,
      edits,
    }),
  )
}

export function decodeTopics(file: Buffer): TopicModel {
  const json = JSON.parse(file.toString()) as Pick<TopicModel, 'history' | 'edits'> & {
    topics: number[]
    memberships: number[]
    probabilities: string
    centroids: string
    tree: Omit<TopicModel['tree'], 'leaves'> & { leaves: number[] }
  }
  const numbers = (text: string) => decodeFloat32(Uint8Array.from(Buffer.from(text, 'base64')))
  const places = Int32Array.from(json.memberships)
  return {
    topics: json.topics.map((node) => json.tree.nodes[node]!),
    assignment: places.filter((_, i) => i % MEMBERSHIPS === 0),
    memberships: { places, probabilities: numbers(json.probabilities) },
    centroids: numbers(json.centroids),
    tree: { ...json.tree, leaves: Int32Array.from(json.tree.leaves) },
    history: json.history,
    edits: json.edits,
  }
}

const base64 = (numbers: Float32Array) => Buffer.from(encodeNumbers(numbers)).toString('base64')

/** All rows, then all similarities; not a copy. */
export function encodeNeighbours({ rows, similarities }: NeighbourLists): Uint8Array[] {
  return [encodeNumbers(rows), encodeNumbers(similarities)]
}

/** @param count of papers. @throws Error when the lists are not those of so many */
export function decodeNeighbours(bytes: Uint8Array, count: number): NeighbourLists {
  const total = bytes.length / 8
  const perRow = count === 0 ? 0 : total / count
  if (!Number.isInteger(perRow)) throw new Error(`${total} neighbours for ${count} papers`)
  return {
    perRow,
    rows: new Uint32Array(bytes.buffer, bytes.byteOffset, total),
    similarities: new Float32Array(bytes.buffer, bytes.byteOffset + 4 * total, total),
  }
}

/** `unit` and `together`, then the places. */
export function encodeMap({ places, unit, together }: MapLayout): Uint8Array[] {
  return [encodeNumbers(Float32Array.of(unit, together)), encodeNumbers(places)]
}

/** The places are not a copy. @param count of papers. @throws Error when it has not so many places */
export function decodeMap(bytes: Uint8Array, count: number): MapLayout {
  const numbers = decodeFloat32(bytes)
  const [unit, together] = numbers
  if (numbers.length !== 2 + 2 * count) throw new Error(`${numbers.length} numbers for ${count} papers`)
  return { places: numbers.subarray(2), unit: unit!, together: together! }
}

/** The bytes of an array, not a copy. */
export function encodeNumbers(array: Float32Array | Float64Array | Uint32Array | Int8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}

/** An array over the bytes, not a copy; they must start where a number may. */
export function decodeFloat32(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
}

export function decodeInt8(bytes: Uint8Array): Int8Array {
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}

export function decodeUint32(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
}

export function decodeFloat64(bytes: Uint8Array): Float64Array {
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8)
}
