/** A part of a whole as people write it. */

/** `62 %`, the two kept together. */
export function percent(share: number): string {
  return `${Math.round(100 * share)}\u00a0%`
}
