/** What was measured of the methods that are compared. */

/** Each measure's value for one query or reader. */
export type Measures = Readonly<Record<string, number>>

export interface Outcome {
  readonly method: string
  /** One a query or reader, in the same order for every method. */
  readonly measured: readonly Measures[]
}

/** Collects what is measured query by query; methods stand in the order in which they first came. */
export class Outcomes {
  readonly #methods = new Map<string, Measures[]>()

  add(method: string, measures: Measures): void {
    const measured = this.#methods.get(method)
    if (measured) measured.push(measures)
    else this.#methods.set(method, [measures])
  }

  all(): Outcome[] {
    return Array.from(this.#methods, ([method, measured]) => ({ method, measured }))
  }
}

export function valuesOf({ measured }: Outcome, measure: string): number[] {
  return measured.map((measures) => measures[measure]!)
}
