/**
 * All dot products of two sets of rows, sixteen bytes at a time.
 *
 * JavaScript multiplies one pair of numbers after the other, 0.5 µs for 384 of them; a hundred papers
 * compared with a hundred are 10,000 such products, and would hold the event loop for longer than a
 * request may. WebAssembly has instructions for sixteen numbers of one byte or four of four at a time, and
 * four sums side by side let the processor overlap them: 16 and 13 times as fast. The module is so small that it is written out here instruction by instruction;
 * tests/row-products.test.ts holds it to plain JavaScript.
 *
 * Source: https://webassembly.github.io/spec/core/binary/instructions.html#vector-instructions
 */

const VECTOR_BYTES = 16
/** Vectors that a step of the innermost loop takes in, each onto a sum of its own. */
const SUMS = 4
const STEP_BYTES = SUMS * VECTOR_BYTES
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
const OF_A = 8
const OF_B = 9
const SUM = 10

const get = (variable: number) => [0x20, variable]
const set = (variable: number) => [0x21, variable]
/** @param value below 8,192 */
const number = (value: number) => [0x41, ...(value < 64 ? [value] : [(value & 127) | 128, value >> 7])]
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
const load = (base: number, offset: number) => [...get(base), ...get(K), ...ADD, 0xfd, 0x00, 0x00, offset]
const loadBoth = (offset: number) => [...load(A, offset), ...set(OF_A), ...load(B_AT, offset), ...set(OF_B)]
const both = [...get(OF_A), ...get(OF_B)]
const ZERO = [0xfd, 0x0c, ...new Array<number>(16).fill(0)]

/** How numbers of one width are multiplied, added and written down. */
interface Arithmetic {
  /** Products of the sixteen bytes of both rows, added up to four. */
  readonly multiply: readonly number[]
  readonly addVectors: readonly number[]
  /** One of the four parts of a sum. */
  readonly lane: number
  readonly addLanes: readonly number[]
  readonly store: readonly number[]
}

/** 127² twice is still a short, so low and high halves are added before they are widened. */
const INT8: Arithmetic = {
  multiply: [...both, 0xfd, 0x9c, 0x01, ...both, 0xfd, 0x9d, 0x01, 0xfd, 0x8e, 0x01, 0xfd, 0x7e],
  addVectors: [0xfd, 0xae, 0x01],
  lane: 0x1b,
  addLanes: ADD,
  store: [0x36, 0x02, 0x00],
}
const FLOAT32: Arithmetic = {
  multiply: [...both, 0xfd, 0xe6, 0x01],
  addVectors: [0xfd, 0xe4, 0x01],
  lane: 0x1f,
  addLanes: [0x92],
  store: [0x38, 0x02, 0x00],
}

const I32 = 0x7f
const V128 = 0x7b
const length = (count: number) => (count < 128 ? [count] : [(count & 127) | 128, count >> 7])
const section = (id: number, content: readonly number[]) => [id, ...length(content.length), ...content]
const text = (name: string) => [name.length, ...Buffer.from(name)]

const sums = Array.from({ length: SUMS }, (_, i) => SUM + i)

function moduleOf({ multiply, addVectors, lane, addLanes, store }: Arithmetic): Uint8Array {
  const onto = (sum: number, value: readonly number[]) => [...get(sum), ...value, ...addVectors, ...set(sum)]
  const step = [
    ...sums.flatMap((sum, i) => [...loadBoth(i * VECTOR_BYTES), ...onto(sum, multiply)]),
    ...add(K, number(STEP_BYTES)),
  ]
  const part = (at: number) => [...get(SUM), 0xfd, lane, at]
  const total = [...part(0), ...[1, 2, 3].flatMap((at) => [...part(at), ...addLanes])]
  const productOfRows = [
    ...[...sums.flatMap((sum) => [...ZERO, ...set(sum)]), ...number(0), ...set(K)],
    ...repeat(step, K, STRIDE),
    ...sums.slice(1).flatMap((sum) => onto(SUM, get(sum))),
    ...[...get(OUT), ...total, ...store],
    ...[...add(OUT, number(4)), ...add(B_AT, get(STRIDE))],
  ]
  const rowWithAll = [...get(B), ...set(B_AT), ...repeat(productOfRows, B_AT, B_END), ...add(A, get(STRIDE))]
  const body = [0x02, 0x02, I32, 2 + SUMS, V128, ...repeat(rowWithAll, A, A_END), 0x0b]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 6, I32, I32, I32, I32, I32, I32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...text('memory'), 2, 0, ...text('products'), 0, 0]),
    ...section(10, [1, ...length(body.length), ...body]),
  ])
}

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
const exportsOf = (arithmetic: Arithmetic) =>
  new engine.Instance(new engine.Module(moduleOf(arithmetic))).exports
const int8 = exportsOf(INT8)
const float32 = exportsOf(FLOAT32)

export interface Int8Products {
  /** (rows of a × rows of b). */
  readonly products: Int32Array
  /** Of each row with itself. */
  readonly ofA: Int32Array
  readonly ofB: Int32Array
}

/**
 * Views that the next call writes over.
 *
 * @param a numbers from −127 to 127, (rows × D)
 *
 * Cost: 24 ns a pair of rows at D = 384.
 */
export function productsInt8(a: Int8Array, b: Int8Array, dimensions: number): Int8Products {
  const [rowsA, rowsB] = [a.length / dimensions, b.length / dimensions]
  const stride = strideOf(dimensions)
  const bStart = rowsA * stride
  const out = bStart + rowsB * stride
  const itself = out + 4 * rowsA * rowsB
  const memory = withRoom(int8, itself + 4 * (rowsA + rowsB))
  const bytes = new Int8Array(memory)
  place(bytes, 0, a, dimensions, stride)
  place(bytes, bStart, b, dimensions, stride)
  if (rowsA > 0 && rowsB > 0) int8.products(0, bStart, bStart, out, stride, out)
  for (let row = 0, end = itself; row < out; row += stride, end += 4)
    int8.products(row, row + stride, row, row + stride, stride, end)
  return {
    products: new Int32Array(memory, out, rowsA * rowsB),
    ofA: new Int32Array(memory, itself, rowsA),
    ofB: new Int32Array(memory, itself + 4 * rowsA, rowsB),
  }
}

/** What stands at the head of the memory for four bytes a number. */
let resident: readonly Float32Array[] = []

/**
 * The dot products of every row of `a` with every row of `b`, (rows of a × rows of b).
 *
 * @param b asked again with the same array, its rows are not copied again; they must not change
 *
 * Cost: 31 ns a pair at D = 384, and copying both sets.
 */
export function products(a: readonly Float32Array[], b: readonly Float32Array[]): Float32Array {
  const dimensions = b[0]?.length ?? 0
  if (a.length === 0 || dimensions === 0) return new Float32Array()
  const stride = strideOf(4 * dimensions)
  const aStart = b.length * stride
  const out = aStart + a.length * stride
  const memory = withRoom(float32, out + 4 * a.length * b.length)
  const numbers = new Float32Array(memory)
  const put = (row: Float32Array, start: number) => place(numbers, start / 4, row, dimensions, stride / 4)
  if (b !== resident) for (let i = 0; i < b.length; i++) put(b[i]!, i * stride)
  for (let i = 0; i < a.length; i++) put(a[i]!, aStart + i * stride)
  resident = b
  float32.products(aStart, out, 0, aStart, stride, out)
  return new Float32Array(memory, out, a.length * b.length).slice()
}

const strideOf = (bytes: number) => STEP_BYTES * Math.ceil(bytes / STEP_BYTES)

function withRoom({ memory }: Exports, bytes: number): ArrayBuffer {
  const missing = bytes - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
  return memory.buffer
}

/** Rows one after another, each filled up with zeros to the stride. */
function place<T extends Int8Array | Float32Array>(
  to: T,
  start: number,
  rows: T,
  dimensions: number,
  stride: number,
): void {
  if (stride === dimensions) {
    to.set(rows, start)
    return
  }
  for (let from = 0, at = start; from < rows.length; from += dimensions, at += stride) {
    to.set(rows.subarray(from, from + dimensions), at)
    to.fill(0, at + dimensions, at + stride)
  }
}
