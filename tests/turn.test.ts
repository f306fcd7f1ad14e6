import { describe, expect, it } from 'vitest'
import { nextTurn } from '../src/turn.ts'

describe('turns of the event loop', () => {
  it('come one by one, in the order asked for, with others’ work in between', async () => {
    const order: string[] = []
    const worker = async (name: string) => {
      await nextTurn()
      order.push(name)
      setImmediate(() => order.push(`after ${name}`))
    }
    await Promise.all(['a', 'b', 'c'].map(worker))
    await new Promise((resolve) => setImmediate(resolve))
    expect(order).toEqual(['a', 'after a', 'b', 'after b', 'c', 'after c'])
  })
})
