/** The names of topics over the points, as links; which are shown hangs on the zoom, where they stand on the view. */
import { isNamed, isQuiet, type Label, LEVEL_SIZE, linesOf, placeLabels } from '../../map/labels.ts'
import { type Screen, scaleOf, sideOf, toScreen, type View } from '../../map/view.ts'
import type { MapState } from '../map-state.ts'
import type { TopicOnMap } from './map-data.ts'

const LINE = 1.15
/** At this zoom and below, a name that would stick out of the map moves inwards. */
const WHOLE_TO = 1.2
const EDGE = 6

interface Name {
  readonly topic: TopicOnMap
  readonly width: number
  readonly height: number
  isQuiet: boolean
  element?: HTMLAnchorElement
}

export interface Names {
  /** Has names step back before what the map is to show, and keep off it. @param marked places of the map */
  show(state: MapState, marked: readonly (readonly [x: number, y: number])[]): void
  draw(view: View, screen: Screen): void
}

export function openNames(layer: HTMLElement, topics: readonly TopicOnMap[]): Names {
  const names = measured(
    layer,
    topics.filter(({ level, size }) => isNamed(level, size)),
  )
  /** With the pixels by which each stands beside its place. */
  let shown: { name: Name; inwards: number; down: number }[] = []
  let placedFor = ''
  let marked: readonly (readonly [number, number])[] = []

  /** Chooses for a zoom, as seen from the middle of the map. */
  const place = (zoom: number, screen: Screen) => {
    const fromMiddle = { x: 0, y: 0, zoom }
    const labels = names.map(({ topic: { place }, width, height }): Label & { inwards: number } => {
      const [left, top] = toScreen(fromMiddle, screen, ...place)
      const room = screen.width - width / 2 - EDGE
      const inside = zoom > WHOLE_TO ? left : Math.max(width / 2 + EDGE, Math.min(room, left))
      return { left: inside, top, width, height, inwards: inside - left }
    })
    const shifts = placeLabels(
      labels,
      sideOf(screen, zoom),
      marked.map((place) => toScreen(fromMiddle, screen, ...place)),
    )
    const before = new Set(shown.map(({ name }) => name))
    shown = names.flatMap((name, at) => {
      const down = shifts[at]
      return down === undefined ? [] : { name, inwards: labels[at]!.inwards, down }
    })
    for (const { name } of shown) before.delete(name)
    for (const { element } of before) element?.classList.remove('on')
  }

  return {
    show({ found, leaves }, places) {
      marked = places
      placedFor = ''
      const marks = { found, leaves: leaves && new Set(leaves) }
      for (const name of names) {
        name.isQuiet = isQuiet(name.topic.parts, marks)
        name.element?.classList.toggle('quiet', name.isQuiet)
      }
    },
    draw(view, screen) {
      const wanted = `${view.zoom} ${screen.width} ${screen.height}`
      if (wanted !== placedFor) place(view.zoom, screen)
      placedFor = wanted
      const [left, top, right, bottom] = [-60, -20, screen.width + 60, screen.height + 20]
      const scale = scaleOf(screen, view.zoom)
      for (const { name, inwards, down } of shown) {
        const [x, y] = name.topic.place
        const at = [
          screen.width / 2 + (x - view.x) * scale + inwards,
          screen.height / 2 - (y - view.y) * scale + down,
        ] as const
        const isOn = at[0] > left && at[0] < right && at[1] > top && at[1] < bottom
        if (!isOn && !name.element) continue
        name.element ??= layer.appendChild(linkOf(name))
        name.element.classList.toggle('on', isOn)
        if (isOn)
          name.element.style.transform = `translate(${at[0].toFixed(1)}px, ${at[1].toFixed(1)}px) translate(-50%, -50%)`
      }
    },
  }
}

function linkOf({ topic: { id, label, level }, isQuiet }: Name): HTMLAnchorElement {
  const link = document.createElement('a')
  link.href = `/map?topic=${id}`
  link.className = isQuiet ? `${level} quiet` : level
  link.textContent = linesOf(label).join('\n')
  // The list beside the map is the way there by keyboard.
  link.tabIndex = -1
  link.draggable = false
  link.style.fontSize = `${LEVEL_SIZE[level]}em`
  return link
}

/** With the sizes that their fonts give them. */
function measured(layer: HTMLElement, topics: readonly TopicOnMap[]): Name[] {
  const { fontFamily, fontSize } = getComputedStyle(layer)
  const pen = document.createElement('canvas').getContext('2d')!
  return topics.map((topic) => {
    const size = Number.parseFloat(fontSize) * LEVEL_SIZE[topic.level]
    pen.font = `${topic.level === 'few' ? 700 : 500} ${size}px ${fontFamily}`
    const lines = linesOf(topic.label)
    const width = Math.max(...lines.map((line) => pen.measureText(line).width))
    return { topic, width, height: lines.length * LINE * size, isQuiet: false }
  })
}
