/**
 * How well a map keeps who is near to whom, point by point.
 *
 * Trustworthiness: that the neighbours on the map are neighbours in truth. Continuity: that the true ones are there on
 * the map. Both go from 0 to 1, and one who is wrongly near or missing counts the more, the farther off it is.
 *
 * Source: Venna & Kaski 2001, Neighborhood preservation in nonlinear projection methods, https://doi.org/10.1007/3-540-44668-0_68
 */

export interface MapQuality {
  readonly trustworthiness: number
  readonly continuity: number
  /** Share of the nearest k that are among the nearest k on the map. */
  readonly recall: number
}

/** For each row its rank by distance from a row, 1 for the nearest, ties by row; 0 for the row itself. Cost: one sort. */
export function ranksFrom(distances: ArrayLike<number>, own: number): Uint32Array {
  const others = Uint32Array.from({ length: distances.length - 1 }, (_, at) => (at < own ? at : at + 1))
  others.sort((a, b) => distances[a]! - distances[b]! || a - b)
  const ranks = new Uint32Array(distances.length)
  others.forEach((row, at) => {
    ranks[row] = at + 1
  })
  return ranks
}

/**
 * Of one point, whose mean over all points is the measure of the map.
 *
 * @param ranks of all rows from it, as `ranksFrom` gives them
 * @param k less than half of the others
 */
export function qualityAt(ranks: Uint32Array, ranksOnMap: Uint32Array, k: number): MapQuality {
  let [tooNear, tooFar, kept] = [0, 0, 0]
  for (let row = 0; row < ranks.length; row++) {
    const [truly, onMap] = [ranks[row]!, ranksOnMap[row]!]
    if (truly === 0) continue
    if (onMap <= k && truly <= k) kept++
    else if (onMap <= k) tooNear += truly - k
    else if (truly <= k) tooFar += onMap - k
  }
  const worst = (k * (2 * ranks.length - 3 * k - 1)) / 2
  return { trustworthiness: 1 - tooNear / worst, continuity: 1 - tooFar / worst, recall: kept / k }
}
