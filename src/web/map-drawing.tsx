/**
 * The map as a drawing in SVG: what the page shows where no script draws it, and what is exported.
 *
 * Points of a colour are one path of dots, twelve characters each, so that even 100,000 make a small file.
 */
import type { Library } from '../library.ts'
import { COLOURS } from '../map/colouring.ts'
import { isNamed, isQuiet, type Label, LEVEL_SIZE, linesOf, placeLabels } from '../map/labels.ts'
import { type MapTopic, overviewOf, sampleOf } from '../map/overview.ts'
import { type Screen, sideOf, toScreen, type View } from '../map/view.ts'
import { markedRows } from './map-state.ts'

/** What stands out on a map. Rows. */
export interface Marks {
  /** Leaves of a chosen topic: the others step back. */
  readonly leaves?: ReadonlySet<number>
  readonly found?: readonly number[]
  readonly history?: readonly number[]
  readonly paper?: number
}

export interface MapDrawingProps {
  readonly library: Library
  readonly view: View
  /** Side of the drawing, in its own units. */
  readonly side: number
  /** Points at most. */
  readonly points: number
  /** Width of one, in pixels of the page or, exported, in the drawing's units. */
  readonly dot: number
  readonly marks?: Marks
}

/** The dots, those of each colour in a group of class `c0` to `c7`, or `away`. */
export function Dots({ library, view, side, points, dot, marks }: MapDrawingProps) {
  const screen = { width: side, height: side }
  const { leaves } = library.topics.tree
  const { colours } = overviewOf(library)
  const seen = Array.from(library.cards.keys()).filter((row) =>
    isOn(screen, placeOf(library, view, screen, row)),
  )
  const paths = Array.from({ length: COLOURS + 1 }, () => '')
  const isAway = marks?.leaves
    ? (row: number) => !marks.leaves!.has(leaves[row]!)
    : () => Boolean(marks?.found)
  for (const row of sampleOf(library, seen, points)) {
    const [left, top] = placeOf(library, view, screen, row)
    // An outlier has no leaf, and so no colour.
    paths[isAway(row) ? COLOURS : (colours[leaves[row]!] ?? COLOURS)] +=
      `M${Math.round(left)} ${Math.round(top)}h0`
  }
  return (
    <g class="dots" stroke-width={dot.toFixed(1)}>
      {[COLOURS, ...Array(COLOURS).keys()].map(
        (colour) =>
          paths[colour] && <path class={colour === COLOURS ? 'away' : `c${colour}`} d={paths[colour]} />,
      )}
    </g>
  )
}

export interface NamesProps {
  readonly library: Library
  readonly view: View
  readonly side: number
  /** Of the finer topics' names, in the drawing's units; broad ones are larger. */
  readonly fontSize: number
  /** What stands out: names keep off it, and others step back before a chosen topic's. */
  readonly marks?: Marks
  /** Address of a topic, where names are links. */
  readonly hrefOf?: (id: string) => string
}

/** A letter's width as a share of the font's size, of bold sans-serif letters on average. */
const LETTER = 0.56
const LINE = 1.15

export function Names({ library, view, side, fontSize, marks, hrefOf }: NamesProps) {
  const screen = { width: side, height: side }
  const labels = overviewOf(library)
    .topics.filter(({ topic, level }) => isNamed(level, topic.size))
    .map((own) => ({ ...labelOf(own, view, screen, fontSize), own }))
  const marked = markedRows(marks).map((row) => placeOf(library, view, screen, row))
  const shifts = placeLabels(labels, sideOf(screen, view.zoom), marked)
  const shown = labels.flatMap((label, at) =>
    shifts[at] === undefined ? [] : { ...label, top: Math.round(label.top + shifts[at]) },
  )
  return (
    <g class="names">
      {shown
        .filter((label) => isInside(screen, label))
        .map(({ own: { topic, level, leaves }, left, top, size, lines }) => {
          const text = (
            <text
              class={isQuiet(leaves, marks) ? `${level} quiet` : level}
              font-size={size}
              text-anchor="middle"
            >
              {lines.map((line, at) => (
                <tspan x={left} y={Math.round(top + (at - lines.length / 2 + 0.78) * LINE * size)}>
                  {line}
                </tspan>
              ))}
            </text>
          )
          return hrefOf ? (
            <a href={hrefOf(topic.id)} tabindex={-1}>
              {text}
            </a>
          ) : (
            text
          )
        })}
    </g>
  )
}

function labelOf(
  { topic, level, place: [x, y] }: MapTopic,
  view: View,
  screen: Screen,
  fontSize: number,
): Label & { size: number; lines: string[] } {
  const size = Math.round(10 * fontSize * LEVEL_SIZE[level]) / 10
  const lines = linesOf(topic.label)
  const width = Math.max(...lines.map((line) => line.length)) * LETTER * size
  const height = lines.length * LINE * size
  const [left, top] = toScreen(view, screen, x, y)
  // A name at the edge moves inwards rather than being cut.
  const inside = isOn(screen, [left, top])
    ? Math.max(width / 2 + 4, Math.min(screen.width - width / 2 - 4, left))
    : left
  return { left: Math.round(inside), top: Math.round(top), width, height, size, lines }
}

function placeOf(library: Library, view: View, screen: Screen, row: number): [left: number, top: number] {
  const { places } = library.map
  return toScreen(view, screen, places[2 * row]!, places[2 * row + 1]!)
}

function isOn({ width, height }: Screen, [left, top]: readonly [number, number]): boolean {
  return left >= 0 && left <= width && top >= 0 && top <= height
}

function isInside(screen: Screen, { left, top, height }: Label): boolean {
  return isOn(screen, [left, top - height / 2]) && isOn(screen, [left, top + height / 2])
}

/** What stands out: rings of the history, dots of what was found, and a cross at the paper that was asked for. */
export function MarkedPoints({
  library,
  view,
  side,
  marks: { found = [], history = [], paper } = {},
}: Omit<MapDrawingProps, 'points' | 'dot'>) {
  const screen = { width: side, height: side }
  const marked = (rows: readonly number[], kind: string, radius: number) =>
    rows
      .map((row) => ({ row, place: placeOf(library, view, screen, row) }))
      .filter(({ place }) => isOn(screen, place))
      .map(({ row, place: [left, top] }) => {
        const { id, title } = library.cards[row]!
        return (
          <a href={`/papers/${id}`} tabindex={-1}>
            <circle class={kind} cx={Math.round(left)} cy={Math.round(top)} r={radius}>
              <title>{title}</title>
            </circle>
          </a>
        )
      })
  return (
    <g class="marks">
      {marked(found, 'found', side / 160)}
      {marked(history, 'history', side / 110)}
      {paper !== undefined && marked([paper], 'here', side / 65)}
    </g>
  )
}
