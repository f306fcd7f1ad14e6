/**
 * A text that nobody but this installation can read or make: for what a browser keeps for us.
 *
 * AES-256-GCM, so that a changed one is refused, with a random nonce, so that two of the same text differ; its key is
 * derived from the installation's, so that this key is used for nothing else.
 *
 * Sources: NIST SP 800-38D, https://doi.org/10.6028/NIST.SP.800-38D; RFC 5869 (HKDF)
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
export const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Longer than any of ours, so that nobody makes us decrypt a megabyte. */
const LENGTH_MAX = 400

/**
 * @param key of the installation, 32 bytes
 * @param purpose what it is for: opened for another, it is refused
 * @param nonce 12 bytes that were never used before
 * @returns in base64url: nonce, ciphertext, tag
 */
export function seal(key: Uint8Array, purpose: string, text: string, nonce: Uint8Array): string {
  const cipher = createCipheriv(CIPHER, derived(key, purpose), nonce)
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  )
}

/** What was sealed by this key for this purpose; undefined for anything else. */
export function unseal(key: Uint8Array, purpose: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  if (sealed.length > LENGTH_MAX || bytes.length < NONCE_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv(CIPHER, derived(key, purpose), bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return (
      decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    )
  } catch {
    // Sealed by another key, or changed on the way.
    return undefined
  }
}

function derived(key: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, '', purpose, 32))
}
