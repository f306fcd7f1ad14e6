/**
 * All dot products of two sets of rows in one byte a number, sixteen numbers at a time.
 *
 * JavaScript multiplies one pair of numbers after the other, 0.5 µs for 384 of them; a hundred papers
 * compared with one are 10,000 such products, and would hold the event loop for longer than a request
 * may. WebAssembly has instructions for sixteen at a time, 15 times as fast. The module is so small that it is
 * written out here instruction by instruction; tests/int8.test.ts holds it to plain JavaScript.
 *
 * Source: https://webassembly.github.io/spec/core/binary/instructions.html#vector-instructions
 */

const STEP = 16
const PAGE_BYTES = 65_536

/** Arguments and variables of the function, by number. */
const A = 0
const A_END = 1
const B = 2
const B_END = 3
const STRIDE = 4
const OUT = 5
const B_AT = 6
const K = 7
const SUM = 8
const OF_A = 9
const OF_B = 10

const get = (variable: number) => [0x20, variable]
const set = (variable: number) => [0x21, variable]
const number = (value: number) => [0x41, value]
const ADD = [0x6a]
const add = (variable: number, step: readonly number[]) => [
  ...get(variable),
  ...step,
  ...ADD,
  ...set(variable),
]
/** Does the body once, and again while `variable` is below `end`. */
const repeat = (body: readonly number[], variable: number, end: number) => [
  ...[0x03, 0x40],
  ...body,
  ...get(variable),
  ...get(end),
  ...[0x49, 0x0d, 0x00],
  ...[0x0b],
]
const load16 = (base: number) => [...get(base), ...get(K), ...ADD, 0xfd, 0x00, 0x00, 0x00]
const lane = (at: number) => [...get(SUM), 0xfd, 0x1b, at]
const MULTIPLY_LOW = [0xfd, 0x9c, 0x01]
const MULTIPLY_HIGH = [0xfd, 0x9d, 0x01]
const ADD_SHORTS = [0xfd, 0x8e, 0x01]
const ADD_PAIRS = [0xfd, 0x7e]
const ADD_LONGS = [0xfd, 0xae, 0x01]
const ZERO = [0xfd, 0x0c, ...new Array<number>(STEP).fill(0)]
const STORE = [0x36, 0x02, 0x00]

/** 127² twice is still a short, so low and high halves are added before they are widened. */
const multiplyAndAdd = [
  ...[...load16(A), ...set(OF_A), ...load16(B_AT), ...set(OF_B)],
  ...get(SUM),
  ...[...get(OF_A), ...get(OF_B), ...MULTIPLY_LOW],
  ...[...get(OF_A), ...get(OF_B), ...MULTIPLY_HIGH],
  ...[...ADD_SHORTS, ...ADD_PAIRS, ...ADD_LONGS, ...set(SUM)],
  ...add(K, number(STEP)),
]
const productOfRows = [
  ...[...ZERO, ...set(SUM), ...number(0), ...set(K)],
  ...repeat(multiplyAndAdd, K, STRIDE),
  ...[...get(OUT), ...lane(0), ...lane(1), ...ADD, ...lane(2), ...ADD, ...lane(3), ...ADD, ...STORE],
  ...[...add(OUT, number(4)), ...add(B_AT, get(STRIDE))],
]
const rowWithAll = [...get(B), ...set(B_AT), ...repeat(productOfRows, B_AT, B_END), ...add(A, get(STRIDE))]
const I32 = 0x7f
const V128 = 0x7b
const body = [0x02, 0x02, I32, 0x03, V128, ...repeat(rowWithAll, A, A_END), 0x0b]

const length = (count: number) => (count < 128 ? [count] : [(count & 127) | 128, count >> 7])
const section = (id: number, content: readonly number[]) => [id, ...length(content.length), ...content]
const text = (name: string) => [name.length, ...Buffer.from(name)]
const MODULE = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...section(1, [1, 0x60, 6, I32, I32, I32, I32, I32, I32, 0]),
  ...section(3, [1, 0]),
  ...section(5, [1, 0, 1]),
  ...section(7, [2, ...text('memory'), 2, 0, ...text('products'), 0, 0]),
  ...section(10, [1, ...length(body.length), ...body]),
])

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): void }
  /** Addresses in bytes; each end is behind the last row. Both sets have a row at least. */
  products(a: number, aEnd: number, b: number, bEnd: number, stride: number, out: number): void
}

/** What Node has, as far as it is needed here; TypeScript knows it of browsers only. */
interface Engine {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: Exports }
}

const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly
const { memory, products } = new engine.Instance(new engine.Module(MODULE)).exports

export interface Products {
  /** (rows of a × rows of b). */
  readonly products: Int32Array
  /** Of each row with itself. */
  readonly ofA: Int32Array
  readonly ofB: Int32Array
}

/** @param a numbers from −127 to 127, (rows × D). Cost: 35 ns a pair of rows at D = 384. */
export function productsInt8(a: Int8Array, b: Int8Array, dimensions: number): Products {
  const rowsA = a.length / dimensions
  const rowsB = b.length / dimensions
  const stride = STEP * Math.ceil(dimensions / STEP)
  const bStart = rowsA * stride
  const out = bStart + rowsB * stride
  const missing = out + 4 * (rowsA * rowsB + rowsA + rowsB) - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
  const bytes = new Int8Array(memory.buffer)
  place(bytes, 0, a, dimensions, stride)
  place(bytes, bStart, b, dimensions, stride)
  if (rowsA > 0 && rowsB > 0) products(0, bStart, bStart, out, stride, out)
  let end = out + 4 * rowsA * rowsB
  for (let row = 0; row < out; row += stride, end += 4)
    products(row, row + stride, row, row + stride, stride, end)
  const take = (start: number, count: number) => new Int32Array(memory.buffer, start, count).slice()
  const itself = out + 4 * rowsA * rowsB
  return {
    products: take(out, rowsA * rowsB),
    ofA: take(itself, rowsA),
    ofB: take(itself + 4 * rowsA, rowsB),
  }
}

/** Rows one after another, each filled up with zeros to the stride. */
function place(bytes: Int8Array, start: number, rows: Int8Array, dimensions: number, stride: number): void {
  if (stride === dimensions) {
    bytes.set(rows, start)
    return
  }
  for (let from = 0, to = start; from < rows.length; from += dimensions, to += stride) {
    bytes.set(rows.subarray(from, from + dimensions), to)
    bytes.fill(0, to + dimensions, to + stride)
  }
}
