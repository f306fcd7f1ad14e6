/** The digest: what a reader wants sent, and what can become of one that is due. */

export const PERIODS = ['daily', 'weekly'] as const
export type DigestPeriod = (typeof PERIODS)[number]

export interface Schedule {
  readonly period: DigestPeriod
  /** Of a weekly one: 1 for Monday to 7 for Sunday. */
  readonly weekday: number
  /** 0 to 23. */
  readonly hour: number
  /** `Europe/Vienna` */
  readonly timeZone: string
  /** Since when it is as it is: what would have been due before is not made up for. */
  readonly since: Date
}

export interface Digest extends Schedule {
  readonly readerId: string
  /** Stands for it in links; 32 hex digits that can't be guessed. */
  readonly linkId: string
  readonly address: string
  /** Absent until somebody at the address said yes; until then nothing else is sent there. */
  readonly confirmedAt?: Date
  /** At most so many papers. */
  readonly count: number
  /** Papers less probable than this are left out, in [0, 1]. */
  readonly bar: number
}

/**
 * claimed: a process is at work on it. failed: to be tried again. handed over: its last line went
 * out, and it may have arrived. sent: the mail server has it. nothing: no paper was good enough.
 * refused: the server will never take it. given up: it failed too often.
 */
export const SENDING_STATES = [
  'claimed',
  'failed',
  'handed over',
  'sent',
  'nothing',
  'refused',
  'given up',
] as const
export type SendingState = (typeof SENDING_STATES)[number]

export interface Sending {
  /** `YYYY-MM-DD`, where the reader lives. */
  readonly day: string
  readonly state: SendingState
  /** The list that was sent. */
  readonly listId?: string
  readonly error?: string
}

/** Unless a reader says otherwise: a few papers every morning. */
export const USUAL_DIGEST = {
  period: 'daily',
  weekday: 1,
  hour: 8,
  timeZone: 'UTC',
  count: 5,
  /** Three liked papers of the sample page leave four of it above this. */
  bar: 0.005,
} as const
