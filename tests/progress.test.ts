import { describe, expect, it } from 'vitest'
import { progressLine, showProgress } from '../src/progress.ts'

const options = { label: 'embedding', total: 82, unit: 'papers' }

describe('progress', () => {
  it('tells share, rate and time left', () => {
    // 41 of 82 in 2 s: half the bar, 20.5 a second, 2 s left.
    expect(progressLine(options, 41, 2)).toBe(
      'embedding  ████████████░░░░░░░░░░░░ 41/82 papers  21/s  0:02 left',
    )
  })

  it('tells how long it took at the end', () => {
    expect(progressLine({ ...options, total: 100_000 }, 100_000, 3_725)).toBe(
      'embedding  ████████████████████████ 100,000/100,000 papers  27/s  in 1:02:05',
    )
  })

  it('is a whole bar when there is nothing to do', () => {
    expect(progressLine({ ...options, total: 0 }, 0, 0)).toContain('████████████████████████ 0/0')
  })

  it('writes a line every five seconds where nobody watches', () => {
    let clockMs = 0
    const written: string[] = []
    const stream = {
      isTTY: false,
      write: (text: string) => written.push(text),
    } as unknown as NodeJS.WriteStream
    const progress = showProgress({ ...options, stream, now: () => clockMs })
    for (let done = 1; done <= 82; done++) {
      clockMs += 100
      progress.update(done)
    }
    progress.finish()
    // After 5 s, and at the end after 8.2 s.
    expect(written).toHaveLength(2)
    expect(written[0]).toMatch(/50\/82 papers {2}10\/s {2}0:03 left\n$/)
  })
})
