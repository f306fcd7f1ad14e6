/** What the routes work with: opened once by main.ts, or by a test. */
import type { Logger } from 'pino'
import type { Database } from '../db/schema.ts'
import type { Embedder } from '../embed/embedder.ts'
import type { LiveLibrary } from '../live-library.ts'

export interface Service {
  readonly db: Database
  readonly library: LiveLibrary
  readonly embedder: Embedder
  readonly log: Logger
  readonly now: () => Date
  /** 128 bits that can't be guessed, 32 hex digits. */
  readonly randomId: () => string
  /** Where people reach it, `https://kindred.example.org`; as they ask for it unless told. */
  readonly publicUrl?: string
}
