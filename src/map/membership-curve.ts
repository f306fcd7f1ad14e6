/**
 * How near two points of the map must be to count as neighbours:
 *
 *   membership(d) = 1 / (1 + a d^(2b))
 *
 * with a and b such that it follows 1 up to `minDist` and e^−(d − minDist) beyond, which keeps points about
 * `minDist` apart.
 *
 * Source: McInnes, Healy & Melville 2018, UMAP, https://arxiv.org/abs/1802.03426, definition 11
 */

export interface MembershipCurve {
  readonly a: number
  readonly b: number
}

/** Distances at which the curves are compared, evenly from 0 to 3. */
const SAMPLES = 300
const FARTHEST = 3
const STEPS = 30

/**
 * Least squares by Gauss and Newton.
 * @param minDist in [0, 1]
 */
export function membershipCurve(minDist: number): MembershipCurve {
  let logA = 0
  let b = 1
  for (let step = 0; step < STEPS; step++) {
    // Normal equations of two unknowns, log a and b, so that a stays positive.
    let aa = 0
    let ab = 0
    let bb = 0
    let aRest = 0
    let bRest = 0
    for (let i = 1; i < SAMPLES; i++) {
      const d = (FARTHEST * i) / (SAMPLES - 1)
      const wanted = d < minDist ? 1 : Math.exp(minDist - d)
      const power = Math.exp(logA) * d ** (2 * b)
      const found = 1 / (1 + power)
      const byLogA = -power * found * found
      const byB = byLogA * 2 * Math.log(d)
      const rest = wanted - found
      aa += byLogA * byLogA
      ab += byLogA * byB
      bb += byB * byB
      aRest += byLogA * rest
      bRest += byB * rest
    }
    const determinant = aa * bb - ab * ab
    logA += (bb * aRest - ab * bRest) / determinant
    b += (aa * bRest - ab * aRest) / determinant
  }
  return { a: Math.exp(logA), b }
}
