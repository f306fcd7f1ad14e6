/** Sends the digests that are due: each once, however many processes try, and whichever of them dies. */
import { setImmediate } from 'node:timers/promises'
import { confirmedDigests, findDigest } from '../db/digests.ts'
import { getReader } from '../db/readers.ts'
import {
  type Claim,
  claimSending,
  endedSince,
  endSending,
  handOver,
  markFailed,
  markSent,
} from '../db/sendings.ts'
import { type Digest, USUAL_DIGEST } from '../digest.ts'
import { NotFound, NotReady } from '../errors.ts'
import type { Mailing, Service } from '../http/service.ts'
import type { Library } from '../library.ts'
import { compose, MailFailed } from '../mail.ts'
import { composeDigest } from './compose.ts'
import { dueDay } from './schedule.ts'

/** Composing one takes a fraction of a second, and a mail server that is slow half a minute. */
const CLAIM_MS = 10 * 60_000
/** 5, 10, 20, … minutes, so about ten hours in all: a mail server is mended within a night. */
const RETRY = { firstMs: 5 * 60_000, attempts: 8 }
/** A weekly one is due for a week. */
const DUE_DAYS = 8

/** sent; nothing good enough; failed and to be tried again; refused or given up for good; perhaps arrived; or no longer wanted. */
export type Outcome = 'sent' | 'nothing' | 'failed' | 'refused' | 'given up' | 'handed over' | 'withdrawn'

export interface SentDigest {
  readonly address: string
  readonly day: string
  readonly outcome: Outcome
  readonly error?: string
}

/**
 * @param signal stops before the next one
 * @throws NotReady when no mail server was set, or there is no library to recommend from
 */
export async function sendDue(service: Service, signal?: AbortSignal): Promise<SentDigest[]> {
  const { db } = service
  const mailing = mailingOf(service)
  const library = service.library.get()
  const firstDay = new Date(service.now().getTime() - DUE_DAYS * 86_400_000).toISOString().slice(0, 10)
  const ended = await endedSince(db, firstDay)
  const done: SentDigest[] = []
  for (const digest of await confirmedDigests(db)) {
    if (signal?.aborted) break
    const { readerId, address } = digest
    const day = dueDay(digest, service.now())
    if (!day || ended.get(readerId)?.has(day)) continue
    const claim = await claimOf(service, readerId, day)
    if (claim) done.push({ address, day, ...(await sendOne(service, library, mailing, digest, claim)) })
    await setImmediate()
  }
  return done
}

export function mailingOf({ mailing }: Service): Mailing {
  if (!mailing) throw new NotReady('no mail server is set: set SMTP_URL and MAIL_FROM, and start again')
  return mailing
}

async function claimOf(service: Service, readerId: string, day: string): Promise<Claim | undefined> {
  const now = service.now()
  const until = new Date(now.getTime() + CLAIM_MS)
  try {
    return await claimSending(service.db, readerId, day, { now, until, attemptsMax: RETRY.attempts })
  } catch (error) {
    // Deleted since we looked.
    if (error instanceof NotFound) return undefined
    throw error
  }
}

class Withdrawn extends Error {}

async function sendOne(
  service: Service,
  library: Library,
  mailing: Mailing,
  digest: Digest,
  claim: Claim,
): Promise<{ outcome: Outcome; error?: string }> {
  const { db } = service
  let handedOver = false
  try {
    const composed = await composeDigest(service, library, mailing, digest, claim.day)
    if (!composed) {
      await endSending(db, claim, 'nothing')
      return { outcome: 'nothing' }
    }
    const { message, paperIds, strategy } = composed
    const list = {
      id: service.randomId(),
      strategy,
      snapshot: library.id,
      madeAt: service.now(),
      papers: paperIds.map((paperId) => ({ paperId })),
    }
    await mailing.send(message, async () => {
      handedOver = await handOver(db, claim, digest, list)
      if (!handedOver) throw new Withdrawn()
    })
    await markSent(db, claim)
    return { outcome: 'sent' }
  } catch (error) {
    if (error instanceof Withdrawn || error instanceof NotFound) return { outcome: 'withdrawn' }
    return failed(service, claim, error, handedOver)
  }
}

async function failed(service: Service, claim: Claim, error: unknown, handedOver: boolean) {
  const mailFailed = error instanceof MailFailed ? error : undefined
  if (!mailFailed) service.log.error({ err: error }, 'a digest could not be made')
  const text = mailFailed?.message ?? 'it could not be made'
  // Nobody knows whether it arrived, so it counts as arrived.
  if (handedOver && !mailFailed?.answered) return { outcome: 'handed over' as const, error: text }
  const state = mailFailed?.refused ? 'refused' : claim.attempt < RETRY.attempts ? 'failed' : 'given up'
  const pauseMs = RETRY.firstMs * 2 ** (claim.attempt - 1)
  const nextTryAt = new Date(service.now().getTime() + pauseMs)
  await markFailed(service.db, claim, { state, error: text, nextTryAt })
  return { outcome: state as Outcome, error: text }
}

/** For a look at digests: nothing is sent, and nothing is kept. */
export interface DigestPreview {
  /** Of the reader. */
  readonly name: string
  readonly outcome: 'written' | 'nothing'
  /** The message as it would go out. */
  readonly eml?: string
}

const NOWHERE = { address: 'reader@example.invalid', linkId: '0'.repeat(32) }
const SOMEBODY = { name: 'Kindred', address: 'kindred@example.invalid' }

/**
 * What each reader with a digest would be sent now, or one reader with or without.
 *
 * @throws NotReady when there is no library; NotFound when there is no such reader
 */
export async function previewDigests(
  service: Service,
  { origin, reader }: { origin: string; reader?: string },
): Promise<DigestPreview[]> {
  const library = service.library.get()
  const now = service.now()
  const from = service.mailing?.from ?? SOMEBODY
  const digests = reader ? [await digestFor(service, reader, now)] : await confirmedDigests(service.db)
  const previews: DigestPreview[] = []
  for (const digest of digests) {
    const { name } = await getReader(service.db, digest.readerId)
    const day = dueDay(digest, now) ?? now.toISOString().slice(0, 10)
    const composed = await composeDigest(service, library, { from, origin }, digest, day)
    const eml = composed && (await compose(from, composed.message)).toString()
    previews.push({ name, outcome: eml === undefined ? 'nothing' : 'written', eml })
  }
  return previews
}

async function digestFor(service: Service, readerId: string, now: Date): Promise<Digest> {
  await getReader(service.db, readerId)
  const usual = { ...NOWHERE, ...USUAL_DIGEST, readerId, since: now }
  return (await findDigest(service.db, readerId)) ?? usual
}
