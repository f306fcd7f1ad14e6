/**
 * One size of scale.ts, in a process of its own so that its memory is its own. A JSON line in, a JSON line out.
 *
 *   make   vectors by seeded noise around those of a collection, and the graph over them, into files
 *   ask    opens both and searches
 */
import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { decodeFloat32 } from '../../src/index/encoding.ts'
import { exactIndex } from '../../src/index/exact.ts'
import { checkMarked, markOf, readMarked } from '../../src/index/files.ts'
import { openGraph, writeGraph } from '../../src/index/graph.ts'
import { GRAPH_PARAMETERS } from '../../src/index/graph-parameters.ts'
import { rowsAsKeys } from '../../src/index/keys.ts'
import { seeded } from '../../src/random.ts'
import { type Matrix, matrix, row, unit } from '../../src/vector.ts'
import { residentMb } from './child.ts'
import { processorMsSince } from './graph-search.ts'

export interface ScaleTask {
  readonly do: 'make' | 'ask'
  readonly count: number
  readonly dimensions: number
  /** Vectors of the collection. */
  readonly source: string
  readonly vectors: string
  readonly graph: string
  /** That build together. */
  readonly threads: number
}

export interface Made {
  /** By the clock. */
  readonly buildSeconds: number
  /** Of all threads. */
  readonly processorSeconds: number
  readonly fileMb: number
}

export interface Asked {
  readonly loadSeconds: number
  readonly residentMb: number
  readonly msPerQuery: number
  readonly recall: number
}

/** Length of the noise beside a vector's 1: the cosine of the two is then 0.89. */
const NOISE = 0.5
const QUERIES = 100
const NEIGHBOURS = 10
const WRITTEN_AT_ONCE = 1_000

const task = JSON.parse(await text(process.stdin)) as ScaleTask
console.log(JSON.stringify(task.do === 'make' ? await make(task) : await ask(task)))

async function make(given: ScaleTask): Promise<Made> {
  const vectors = noisy(given)
  write(given.vectors, vectors)
  const [started, startedMs] = [process.cpuUsage(), performance.now()]
  const { threads } = given
  const keys = rowsAsKeys(vectors.count)
  const { engine } = await writeGraph(given.graph, vectors, keys, GRAPH_PARAMETERS, { threads })
  if (engine !== 'usearch') throw new Error('this measures usearch')
  return {
    buildSeconds: (performance.now() - startedMs) / 1000,
    processorSeconds: processorMsSince(started) / 1000,
    fileMb: statSync(given.graph).size / 1e6,
  }
}

async function ask({ count, dimensions, vectors: path, graph }: ScaleTask): Promise<Asked> {
  const marks = { vectors: await markOf(path), graph: await markOf(graph) }
  const started = process.cpuUsage()
  const data = await readMarked(path, marks.vectors)
  await checkMarked(graph, marks.graph)
  const vectors = matrix(decodeFloat32(data), dimensions)
  const index = await openGraph('usearch', graph, vectors, rowsAsKeys(count), GRAPH_PARAMETERS)
  const loadSeconds = processorMsSince(started) / 1000
  const random = seeded(3)
  const rows = Array.from({ length: QUERIES }, () => Math.floor(random() * count))
  const queries = rows.map((at) => noisyOf(row(vectors, at), random))
  for (const query of queries) index.nearest(query, { count: NEIGHBOURS })
  const asked = process.cpuUsage()
  const found = queries.map((query) => index.nearest(query, { count: NEIGHBOURS }))
  const msPerQuery = processorMsSince(asked) / QUERIES
  const resident = residentMb(process.pid)
  const exact = exactIndex(vectors)
  let right = 0
  queries.forEach((query, i) => {
    const truth = new Set(exact.nearest(query, { count: NEIGHBOURS }).map((neighbour) => neighbour.row))
    right += found[i]!.filter((neighbour) => truth.has(neighbour.row)).length
  })
  return { loadSeconds, residentMb: resident, msPerQuery, recall: right / (QUERIES * NEIGHBOURS) }
}

/** The collection's own vectors first, then noisy ones of them in turn. */
function noisy({ source, count, dimensions }: ScaleTask): Matrix {
  const file = readFileSync(source)
  const own = matrix(new Float32Array(new Uint8Array(file).buffer), dimensions)
  const random = seeded(1)
  const data = new Float32Array(count * dimensions)
  for (let at = 0; at < count; at++) {
    const from = row(own, at % own.count)
    data.set(at < own.count ? from : noisyOf(from, random), at * dimensions)
  }
  return matrix(data, dimensions)
}

function noisyOf(vector: Float32Array, random: () => number): Float32Array {
  // Uniform, with the variance that gives the noise its length.
  const width = NOISE * Math.sqrt(12 / vector.length)
  return unit(vector.map((value) => value + width * (random() - 0.5)))
}

function write(path: string, { data, count, dimensions }: Matrix): void {
  const file = openSync(path, 'w')
  for (let at = 0; at < count; at += WRITTEN_AT_ONCE) {
    const part = data.subarray(at * dimensions, (at + WRITTEN_AT_ONCE) * dimensions)
    writeSync(file, new Uint8Array(part.buffer, part.byteOffset, part.byteLength))
  }
  closeSync(file)
}
