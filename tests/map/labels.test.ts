import { describe, expect, it } from 'vitest'
import { linesOf, placeLabels } from '../../src/map/labels.ts'

/** 100 wide and 20 high: with the gaps two of them are apart from 110 across or 24 along. */
const at = (left: number, top: number) => ({ left, top, width: 100, height: 20 })
const ROOM = 10_000

describe('names on the map', () => {
  it('stand in their places where nothing covers them', () => {
    expect(placeLabels([at(0, 0), at(110, 0), at(0, 24)], ROOM)).toEqual([0, 0, 0])
  })

  it('give way by three quarters of their height, or one and a half, up before down, and then are left out', () => {
    // In the same place five times: shifts of 0, then -30 and 30 are the nearest that are 24 apart from it.
    expect(placeLabels(Array(4).fill(at(0, 0)), ROOM)).toEqual([0, -30, 30, undefined])
    // Ten below the first: 15 lower it is 25 apart, 15 higher only 5.
    expect(placeLabels([at(0, 0), at(0, 10)], ROOM)).toEqual([0, 15])
    expect(placeLabels([at(0, 0), at(0, -10)], ROOM)).toEqual([0, -15])
  })

  it('do not give way by more than 9 % of the map, where they would name something else', () => {
    // 9 % of 340 is 30.6, so that 15 is near enough and 30 just so; of 300 it is 27, and of 150 13.5.
    expect(placeLabels(Array(3).fill(at(0, 0)), 340)).toEqual([0, -30, 30])
    expect(placeLabels(Array(3).fill(at(0, 0)), 300)).toEqual([0, undefined, undefined])
    expect(placeLabels([at(0, 0), at(0, 10)], 150)).toEqual([0, undefined])
  })

  it('keep off what stands out', () => {
    // 10 high half of it and 4 between: a mark is covered from less than 14 along, so 15 lower is enough for one 0 away.
    expect(placeLabels([at(0, 0)], ROOM, [[0, 0]])).toEqual([-15])
    expect(placeLabels([at(0, 0)], ROOM, [[61, 0]])).toEqual([0])
    expect(
      placeLabels([at(0, 0)], ROOM, [
        [0, -15],
        [0, 0],
        [0, 15],
        [0, 30],
        [0, -30],
      ]),
    ).toEqual([undefined])
  })

  it('take at most a quarter of the map, the first ones', () => {
    // A quarter of 200² is 10,000; each takes 2,000.
    const apart = [0, 1, 2, 3, 4, 5, 6].map((n) => at(0, 100 * n))
    expect(placeLabels(apart, 200)).toEqual([0, 0, 0, 0, 0, undefined, undefined])
    expect(placeLabels(apart, 300)).toEqual([0, 0, 0, 0, 0, 0, 0])
  })

  it('never cover one another', () => {
    const many = Array.from({ length: 300 }, (_, n) => at((n * 37) % 700, (n * 53) % 500))
    const shown = placeLabels(many, ROOM).flatMap((shift, n) =>
      shift === undefined ? [] : { ...many[n]!, top: many[n]!.top + shift },
    )
    expect(shown.length).toBeGreaterThan(40)
    for (const a of shown)
      for (const b of shown)
        if (a !== b) expect(Math.abs(a.left - b.left) < 110 && Math.abs(a.top - b.top) < 24).toBe(false)
  })

  it('are broken into two lines of about one length where they are long', () => {
    expect(linesOf('Graph, Edges, Node')).toEqual(['Graph, Edges, Node'])
    expect(linesOf('Robot, Control, Reinforcement Learning')).toEqual([
      'Robot, Control,',
      'Reinforcement Learning',
    ])
    expect(linesOf('Reinforcement Learning, Robot, Control')).toEqual([
      'Reinforcement Learning,',
      'Robot, Control',
    ])
    expect(linesOf('Incomprehensibilities')).toEqual(['Incomprehensibilities'])
  })
})
