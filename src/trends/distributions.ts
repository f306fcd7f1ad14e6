/**
 * The gamma and the beta distribution.
 *
 * Sources: Abramowitz & Stegun 6.3.5 and 6.3.18 (ψ); Lanczos 1964, https://doi.org/10.1137/0701008 (ln Γ with g = 7 and nine terms);
 * Abramowitz & Stegun 6.5.29 (series), 6.5.31 and 26.5.8 (continued fractions, by Lentz's method)
 */

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]
const PRECISION = 1e-14
const STEPS_MAX = 10_000

/** ln Γ(x) for x > 0, to 1e-13 of it. */
export function lnGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x)
  const t = x + 6.5
  let series = LANCZOS[0]!
  for (let i = 1; i < LANCZOS.length; i++) series += LANCZOS[i]! / (x - 1 + i)
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(series)
}

/** ψ(x) = d/dx ln Γ(x) for x > 0, to 1e-12: by its recurrence up to 10, then its asymptotic series. */
export function digamma(x: number): number {
  let shift = 0
  while (x < 10) shift -= 1 / x++
  const y = 1 / (x * x)
  return (
    shift + Math.log(x) - 0.5 / x - y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y / 132))))
  )
}

/** ln B(a, b) for a, b > 0. */
export function lnBeta(a: number, b: number): number {
  return lnGamma(a) + lnGamma(b) - lnGamma(a + b)
}

/** P(X ≤ x) for X of the gamma distribution with that shape and rate; in [0, 1]. */
export function gammaCdf(x: number, shape: number, rate: number): number {
  const z = x * rate
  if (z <= 0) return 0
  const front = Math.exp(shape * Math.log(z) - z - lnGamma(shape))
  if (z < shape + 1) return Math.min(1, front * lowerSeries(z, shape))
  // Q(a, z) = front · 1/(z + 1 − a − 1·(1 − a)/(z + 3 − a − …))
  const upper = continuedFraction(z + 1 - shape, (n) => [n * (shape - n), z + 2 * n + 1 - shape])
  return Math.max(0, 1 - front * upper)
}

function lowerSeries(z: number, shape: number): number {
  let term = 1 / shape
  let sum = term
  for (let n = 1; n < STEPS_MAX && term > sum * PRECISION; n++) {
    term *= z / (shape + n)
    sum += term
  }
  return sum
}

/** P(X ≤ x) for X of the beta distribution; in [0, 1]. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // The fraction converges fast on this side of the mean.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - lnBeta(a, b)) / a
  const fraction = continuedFraction(1, (n) => {
    const m = n >> 1
    const step =
      n % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    return [step, 1]
  })
  return front * fraction
}

/** 1 / (b₀ + a₁ / (b₁ + a₂ / (b₂ + …))) */
function continuedFraction(first: number, term: (n: number) => readonly [a: number, b: number]): number {
  let c = Number.MAX_VALUE
  let d = 1 / first
  let value = d
  for (let n = 1; n < STEPS_MAX; n++) {
    const [a, b] = term(n)
    d = 1 / (a * d + b)
    c = b + a / c
    value *= c * d
    if (Math.abs(c * d - 1) < PRECISION) break
  }
  return value
}
