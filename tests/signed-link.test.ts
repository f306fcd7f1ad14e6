import { describe, expect, it } from 'vitest'
import { readToken, signToken } from '../src/signed-link.ts'

const key = new Uint8Array(32).fill(7)
const fields = ['0123456789abcdef0123456789abcdef', 'a_b-C']
const token = signToken(key, 'recommendations feed', fields)

describe('a signed link', () => {
  it('is signed as OpenSSL signs it', () => {
    // printf 'recommendations feed\0%s' 0123456789abcdef0123456789abcdef.a_b-C |
    //   openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf '07%.0s' $(seq 32)) -binary | basenc --base64url
    expect(token).toBe('0123456789abcdef0123456789abcdef.a_b-C.K4BxE-YyPPlC3RtWbenFrXvAfd-xvqug-dxPiBASNVQ')
  })

  it('gives its fields back', () => {
    expect(readToken(key, 'recommendations feed', token)).toEqual(fields)
  })

  it('opens nothing that it was not made for', () => {
    expect(readToken(key, 'search feed', token)).toBeUndefined()
  })

  it('is worth nothing under another key', () => {
    expect(readToken(new Uint8Array(32).fill(8), 'recommendations feed', token)).toBeUndefined()
  })

  it('does not survive a change of any one character', () => {
    for (let at = 0; at < token.length; at++) {
      for (const other of ['A', 'B', '.']) {
        if (token[at] === other) continue
        const changed = token.slice(0, at) + other + token.slice(at + 1)
        expect(readToken(key, 'recommendations feed', changed), changed).toBeUndefined()
      }
    }
  })

  it('is not cut, lengthened, or made of something else', () => {
    const others = ['', '.', '…', token.slice(0, -1), `${token}=`, `${token}.`, 'x'.repeat(100_000)]
    for (const other of others) expect(readToken(key, 'recommendations feed', other)).toBeUndefined()
  })

  it('has no field that could pass for two', () => {
    for (const field of ['a.b', '', 'ä', 'a/b', 'a\0b'])
      expect(() => signToken(key, 'search feed', [field])).toThrow(RangeError)
  })
})
