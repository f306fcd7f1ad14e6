/**
 * A file's bytes as text, with `\n` for every line break.
 *
 * A library exported by an old program is often Latin-1, and one saved by a Windows editor UTF-16
 * without a mark. Read as UTF-8, every name with an accent would be lost, and with it the match.
 */
import { InvalidInput } from '../../errors.ts'

/** Of the first bytes. Latin letters in UTF-16 have a zero in every second byte. */
const ZERO_SHARE_UTF16 = 0.25
const LOOKED_AT_BYTES = 4_000
/** Of the characters. A picture or a PDF has a third. */
const ODD_SHARE_MAX = 0.1

/** @throws InvalidInput when the bytes are no text */
export function decode(bytes: Uint8Array): string {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes).replace(/\r\n?/g, '\n')
  const odd = text.match(/[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffd]/g)?.length ?? 0
  if (odd > text.length * ODD_SHARE_MAX) throw new InvalidInput('the file is no text')
  return text
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, LOOKED_AT_BYTES)
  const zeros = (parity: number) => head.filter((byte, at) => byte === 0 && at % 2 === parity).length
  if (zeros(1) > head.length * ZERO_SHARE_UTF16) return 'utf-16le'
  if (zeros(0) > head.length * ZERO_SHARE_UTF16) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}
