/** What every section of the benchmark is told. */
import type { Config } from '../../src/config.ts'

export interface Settings {
  readonly config: Config
  /** Folder of the evaluation data, which holds the large collection. */
  readonly dataFolder: string
  /** Folder for what the benchmark makes: collections, logs, vectors for the peers. */
  readonly workFolder: string
  /** How often each measurement is taken, in turn with its peer's. */
  readonly rounds: number
  /** Length of one load on the service. */
  readonly seconds: number
  /** Queries that recall is measured with. */
  readonly queries: number
  /** Papers of the large collection that are embedded. */
  readonly texts: number
  /** Numbers of vectors that the index is built over. */
  readonly sizes: readonly number[]
}

export const MEASURED = {
  rounds: 3,
  seconds: 10,
  queries: 1_000,
  texts: 1_000,
  sizes: [1_000, 10_000, 100_000, 1_000_000],
} as const
/** Enough to see that everything runs; its figures are for nobody. */
export const QUICK = { rounds: 1, seconds: 2, queries: 20, texts: 30, sizes: [1_000, 10_000] } as const

/** Tells whoever waits, without getting into the Markdown. */
export function tell(message: string): void {
  process.stderr.write(`… ${message}\n`)
}
