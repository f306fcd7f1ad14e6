/** The digest of one reader: which papers, why, and the links beside them. */
import { listReactions } from '../db/readers.ts'
import { papersSent } from '../db/sendings.ts'
import type { Digest } from '../digest.ts'
import { urnOf } from '../feeds/document.ts'
import { installationName, readerToken, tokenFor } from '../http/links.ts'
import { readerHistory } from '../http/reader-history.ts'
import { recommendationReply } from '../http/recommendation-reply.ts'
import type { Mailing, Service } from '../http/service.ts'
import type { Library } from '../library.ts'
import type { Message } from '../mail.ts'
import { newestRows } from '../newest.ts'
import { saidOf } from '../reader.ts'
import { strategyOf } from '../recommend/strategies.ts'
import { evidenceOf, toldCauses } from '../recommend/why.ts'
import { plainText } from '../text/plain.ts'
import { teaser } from '../text/teaser.ts'
import { factsOf, MAILED_KINDS, type MailedKind } from './contents.ts'
import { digestMessage } from './message.ts'

/** Twice the time to the next one: what came late is not missed. */
const NEW = { daily: { days: 7, atLeast: 100 }, weekly: { days: 14, atLeast: 100 } }

export interface ComposedDigest {
  readonly message: Message
  /** Best first. */
  readonly paperIds: readonly string[]
  /** Name of what ranked them. */
  readonly strategy: string
}

type Mailed = Pick<Mailing, 'from' | 'origin'>

/**
 * @param day `YYYY-MM-DD`, whose digest it is
 * @returns undefined when no new paper is good enough
 * @throws NotFound when there is no such reader any more
 */
export async function composeDigest(
  service: Service,
  library: Library,
  { from, origin }: Mailed,
  digest: Digest,
  day: string,
): Promise<ComposedDigest | undefined> {
  const { readerId, address, period, count, bar } = digest
  const history = await readerHistory(service, library, readerId)
  const sent = new Set(await papersSent(service.db, readerId))
  const candidates = newestRows(library, NEW[period]).filter((row) => !sent.has(library.cards[row]!.id))
  const { papers } = await recommendationReply(
    library,
    history,
    { question: [], limit: count, bar },
    { candidates },
  )
  if (papers.length === 0) return undefined
  const said = saidOf(await listReactions(service.db, readerId))
  const paperUrl = (id: string) => `${origin}/papers/${id}`
  const say = async (paper: string, kind: MailedKind) =>
    `${origin}/digest/say/${await readerToken(service, 'say of a paper', readerId, [paper, kind])}`
  const told = []
  for (const paper of papers) {
    const [like, save, dislike] = await Promise.all(MAILED_KINDS.map((kind) => say(paper.id, kind)))
    told.push({
      title: plainText(paper.title) || paper.title,
      facts: factsOf(paper),
      teaser: teaser(library.abstractOf(library.rowOf(paper.id)!)),
      causes: toldCauses(paper.because, said).map((cause) => ({
        ...cause,
        url: cause.id && paperUrl(cause.id),
      })),
      evidence: evidenceOf(paper),
      url: paperUrl(paper.id),
      say: { like: like!, save: save!, dislike: dislike! },
    })
  }
  const contents = {
    day,
    period,
    address,
    papers: told,
    moreUrl: `${origin}/for-you`,
    stopUrl: `${origin}/digest/stop/${await tokenFor(service, 'stop digest', [digest.linkId])}`,
  }
  const id = `${urnOf(`digest ${await installationName(service)} ${readerId} ${day}`).slice(9)}@${domainOf(from.address)}`
  return {
    message: digestMessage(contents, { to: address, id, date: service.now() }),
    paperIds: papers.map((paper) => paper.id),
    strategy: strategyOf(history),
  }
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
