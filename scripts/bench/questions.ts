/** What the load asks a service: seeded, so that every run asks the same. */
import { seeded, shuffled } from '../../src/random.ts'
import type { Question } from './load.ts'
import { type Collection, snapshotOf } from './places.ts'

const COUNT = 1_000
const LONG_COUNT = 50
const HISTORY = 20
const LONG_HISTORY = 1_000
const QUERY_WORDS = 6

export interface Questions {
  readonly similar: Question[]
  readonly search: Question[]
  readonly recommend: Question[]
  /** From histories as long as a request may bring; none of a smaller collection. */
  readonly recommendLong: Question[]
}

export async function questionsFor(collection: Collection): Promise<Questions> {
  const { cards } = await snapshotOf(collection)
  const papers = shuffled(cards, seeded(1))
  const at = (i: number) => papers[i % papers.length]!
  const idsFrom = (start: number, count: number) => Array.from({ length: count }, (_, k) => at(start + k).id)
  const of = (question: (i: number) => Question) => Array.from({ length: COUNT }, (_, i) => question(i))
  return {
    similar: of((i) => ({ method: 'GET', path: `/v1/papers/${at(i).id}/similar?limit=20` })),
    // The first words of a title: about as much as somebody types.
    search: of((i) => {
      const words = at(i).title.split(/\s+/).slice(0, QUERY_WORDS).join(' ')
      return { method: 'GET', path: `/v1/search?q=${encodeURIComponent(words)}` }
    }),
    recommend: of((i) => recommendFrom(idsFrom(HISTORY * i, HISTORY))),
    recommendLong: Array.from({ length: papers.length < LONG_HISTORY ? 0 : LONG_COUNT }, (_, i) =>
      recommendFrom(idsFrom(LONG_HISTORY * i, LONG_HISTORY)),
    ),
  }
}

const recommendFrom = (positive: readonly string[]): Question => ({
  method: 'POST',
  path: '/v1/recommendations',
  body: JSON.stringify({ positive }),
})
