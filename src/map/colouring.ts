/**
 * Few colours for many topics, those that touch on the map in different ones.
 *
 * Topics touch where they have papers in the same cell of a grid. The largest chooses first; each takes the colour
 * that is least like those of the topics it touches, the more they do the more it matters.
 */

/** Around the circle of hues: neighbours in number are neighbours in hue. */
export const COLOURS = 8

/** How much alike two colours are, by their distance around the circle. */
const ALIKE = [1, 0.3, 0.05, 0, 0]
const CELLS_ACROSS = 48

/**
 * @param places (n × 2), each in [−1, 1]
 * @param topicOf of each row, its place among the topics, the largest first; −1 for none
 * @returns for each topic a colour from 0 to COLOURS − 1
 */
export function colourTopics(places: Float32Array, topicOf: ArrayLike<number>, topics: number): Uint8Array {
  const touch = touching(places, topicOf, topics)
  const colours = new Uint8Array(topics)
  const used = new Float64Array(COLOURS)
  for (let topic = 0; topic < topics; topic++) {
    const cost = new Float64Array(COLOURS)
    for (const [other, papers] of touch[topic]!) {
      if (other > topic) continue
      for (let colour = 0; colour < COLOURS; colour++)
        cost[colour]! += papers * ALIKE[around(colour, colours[other]!)]!
    }
    let best = 0
    for (let colour = 1; colour < COLOURS; colour++)
      if (cost[colour]! < cost[best]! || (cost[colour] === cost[best] && used[colour]! < used[best]!))
        best = colour
    colours[topic] = best
    used[best]!++
  }
  return colours
}

/** Distance of two colours around the circle, 0 to COLOURS / 2. */
function around(a: number, b: number): number {
  const apart = Math.abs(a - b)
  return Math.min(apart, COLOURS - apart)
}

/** For each topic those that it touches, and the papers of the smaller part in each cell. */
function touching(places: Float32Array, topicOf: ArrayLike<number>, topics: number): Map<number, number>[] {
  const cells = new Map<number, Map<number, number>>()
  const cellOf = (x: number) => Math.min(CELLS_ACROSS - 1, Math.floor(((x + 1) / 2) * CELLS_ACROSS))
  for (let row = 0; row < topicOf.length; row++) {
    const topic = topicOf[row]!
    if (topic < 0) continue
    const cell = cellOf(places[2 * row]!) * CELLS_ACROSS + cellOf(places[2 * row + 1]!)
    const counts = cells.get(cell) ?? new Map<number, number>()
    cells.set(cell, counts.set(topic, (counts.get(topic) ?? 0) + 1))
  }
  const touch = Array.from({ length: topics }, () => new Map<number, number>())
  for (const counts of cells.values())
    for (const [a, own] of counts)
      for (const [b, others] of counts)
        if (a !== b) touch[a]!.set(b, (touch[a]!.get(b) ?? 0) + Math.min(own, others))
  return touch
}
