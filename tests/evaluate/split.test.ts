import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitsOf } from '../../src/evaluate/split.ts'

const library = fc.uniqueArray(fc.nat(20_000), { minLength: 2, maxLength: 60 })

describe('splitsOf', () => {
  it('hides a fifth, at least one, and shows all the rest and nothing else', () => {
    fc.assert(
      fc.property(library, fc.nat(5_551), (items, reader) => {
        const [split] = splitsOf([{ reader, items }])
        expect(split!.hidden.size).toBe(Math.max(1, Math.floor(items.length / 5)))
        expect([...split!.visible, ...split!.hidden].sort()).toEqual([...items].sort())
        expect(split!.visible.some((item) => split!.hidden.has(item))).toBe(false)
      }),
      { seed: 1 },
    )
  })

  it('splits a reader the same way again, whoever stands beside them', () => {
    fc.assert(
      fc.property(library, library, (items, others) => {
        const alone = splitsOf([{ reader: 8, items }])[0]
        expect(
          splitsOf([
            { reader: 3, items: others },
            { reader: 8, items },
          ])[1],
        ).toEqual(alone)
      }),
      { seed: 1 },
    )
  })

  it('splits two readers of the same papers differently, and by the seed', () => {
    const items = Array.from({ length: 50 }, (_, at) => at)
    const [a, b] = splitsOf([
      { reader: 1, items },
      { reader: 2, items },
    ])
    expect(a!.visible).not.toEqual(b!.visible)
    expect(splitsOf([{ reader: 1, items }], 2)[0]!.visible).not.toEqual(a!.visible)
  })
})
