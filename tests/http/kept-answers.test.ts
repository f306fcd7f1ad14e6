import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { keptAnswers } from '../../src/http/kept-answers.ts'
import { flatLibrary } from '../support/flat-library.ts'

describe('kept answers', () => {
  const library = flatLibrary([{ degrees: 0 }])
  const other = { ...library, id: 'other' }
  /** What is answered to each question in turn, and how often an answer had to be made. */
  const ask = async (
    bytesMax: number,
    questions: readonly [snapshot: typeof library, question: unknown][],
  ) => {
    const kept = keptAnswers(bytesMax)
    let made = 0
    const app = new Hono().get('/:at', (c) => {
      const [snapshot, question] = questions[Number(c.req.param('at'))]!
      return kept.send(c, snapshot, question, async () => JSON.stringify({ question, made: ++made }))
    })
    const answers: unknown[] = []
    for (const at of questions.keys()) {
      const answer = await app.request(`/${at}`)
      expect(answer.headers.get('Content-Type')).toBe('application/json')
      answers.push(await answer.json())
    }
    return { made, answers }
  }

  it('are made twice, kept from then on, and never given to another question', async () => {
    const { made, answers } = await ask(1_000, [
      [library, [1, { limit: 20 }]],
      [library, [1, { limit: 20 }]],
      [library, [1, { limit: 21 }]],
      [library, [1, { limit: 20 }]],
    ])
    expect(made).toBe(3)
    expect(answers[3]).toEqual(answers[1])
    expect(answers[2]).toEqual({ question: [1, { limit: 21 }], made: 3 })
  })

  it('are forgotten with the snapshot that they were made of', async () => {
    const { made } = await ask(1_000, [
      [library, 'a'],
      [library, 'a'],
      [other, 'a'],
      [library, 'a'],
    ])
    expect(made).toBe(4)
  })

  it('are not those of a snapshot that was replaced while they were made', async () => {
    const kept = keptAnswers(1_000)
    const answerOf = async (
      snapshot: typeof library,
      question: string,
      meanwhile?: () => Promise<unknown>,
    ) => {
      const app = new Hono().get('/', (c) =>
        kept.send(c, snapshot, question, async () => {
          await meanwhile?.()
          return JSON.stringify({ snapshot: snapshot.id })
        }),
      )
      return (await app.request('/')).json()
    }
    await answerOf(library, 'a')
    const late = await answerOf(library, 'a', () => answerOf(other, 'b'))
    expect(late).toEqual({ snapshot: library.id })
    for (let i = 0; i < 3; i++) expect(await answerOf(other, 'a')).toEqual({ snapshot: 'other' })
  })

  it('make room for others, the one that was not asked for longest first', async () => {
    // {"question":"a","made":2} has 25 bytes: there is room for two.
    const questions = ['a', 'a', 'b', 'b', 'a', 'c', 'c', 'a', 'b'].map((name): [typeof library, unknown] => [
      library,
      name,
    ])
    const { answers } = await ask(55, questions)
    // "c" takes the room of "b", because "a" was asked for again.
    const made = answers.map((answer) => (answer as { made: number }).made)
    expect(made).toEqual([1, 2, 3, 4, 2, 5, 6, 2, 7])
  })

  it('are sent though they have no room to be kept', async () => {
    const { made, answers } = await ask(5, [
      [library, 'a'],
      [library, 'a'],
      [library, 'a'],
    ])
    expect(made).toBe(3)
    expect(answers[2]).toEqual({ question: 'a', made: 3 })
  })
})
