/**
 * The errors that a caller can mend. Anything else that is thrown is a bug.
 *
 * Each message says what was asked and what to do about it, in one line, because the same text
 * stands in a terminal and in a problem document. http/problems.ts alone turns them into
 * statuses, and scripts/run.ts alone into exit codes.
 */

/** Nothing has that name. `nearest` are titles the caller may have meant. */
export class NotFound extends Error {
  override readonly name = 'NotFound'
  readonly nearest: readonly { id: string; title: string }[]
  constructor(message: string, nearest: readonly { id: string; title: string }[] = []) {
    super(message)
    this.nearest = nearest
  }
}

/** The request can't be understood or kept. `field` names the part to mend, when there is one. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput'
  readonly field: string | undefined
  constructor(message: string, field?: string) {
    super(message)
    this.field = field
  }
}

/** It was valid once and is not any more: a cursor whose snapshot has been replaced. */
export class Expired extends Error {
  override readonly name = 'Expired'
}

/** Right question, wrong time: something has to be made, started or freed first. */
export class NotReady extends Error {
  override readonly name = 'NotReady'
  readonly retryAfterSeconds: number | undefined
  constructor(message: string, retryAfterSeconds?: number) {
    super(message)
    this.retryAfterSeconds = retryAfterSeconds
  }
}
