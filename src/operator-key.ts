/**
 * What lets whoever runs the service do on its pages what readers may not: given out by a command, which only they can
 * run, because a service has no accounts; it ends by itself.
 */
import { readToken, signToken } from './signed-link.ts'

/** In a link from the terminal, and then in the cookie of the browser that followed it. */
export type OperatorPurpose = 'operator link' | 'operator cookie'

/** How long each is good for. A link stays in the terminal and in the browser's history; a cookie does not. */
export const GOOD_FOR_SECONDS: Readonly<Record<OperatorPurpose, number>> = {
  'operator link': 15 * 60,
  'operator cookie': 3600,
}

const seconds = (date: Date) => Math.floor(date.getTime() / 1000)

/** @param key of the installation, 32 bytes */
export function makeOperatorKey(key: Uint8Array, purpose: OperatorPurpose, now: Date): string {
  return signToken(key, purpose, [String(seconds(now) + GOOD_FOR_SECONDS[purpose])])
}

/** Whether it was made by this key for this purpose, and has not ended. */
export function isOperatorKey(key: Uint8Array, purpose: OperatorPurpose, made: string, now: Date): boolean {
  const [until] = readToken(key, purpose, made) ?? []
  return until !== undefined && seconds(now) < Number(until)
}
