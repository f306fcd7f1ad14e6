/** Rows with costs, of which the cheapest is taken first; of equals the lower row. A binary heap. */
export class RowQueue {
  readonly #rows: number[] = []
  readonly #costs: number[] = []

  /** Of the next one; infinite when there is none. */
  get least(): number {
    return this.#costs[0] ?? Number.POSITIVE_INFINITY
  }

  add(row: number, cost: number): void {
    let at = this.#rows.length
    this.#rows.push(row)
    this.#costs.push(cost)
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!this.#comes(at, above)) return
      this.#swap(at, above)
      at = above
    }
  }

  take(): number | undefined {
    const first = this.#rows[0]
    if (first === undefined) return undefined
    this.#swap(0, this.#rows.length - 1)
    this.#rows.pop()
    this.#costs.pop()
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      let least = at
      if (left < this.#rows.length && this.#comes(left, least)) least = left
      if (right < this.#rows.length && this.#comes(right, least)) least = right
      if (least === at) return first
      this.#swap(at, least)
      at = least
    }
  }

  #comes(a: number, b: number): boolean {
    return (
      this.#costs[a]! - this.#costs[b]! < 0 ||
      (this.#costs[a] === this.#costs[b] && this.#rows[a]! < this.#rows[b]!)
    )
  }

  #swap(a: number, b: number): void {
    ;[this.#rows[a], this.#rows[b]] = [this.#rows[b]!, this.#rows[a]!]
    ;[this.#costs[a], this.#costs[b]] = [this.#costs[b]!, this.#costs[a]!]
  }
}
