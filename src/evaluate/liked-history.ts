/** The history of a reader of an evaluation: a set of papers, all liked alike and at one time. */
import type { Library } from '../library.ts'
import { type History, historyOf } from '../recommend/history.ts'
import { sideOf } from '../recommend/sides.ts'
import { type TextScore, textScore } from '../recommend/text-score.ts'

const READ_AT = new Date(0)

/** @param reader their name among the readings, which then say nothing of them */
export function likedHistory(library: Library, rows: readonly number[], reader?: number): History {
  const reactions = rows.map((row) => ({
    paperId: library.cards[row]!.id,
    kind: 'like' as const,
    weight: 1,
    at: READ_AT,
  }))
  return { ...historyOf(library, reactions), reader: reader === undefined ? undefined : `${reader}` }
}

/** What their texts say of any paper. */
export async function likedTextScore(library: Library, rows: readonly number[]): Promise<TextScore> {
  const history = likedHistory(library, rows)
  const [positive, negative] = [
    await sideOf(library, history, 'positive'),
    await sideOf(library, history, 'negative'),
  ]
  return textScore(library, positive, negative)
}
