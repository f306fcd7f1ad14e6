/**
 * Digests as the command sees them: something to send, or to look at.
 *
 * As with the papers (corpus.ts), it is the service's door where one runs on the embedded database.
 */
import { type Config, homeOf } from './config.ts'
import { type DigestPreview, previewDigests, type SentDigest, sendDue } from './digest/send.ts'
import type { Service } from './http/service.ts'

export interface Digests {
  /** Sends what is due. @throws NotReady when no mail server is set, or there is no library */
  send(signal?: AbortSignal): Promise<SentDigest[]>
  /** What would be sent now, to every reader with a digest, or to one with or without. @throws NotFound when there is no such reader */
  preview(reader?: string): Promise<DigestPreview[]>
}

export function digestsOf(service: Service, config: Config): Digests {
  return {
    send: (signal) => sendDue(service, signal),
    preview: (reader) => previewDigests(service, { origin: homeOf(config), reader }),
  }
}
