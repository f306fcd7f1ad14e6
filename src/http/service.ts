/** What the routes work with: opened once by main.ts, or by a test. */
import type { Logger } from 'pino'
import type { Database } from '../db/schema.ts'
import type { Embedder } from '../embed/embedder.ts'
import type { LiveLibrary } from '../live-library.ts'
import type { Address, Mail } from '../mail.ts'

export interface Mailing extends Mail {
  readonly from: Address
  /** What links in mails begin with; never what a request says of itself, because anybody may ask for a mail. */
  readonly origin: string
}

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
  /** Whether every call of the API needs a token; none does unless told. */
  readonly tokensRequired?: boolean
  /** Absent where no mail server was set. */
  readonly mailing?: Mailing
}
