/** What a digest says: papers, why each of them, and what can be said of it by one click. */
import type { Card } from '../card.ts'
import type { DigestPeriod } from '../digest.ts'
import { allowed } from '../feeds/markup.ts'
import type { ToldCause } from '../recommend/why.ts'
import { counted } from '../text/counted.ts'

/** What a mail lets a reader say of a paper. */
export const MAILED_KINDS = ['like', 'save', 'dislike'] as const
export type MailedKind = (typeof MAILED_KINDS)[number]
export const MAILED_LABELS: Readonly<Record<MailedKind, string>> = {
  like: 'Like',
  save: 'Save',
  dislike: 'Not interested',
}

export interface DigestPaper {
  readonly title: string
  /** Date, authors and the like. */
  readonly facts: readonly string[]
  readonly teaser: string
  readonly causes: readonly (ToldCause & { readonly url?: string })[]
  /** Name and text of each. */
  readonly evidence: readonly (readonly [string, string])[]
  readonly url: string
  /** Addresses of the pages that say it. */
  readonly say: Readonly<Record<MailedKind, string>>
}

export interface DigestContents {
  /** `YYYY-MM-DD` */
  readonly day: string
  readonly period: DigestPeriod
  readonly address: string
  readonly papers: readonly DigestPaper[]
  readonly moreUrl: string
  readonly stopUrl: string
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

export function dayText(day: string): string {
  return DAY.format(new Date(day))
}

/** `3 papers for you: the first one's title`, in one line. */
export function subjectOf({ papers }: DigestContents): string {
  return `${counted(papers.length, 'paper')} for you: ${oneLine(papers[0]!.title)}`
}

export function factsOf({ publishedOn, authorCount, organisation }: Card): string[] {
  return [
    publishedOn && dayText(publishedOn),
    authorCount && counted(authorCount, 'author'),
    organisation && oneLine(organisation),
  ].filter((fact): fact is string => Boolean(fact))
}

/** A text on one line, without characters that are none. */
export function oneLine(text: string): string {
  return allowed(text).replace(/\s+/g, ' ').trim()
}
