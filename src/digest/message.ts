/** Digests and the question before them as messages, with the headers that mail programs act on. */
import type { Message } from '../mail.ts'
import { type DigestContents, subjectOf } from './contents.ts'
import { confirmationHtml, digestHtml } from './html.tsx'
import { confirmationText, digestText } from './text.ts'

/** What every message of ours has, whatever it says. */
export interface Envelope {
  readonly to: string
  /** `local@domain`: the same for the same message, so that one that comes twice is known as one. */
  readonly id: string
  readonly date: Date
}

/** Nobody's out-of-office note is wanted. Source: RFC 3834, https://www.rfc-editor.org/rfc/rfc3834 */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }

/**
 * The digest with a header by which mail programs unsubscribe in one click: they post to the address,
 * and never ask the reader to come along.
 *
 * Source: RFC 8058, https://www.rfc-editor.org/rfc/rfc8058
 */
export function digestMessage(contents: DigestContents, envelope: Envelope): Message {
  const domain = envelope.id.slice(envelope.id.indexOf('@') + 1)
  return {
    ...envelope,
    subject: subjectOf(contents),
    text: digestText(contents),
    html: digestHtml(contents),
    headers: {
      ...AUTOMATIC,
      'List-Id': `Kindred <digest.${domain}>`,
      'List-Unsubscribe': `<${contents.stopUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }
}

export function confirmationMessage(confirmUrl: string, envelope: Envelope): Message {
  return {
    ...envelope,
    subject: 'Confirm your digest of papers',
    text: confirmationText({ confirmUrl }),
    html: confirmationHtml({ confirmUrl }),
    headers: AUTOMATIC,
  }
}
