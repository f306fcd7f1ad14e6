import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keysOf, rowFinder } from '../../src/index/keys.ts'

describe('keys', () => {
  it('are the first 64 bits of ids that rise', () => {
    const { numbers, lasting } = keysOf([
      '0000000000000001ffff',
      '00000001000000000000',
      'ffffffffffffffff0000',
    ])
    expect([...numbers]).toEqual([1n, 2n ** 32n, 2n ** 64n - 1n])
    expect(lasting).toBe(true)
  })

  it('are the rows where ids are no hex digits, do not rise, or begin alike', () => {
    const [a, b] = ['00000000000000aa00', '00000000000000bb00']
    for (const ids of [
      ['paper-1', 'paper-2'],
      [b, a],
      [a, `${a}1`],
    ])
      expect(keysOf(ids)).toEqual({ numbers: BigUint64Array.of(0n, 1n), lasting: false })
  })

  it('lead back to their rows', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { maxLength: 50 }), (found) => {
        const sorted = BigUint64Array.from(found).sort()
        const rowsOf = rowFinder({ numbers: sorted, lasting: true })
        expect([...rowsOf(sorted)]).toEqual([...sorted.keys()])
      }),
    )
  })
})
