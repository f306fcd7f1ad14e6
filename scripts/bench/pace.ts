/** How fast a process embeds from the first papers to the last, and in how much memory: seen from outside of it. */
import { readFileSync, statSync } from 'node:fs'
import { HEADER_BYTES, recordBytes } from '../../src/embed/record-file.ts'
import { residentMb } from './child.ts'

/** How far a process had come at one moment. */
export interface Moment {
  /** Since it was started. */
  readonly seconds: number
  /** Of all its threads. */
  readonly processorSeconds: number
  readonly vectors: number
  readonly residentMb: number
}

/** A part of the way: from one number of vectors to another. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly perSecond: number
  readonly perProcessorSecond: number
  /** At most. */
  readonly residentMb: number
}

/** Stretches that end at these numbers of vectors; what was embedded before the process started is in none. */
export function stretchesOf(moments: readonly Moment[], ends: readonly number[]): Stretch[] {
  const moving = moments.filter(({ vectors }, i, all) => vectors > (all[i - 1]?.vectors ?? 0))
  return ends.flatMap((end, i) => {
    const part = moving.filter(({ vectors }) => vectors > (ends[i - 1] ?? 0) && vectors <= end)
    const [first, last] = [part[0], part.at(-1)]
    if (!first || !last || first === last) return []
    const made = last.vectors - first.vectors
    return {
      from: first.vectors,
      to: last.vectors,
      perSecond: made / (last.seconds - first.seconds),
      perProcessorSecond: made / (last.processorSeconds - first.processorSeconds),
      residentMb: Math.max(...part.map(({ residentMb }) => residentMb)),
    }
  })
}

const EVERY_MS = 2_000
const TICKS_PER_SECOND = 100

/**
 * Watches a process (Linux only, by /proc) until `stop`, which returns what was seen.
 *
 * @param vectors file that it appends vectors of so many dimensions to
 */
export function watchPace(pid: number, vectors: { path: string; dimensions: number }): { stop(): Moment[] } {
  const started = performance.now()
  const moments: Moment[] = []
  const look = () => {
    const bytes = statSync(vectors.path, { throwIfNoEntry: false })?.size ?? HEADER_BYTES
    try {
      moments.push({
        seconds: (performance.now() - started) / 1000,
        processorSeconds: processorSecondsOf(pid),
        residentMb: residentMb(pid),
        vectors: Math.floor((bytes - HEADER_BYTES) / recordBytes(4 * vectors.dimensions)),
      })
    } catch {
      // It has ended, or this system has no /proc.
    }
  }
  const timer = setInterval(look, EVERY_MS)
  return {
    stop() {
      clearInterval(timer)
      return moments
    },
  }
}

function processorSecondsOf(pid: number): number {
  // The name in brackets may hold spaces, so fields are counted from behind it: 11 and 12 are the ticks.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
