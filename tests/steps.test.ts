import { describe, expect, it } from 'vitest'
import { inOneGo, inTurns, type Steps } from '../src/steps.ts'

describe('work in steps', () => {
  function* counting(told: string[]): Steps<number> {
    for (const step of ['one', 'two']) {
      told.push(step)
      yield
    }
    told.push('three')
    return 3
  }

  it('can be done in one go', () => {
    const told: string[] = []
    expect(inOneGo(counting(told))).toBe(3)
    expect(told).toEqual(['one', 'two', 'three'])
  })

  it('leaves a turn of the event loop to others before each step', async () => {
    const told: string[] = []
    const done = inTurns(counting(told))
    const others = async () => {
      for (let turn = 0; turn < 3; turn++) {
        await new Promise((resolve) => setImmediate(resolve))
        told.push('others')
      }
    }
    await others()
    expect(await done).toBe(3)
    expect(told.filter((who) => who !== 'others')).toEqual(['one', 'two', 'three'])
    expect(told.indexOf('others')).toBeLessThan(told.indexOf('two'))
    expect(told.lastIndexOf('others')).toBeGreaterThan(told.indexOf('two'))
  })

  it('fails as the step that fails', async () => {
    function* failing(): Steps<never> {
      yield
      throw new Error('no more')
    }
    expect(() => inOneGo(failing())).toThrow('no more')
    await expect(inTurns(failing())).rejects.toThrow('no more')
  })
})
