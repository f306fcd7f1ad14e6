/**
 * Which names of topics are shown at a zoom, so that none covers another and the points can still be seen: broad
 * topics from far, finer ones nearer in.
 *
 * The broad ones and the largest choose first; a name that would cover one already there is left out, and so are all
 * once the names take their share of the map's area, which grows with the zoom. What is chosen does not hang on which
 * part of the map is seen, so nothing comes and goes while the map is moved.
 */

export const LEVELS = ['few', 'usual', 'all'] as const
export type Level = (typeof LEVELS)[number]

/** Of the map's area, for names. */
const SHARE_MAX = 0.25
/** Of the font, beside that of the usual topics' names. */
export const LEVEL_SIZE: Readonly<Record<Level, number>> = { few: 1.25, usual: 1, all: 0.92 }
/** Pixels between two names. */
const GAP = { across: 10, along: 4 }

/** Papers that one of the finest topics needs for its name to say more than a title. */
const SIZE_MIN = 10

/** Whether a topic has a name on the map at all. */
export function isNamed(level: Level, size: number): boolean {
  return level !== 'all' || size >= SIZE_MIN
}

/** Whether a name steps back: before what was found, or because its topic is no part of the chosen one. */
export function isQuiet(
  own: readonly number[],
  { found, leaves }: { found?: unknown; leaves?: ReadonlySet<number> } = {},
): boolean {
  return found !== undefined || (leaves !== undefined && !own.every((leaf) => leaves.has(leaf)))
}

export interface Label {
  /** Pixels of the screen, of its middle. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Heights by which a name may stand above (−) or below its place, where that is taken. */
const SHIFTS = [0, -0.75, 0.75, -1.5, 1.5]
/** Of the map's side: farther off it would name something else. */
const SHIFT_MAX = 0.09

/**
 * @param labels the most important first
 * @param side of the whole map at this zoom, in pixels
 * @param marks what stands out on the map, in pixels, which no name is to cover
 * @returns for each, by how many pixels it is shown below its place; undefined for one that is not shown
 *
 * Cost: labels × those shown and marks.
 */
export function placeLabels(
  labels: readonly Label[],
  side: number,
  marks: readonly (readonly [left: number, top: number])[] = [],
): (number | undefined)[] {
  const shown: Label[] = marks.map(([left, top]) => ({ left, top, width: 0, height: 0 }))
  let room = SHARE_MAX * side ** 2
  return labels.map((label) => {
    const area = label.width * label.height
    if (area > room) room = 0
    if (room === 0) return undefined
    const shift = SHIFTS.filter((heights) => Math.abs(heights) * label.height <= SHIFT_MAX * side).find(
      (heights) => !shown.some((other) => covers(other, lower(label, heights))),
    )
    if (shift === undefined) return undefined
    room -= area
    shown.push(lower(label, shift))
    return shift * label.height
  })
}

function lower(label: Label, heights: number): Label {
  return { ...label, top: label.top + heights * label.height }
}

function covers(a: Label, b: Label): boolean {
  return (
    Math.abs(a.left - b.left) < (a.width + b.width) / 2 + GAP.across &&
    Math.abs(a.top - b.top) < (a.height + b.height) / 2 + GAP.along
  )
}

/** The words of a topic in one line or two of about the same length. */
export function linesOf(label: string): string[] {
  const words = label.split(', ')
  if (words.length === 1 || label.length <= ONE_LINE) return [label]
  const cuts = words
    .slice(1)
    .map((_, at) => [words.slice(0, at + 1).join(', '), words.slice(at + 1).join(', ')])
  const longest = (lines: readonly string[]) => Math.max(...lines.map((line) => line.length))
  const [first, second] = cuts.reduce((best, cut) => (longest(cut) < longest(best) ? cut : best))
  return [`${first},`, second!]
}

/** Characters. */
const ONE_LINE = 18
