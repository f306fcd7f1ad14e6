/** Line plots as SVG, both axes in powers of ten, readable on light and dark. */

export interface Series {
  readonly name: string
  /** x and y above 0, in order of x. */
  readonly points: readonly (readonly [x: number, y: number])[]
}

export interface Plot {
  readonly title: string
  readonly x: string
  readonly y: string
  readonly series: readonly Series[]
}

const WIDTH = 680
const HEIGHT = 400
const EDGE = { left: 70, right: 190, top: 40, bottom: 50 }
/** Distinct also for those who see no red or no green (Okabe & Ito 2008), and on black and white. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00']
const STYLE =
  'text{font:12px system-ui,sans-serif;fill:#222}.axis{stroke:#8888}.title{font-size:14px;font-weight:600}@media(prefers-color-scheme:dark){text{fill:#ddd}}'

export function plotSvg({ title, x, y, series }: Plot): string {
  const all = series.flatMap(({ points }) => points)
  const [xs, ys] = [axis(all.map(([value]) => value)), axis(all.map(([, value]) => value))]
  const across = (value: number) => EDGE.left + place(value, xs) * (WIDTH - EDGE.left - EDGE.right)
  const up = (value: number) => HEIGHT - EDGE.bottom - place(value, ys) * (HEIGHT - EDGE.top - EDGE.bottom)
  const right = WIDTH - EDGE.right
  const floor = HEIGHT - EDGE.bottom
  const grid = [
    ...powers(xs).flatMap((value) => [
      `<path class="axis" d="M${across(value)} ${EDGE.top}V${floor}"/>`,
      `<text x="${across(value)}" y="${floor + 18}" text-anchor="middle">${label(value)}</text>`,
    ]),
    ...powers(ys).flatMap((value) => [
      `<path class="axis" d="M${EDGE.left} ${up(value)}H${right}"/>`,
      `<text x="${EDGE.left - 8}" y="${up(value) + 4}" text-anchor="end">${label(value)}</text>`,
    ]),
  ]
  const lines = series.flatMap(({ name, points }, i) => {
    const colour = COLOURS[i % COLOURS.length]
    return [
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.map(([px, py]) => `${across(px)},${up(py)}`).join(' ')}"/>`,
      ...points.map(
        ([px, py]) =>
          `<circle r="3.5" fill="${colour}" cx="${across(px)}" cy="${up(py)}"><title>${escaped(name)}: ${px}, ${py}</title></circle>`,
      ),
      `<path stroke="${colour}" stroke-width="3" d="M${right + 12} ${EDGE.top + 10 + 20 * i}h14"/>`,
      `<text x="${right + 32}" y="${EDGE.top + 14 + 20 * i}">${escaped(name)}</text>`,
    ]
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}"><style>${STYLE}</style>`,
    `<text class="title" x="${EDGE.left}" y="22">${escaped(title)}</text>`,
    ...grid,
    ...lines,
    `<text x="${(EDGE.left + right) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${escaped(x)}</text>`,
    `<text transform="translate(16 ${(EDGE.top + floor) / 2}) rotate(-90)" text-anchor="middle">${escaped(y)}</text>`,
    '</svg>',
  ].join('\n')
}

interface Axis {
  readonly from: number
  readonly to: number
}

/** Whole powers of ten around the values. */
function axis(values: readonly number[]): Axis {
  const from = Math.floor(Math.log10(Math.min(...values)))
  const to = Math.ceil(Math.log10(Math.max(...values)))
  return { from, to: Math.max(to, from + 1) }
}

const place = (value: number, { from, to }: Axis) => (Math.log10(value) - from) / (to - from)
const powers = ({ from, to }: Axis) => Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i))
const label = (value: number) =>
  value >= 1 ? value.toLocaleString('en') : String(Number(value.toPrecision(1)))
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
