import { once } from 'node:events'
import { getPriority } from 'node:os'
import { describe, expect, it } from 'vitest'
import { startThread } from '../src/threads.ts'

describe('a thread of our own', () => {
  it('gives way to the one that started it, where threads can', async () => {
    const before = getPriority()
    const thread = startThread(new URL('./support/telling-thread.ts', import.meta.url), undefined)
    const [niceness] = await once(thread, 'message')
    expect(niceness).toBe(process.platform === 'linux' ? 10 : before)
    expect(getPriority()).toBe(before)
  })
})
