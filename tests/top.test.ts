import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Top } from '../src/top.ts'

const order = (a: readonly [number, number], b: readonly [number, number]) => b[0] - a[0] || a[1] - b[1]

describe('the best few', () => {
  it('are the head of the sorted whole, ties and all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 })),
        fc.integer({ min: 0, max: 20 }),
        (values, count) => {
          const items = values.map((value, i) => [value, i] as const)
          const top = new Top(count, order)
          for (const item of items) top.add(item)
          expect(top.sorted()).toEqual([...items].sort(order).slice(0, count))
        },
      ),
      { seed: 1 },
    )
  })
})
