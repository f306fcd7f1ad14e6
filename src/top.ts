/** The best few of many, without sorting the many. */

/**
 * Keeps the `count` best of what it is given, in a binary heap whose root is the worst one kept.
 * Adding n items costs n comparisons with the root and, for the few that enter, log₂ count more.
 */
export class Top<T> {
  readonly #count: number
  readonly #order: (a: T, b: T) => number
  readonly #heap: T[] = []

  /** @param order negative when `a` is better than `b`; total, or ties would depend on the order of arrival */
  constructor(count: number, order: (a: T, b: T) => number) {
    this.#count = count
    this.#order = order
  }

  get full(): boolean {
    return this.#heap.length >= this.#count
  }

  /** The worst item kept; what can't beat it need not be offered. */
  get worst(): T | undefined {
    return this.#heap[0]
  }

  add(item: T): void {
    const heap = this.#heap
    if (heap.length < this.#count) {
      heap.push(item)
      this.#rise(heap.length - 1)
    } else if (this.#count > 0 && this.#order(item, heap[0]!) < 0) {
      heap[0] = item
      this.#sink(0)
    }
  }

  /** Best first. */
  sorted(): T[] {
    return [...this.#heap].sort(this.#order)
  }

  #rise(at: number): void {
    const heap = this.#heap
    const item = heap[at]!
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#order(heap[parent]!, item) > 0) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = item
  }

  #sink(at: number): void {
    const heap = this.#heap
    const item = heap[at]!
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && this.#order(heap[child + 1]!, heap[child]!) > 0) child++
      if (this.#order(item, heap[child]!) > 0) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = item
  }
}
