import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../src/errors.ts'
import { parseRule, ruleEffect, withRules } from '../../src/recommend/rules.ts'
import { flatLibrary } from '../support/flat-library.ts'

const rule = (text: string) => ({ id: text, text })

describe('a rule in plain words', () => {
  it('is “less” or “more” of something, or words that mean the same', () => {
    expect(parseRule('less benchmarks')).toEqual({ sign: -1, subject: 'benchmarks' })
    expect(parseRule(' No surveys ')).toEqual({ sign: -1, subject: 'surveys' })
    expect(parseRule('More learning theory')).toEqual({ sign: 1, subject: 'learning theory' })
    for (const text of ['benchmarks', 'less', 'less the', 'lessbenchmarks', `more ${'x'.repeat(101)}`])
      expect(() => parseRule(text), text).toThrow(InvalidInput)
  })
})

describe('what a rule does', () => {
  // Two papers say “benchmark”, at 0° and 10°; a third at 5° means it in other words; two lie opposite.
  const library = flatLibrary([
    { degrees: 0, title: 'A benchmark of models' },
    { degrees: 10, title: 'Another benchmark' },
    { degrees: 5, title: 'A suite of tests' },
    { degrees: 180, title: 'Quantum cheese' },
    { degrees: 185, title: 'Cheese again' },
  ])
  const effect = ruleEffect(library, rule('less benchmarks'))

  it('moves papers that say it down by the cap, and those that mean it likewise', () => {
    expect(effect.matchCount).toBe(2)
    expect(effect.of(0)).toBeGreaterThanOrEqual(-1)
    expect(effect.of(1)).toBe(-1)
    // The direction is the mean of both papers, from which the third is no farther than they are.
    expect(effect.of(2)).toBe(-1)
    for (const far of [3, 4]) expect(effect.of(far)).toBe(-0)
  })

  it('lifts what it wants more of by as much', () => {
    const more = ruleEffect(library, rule('more benchmarks'))
    for (const at of [0, 1, 2, 3, 4]) expect(more.of(at) + effect.of(at)).toBe(0)
  })

  it('moves nothing when no paper says its subject', () => {
    const nothing = ruleEffect(library, rule('less xylophones'))
    expect(nothing.matchCount).toBe(0)
    for (const at of [0, 1, 2, 3, 4]) expect(nothing.of(at)).toBe(-0)
  })

  it('reorders candidates, and many rules together by no more than their cap', () => {
    const candidates = [0, 1, 2, 3, 4].map((row) => ({ row, score: 1 }))
    expect(
      withRules(candidates, [effect])
        .map(({ row }) => row)
        .slice(0, 2),
    ).toEqual([3, 4])
    const [worst] = withRules(candidates, [effect, effect, effect, effect]).toReversed()
    // Four times −1 is cut to −2.
    expect(worst!.score).toBe(-1)
    expect(withRules(candidates, [])).toEqual(candidates)
  })
})
