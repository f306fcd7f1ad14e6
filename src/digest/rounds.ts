/**
 * The schedule built into the service: looks every minute which digests are due.
 *
 * It keeps nothing in memory, so a restart loses nothing; and as each digest is claimed in the
 * database, any number of services may do the same at once.
 */
import { NotReady } from '../errors.ts'
import type { Service } from '../http/service.ts'
import { sendDue } from './send.ts'

const EVERY_MS = 60_000

export interface Rounds {
  /** Resolves when the mail that is under way is sent. */
  stop(): Promise<void>
}

export function sendInRounds(service: Service, everyMs = EVERY_MS): Rounds {
  const stopping = new AbortController()
  let round: Promise<void> = Promise.resolve()
  let working = false
  const look = () => {
    if (working) return
    working = true
    round = sendRound(service, stopping.signal).finally(() => {
      working = false
    })
  }
  const timer = setInterval(look, everyMs)
  look()
  return {
    async stop() {
      clearInterval(timer)
      stopping.abort()
      await round
    },
  }
}

async function sendRound(service: Service, signal: AbortSignal): Promise<void> {
  try {
    for (const { day, outcome, error } of await sendDue(service, signal)) {
      const level = outcome === 'sent' || outcome === 'nothing' ? 'info' : 'warn'
      service.log[level]({ day, outcome, error }, 'digest')
    }
  } catch (error) {
    // No library yet: the next round has one, or the one after it.
    if (!(error instanceof NotReady)) service.log.error({ err: error }, 'digests could not be sent')
  }
}
