/** What a reader wants sent: asked for, confirmed by whoever reads at the address, and taken back. */
import {
  confirmDigest,
  deleteDigest,
  deleteDigestOfLink,
  findDigest,
  mayAsk,
  neverAsked,
  putDigest,
} from '../db/digests.ts'
import { putResponse } from '../db/impressions.ts'
import { deleteReaction, getReader, putReaction } from '../db/readers.ts'
import { listSentWith, sendingsSince } from '../db/sendings.ts'
import { domainOf } from '../digest/compose.ts'
import { MAILED_KINDS, type MailedKind } from '../digest/contents.ts'
import { confirmationMessage } from '../digest/message.ts'
import { nextDue } from '../digest/schedule.ts'
import { mailingOf } from '../digest/send.ts'
import type { Digest, Sending } from '../digest.ts'
import { NotFound, NotReady } from '../errors.ts'
import { MailFailed } from '../mail.ts'
import type { Paper } from '../paper.ts'
import { fieldsOf, readerOfToken, tokenFor } from './links.ts'
import { paperNamed } from './named-papers.ts'
import type { Service } from './service.ts'

/** An address is asked once an hour at most, whoever wants it asked: a question must not become a nuisance. */
const ASK_PAUSE_MS = 3_600_000
const LAST_DAYS = 30

export type DigestSettings = Omit<Digest, 'readerId' | 'linkId' | 'confirmedAt' | 'since'>

export interface DigestState {
  readonly digest: Digest
  /** Absent until it is confirmed. */
  readonly next?: Date
  /** Of the last weeks, newest first. */
  readonly sendings: readonly Sending[]
}

/** @throws NotFound when there is no such reader, or they have no digest */
export async function digestState(service: Service, readerId: string): Promise<DigestState> {
  await getReader(service.db, readerId)
  const digest = await findDigest(service.db, readerId)
  if (!digest) throw new NotFound('the reader has no digest: PUT one')
  const now = service.now()
  const since = new Date(now.getTime() - LAST_DAYS * 86_400_000).toISOString().slice(0, 10)
  return {
    digest,
    next: digest.confirmedAt && nextDue(digest, now),
    sendings: await sendingsSince(service.db, readerId, since),
  }
}

/**
 * Keeps what a reader wants sent. A new address gets a mail that asks it to confirm, and nothing else
 * before it did.
 *
 * @throws NotFound when there is no such reader; NotReady when no mail can be sent, or when the address
 *   was asked a moment ago: then everything stays as it was
 */
export async function changeDigest(
  service: Service,
  readerId: string,
  settings: DigestSettings,
): Promise<DigestState> {
  const { db } = service
  const now = service.now()
  await getReader(db, readerId)
  mailingOf(service)
  const before = await findDigest(db, readerId)
  const kept = before?.address === settings.address ? before : undefined
  const digest: Digest = {
    ...settings,
    readerId,
    linkId: kept?.linkId ?? service.randomId(),
    confirmedAt: kept?.confirmedAt,
    since: now,
  }
  if (!digest.confirmedAt) await ask(service, digest, { mustAsk: !kept })
  await putDigest(db, digest)
  return digestState(service, readerId)
}

/** @throws NotFound when there is no such reader, or they have no digest */
export async function removeDigest(service: Service, readerId: string): Promise<void> {
  await getReader(service.db, readerId)
  if (!(await deleteDigest(service.db, readerId))) throw new NotFound('the reader has no digest')
}

async function ask(service: Service, digest: Digest, { mustAsk }: { mustAsk: boolean }): Promise<void> {
  const { db } = service
  const now = service.now()
  const { origin, from, send } = mailingOf(service)
  const { address, linkId } = digest
  if (!(await mayAsk(db, address, now, ASK_PAUSE_MS))) {
    // Whoever changes the hour meanwhile has the question in their mailbox.
    if (!mustAsk) return
    throw new NotReady(
      'this address was asked to confirm less than an hour ago: look there, or try again in an hour',
      ASK_PAUSE_MS / 1000,
    )
  }
  const token = await tokenFor(service, 'confirm digest', [linkId])
  const envelope = { to: address, id: `${service.randomId()}@${domainOf(from.address)}`, date: now }
  try {
    await send(confirmationMessage(`${origin}/digest/confirm/${token}`, envelope))
  } catch (error) {
    await neverAsked(db, address, now)
    if (!(error instanceof MailFailed)) throw error
    throw new NotReady(`the mail server did not take the mail to ${address}: ${error.message}`)
  }
}

/** The yes from a mail. @throws NotFound when the link is none, or of an address that was replaced */
export async function confirmByLink(service: Service, token: string): Promise<void> {
  const [linkId] = await fieldsOf(service, 'confirm digest', token)
  if (!(await confirmDigest(service.db, linkId!, service.now())))
    throw new NotFound('this digest is not wanted any more: ask for it again')
}

/** The no from a mail: again and again, it is one. @throws NotFound when the link is none */
export async function stopByLink(service: Service, token: string): Promise<void> {
  const [linkId] = await fieldsOf(service, 'stop digest', token)
  await deleteDigestOfLink(service.db, linkId!)
}

/** What a link in a mail says of a paper. @throws NotFound when it is none, or was revoked */
export async function wordOfLink(
  service: Service,
  token: string,
): Promise<{ readerId: string; paper: Paper; kind: MailedKind }> {
  const { readerId, fields } = await readerOfToken(service, 'say of a paper', token)
  const [paperId, word] = fields
  const paper = await paperNamed(service, paperId!)
  return { readerId, paper, kind: MAILED_KINDS.find((kind) => kind === word)! }
}

/** Says it, as a response to the digest that the paper came with; or takes it back. @throws NotFound as `wordOfLink` */
export async function sayByLink(service: Service, token: string, undo: boolean) {
  const { db } = service
  const word = await wordOfLink(service, token)
  const { readerId, paper, kind } = word
  const at = service.now()
  const listId = await listSentWith(db, readerId, paper.id)
  if (undo) await deleteReaction(db, readerId, paper.id, kind)
  else if (listId) await putResponse(db, readerId, listId, { paperId: paper.id, kind, at })
  else await putReaction(db, readerId, { paperId: paper.id, kind, weight: 1, at })
  return word
}
