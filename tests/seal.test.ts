import { describe, expect, it } from 'vitest'
import { seal, unseal } from '../src/seal.ts'

const KEY = new Uint8Array(32).fill(7)
const NONCE = new Uint8Array(12).fill(1)
const sealed = seal(KEY, 'reader', 'who I am', NONCE)

describe('a seal', () => {
  it('is opened by the key and for the purpose that it was made for', () => {
    expect(unseal(KEY, 'reader', sealed)).toBe('who I am')
    expect(unseal(new Uint8Array(32).fill(8), 'reader', sealed)).toBeUndefined()
    expect(unseal(KEY, 'something else', sealed)).toBeUndefined()
  })

  it('shows nothing of what it holds', () => {
    expect(Buffer.from(sealed, 'base64url').includes('who')).toBe(false)
    expect(sealed).toMatch(/^[0-9A-Za-z_-]+$/)
  })

  it('is refused when any of its bytes was changed, or some are missing', () => {
    const bytes = Buffer.from(sealed, 'base64url')
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes)
      changed[at]! ^= 1
      expect(unseal(KEY, 'reader', changed.toString('base64url'))).toBeUndefined()
      expect(unseal(KEY, 'reader', bytes.subarray(0, at).toString('base64url'))).toBeUndefined()
    }
    expect(unseal(KEY, 'reader', 'a'.repeat(10_000))).toBeUndefined()
  })
})
