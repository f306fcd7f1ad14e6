/**
 * The map that moves: it takes the place of the drawing that the page came with, and where anything is missing for
 * that, the drawing stays. Drawn only when something has changed.
 */
import { LAYERS } from '../../map/draw-order.ts'
import { openNearestPoint } from '../../map/nearest-point.ts'
import { placeOf } from '../../map/points.ts'
import {
  between,
  movedBy,
  type Screen,
  scaleOf,
  toMap,
  toScreen,
  type View,
  viewText,
  WHOLE,
  zoomedBy,
} from '../../map/view.ts'
import { MAP_COLOURS } from '../map-colours.ts'
import { markedRows } from '../map-state.ts'
import { openDots } from './dots.ts'
import { type Gestures, listen } from './gestures.ts'
import { fetchMap, openPapers } from './map-data.ts'
import { openNames } from './names.ts'
import { openPace } from './pace.ts'
import { followPanel, stateOf } from './panel.ts'
import { openPaperCard } from './paper-card.ts'

/** Pixels within which a point is meant. */
const REACH = 12
const FINGER_REACH = 24
const FLIGHT_MS = 600
const REST_AFTER_MS = 120
const ADDRESS_AFTER_MS = 400
const CONTROL_ZOOM = 2

/** Before the page was laid out. */
const UNKNOWN: Screen = { width: 1, height: 1 }

const LABEL = 'Map of the papers'
const KEYS =
  'Arrow keys move the map, plus and minus zoom, 0 shows it whole, Enter opens the paper in the middle. The list of topics beside it says the same in words.'

const frame = document.getElementById('map')
if (frame) start(frame).catch((error) => console.info('The map stays a drawing:', error))

async function start(frame: HTMLElement): Promise<void> {
  let state = stateOf(document)
  const { points, topics, colours } = await fetchMap(state.snapshot)
  const { surface, canvas, layer } = surfaceIn()
  const dots = openDots(canvas, points, colours)
  if (!dots) throw new Error('no WebGL')
  frame.querySelector('.map-drawing')!.replaceWith(surface)
  const names = openNames(layer, topics)
  const nearest = openNearestPoint(points)
  const pace = openPace()
  const papers = openPapers(state.snapshot)
  const card = openPaperCard(frame)
  const isDark = matchMedia('(prefers-color-scheme: dark)')
  const isStill = matchMedia('(prefers-reduced-motion: reduce)')
  let view = state.view
  let screen = UNKNOWN
  let lookedAt: number | undefined
  let isAsked = false
  let flight = 0
  let addressTimer = 0
  let isMoving = false
  let restTimer = 0

  const redraw = () => {
    if (isAsked) return
    isAsked = true
    requestAnimationFrame((now) => {
      isAsked = false
      dots.draw(view, screen, devicePixelRatio, isMoving ? pace.layersAt(now) : LAYERS)
      names.draw(view, screen)
      if (screen !== UNKNOWN) frame.dataset.ready = 'true'
    })
  }
  const see = (next: View) => {
    view = next
    isMoving = true
    redraw()
    clearTimeout(restTimer)
    restTimer = window.setTimeout(() => {
      isMoving = false
      redraw()
    }, REST_AFTER_MS)
    clearTimeout(addressTimer)
    addressTimer = window.setTimeout(keepInAddress, ADDRESS_AFTER_MS)
  }
  const keepInAddress = () => {
    const address = new URL(location.href)
    const isAsOpened = viewText(view) === viewText(state.view)
    if (isAsOpened) address.searchParams.delete('at')
    else address.searchParams.set('at', viewText(view) || '0,0,1')
    history.replaceState(null, '', address)
  }
  const flyTo = (to: View) => {
    cancelAnimationFrame(flight)
    if (isStill.matches) return see(to)
    const [from, began] = [view, performance.now()]
    const step = (now: number) => {
      const share = Math.min(1, Math.max(0, (now - began) / FLIGHT_MS))
      see(between(from, to, share * share * (3 - 2 * share)))
      if (share < 1) flight = requestAnimationFrame(step)
    }
    flight = requestAnimationFrame(step)
  }
  const lookAt = async (row: number | undefined, isPinned = false) => {
    if (row === lookedAt && !isPinned) return
    lookedAt = row
    dots.lookAt(row)
    redraw()
    surface.classList.toggle('at-paper', row !== undefined)
    if (row === undefined) return card.hide()
    const paper = await papers(row)
    if (row !== lookedAt) return
    if (paper) card.show(paper, toScreen(view, screen, ...placeOf(points, row)), screen, isPinned)
    else card.hide()
  }
  const open = async (row: number, newTab: boolean) => {
    const paper = await papers(row)
    if (!paper) return
    if (newTab) window.open(`/papers/${paper.id}`)
    else location.assign(`/papers/${paper.id}`)
  }
  const pointAt = ([left, top]: readonly [number, number], reach: number) =>
    nearest(...toMap(view, screen, left, top), reach / scaleOf(screen, view.zoom))
  const moved = (next: View) => {
    cancelAnimationFrame(flight)
    see(next)
  }
  /** By keys there is nothing to point with: what stands in the middle is looked at. */
  const byKey = (next: View) => {
    moved(next)
    void lookAt(pointAt([screen.width / 2, screen.height / 2], 4 * FINGER_REACH), true)
  }
  const isByKey = () => surface.matches(':focus-visible')
  const gestures: Gestures = {
    onMove(right, down) {
      const next = movedBy(view, screen, right, down)
      if (isByKey()) return byKey(next)
      void lookAt(undefined)
      moved(next)
    },
    onZoom(factor, at) {
      const next = zoomedBy(view, screen, factor, at)
      if (!at && isByKey()) return byKey(next)
      void lookAt(undefined)
      moved(next)
    },
    onWhole() {
      void lookAt(undefined)
      flyTo(WHOLE)
    },
    onPoint: (at) => void lookAt(at && pointAt(at, REACH)),
    onTap(at, byTouch, newTab) {
      const row = pointAt(at, byTouch ? FINGER_REACH : REACH)
      if (byTouch || row === undefined) void lookAt(row, true)
      else void open(row, newTab)
    },
    onEnter: () => void (lookedAt !== undefined && open(lookedAt, false)),
    onEscape: () => void lookAt(undefined),
  }

  listen(surface, gestures)
  frame.addEventListener('click', (event) => {
    const control = event.target instanceof Element && event.target.closest<HTMLElement>('[data-control]')
    if (!control) return
    event.preventDefault()
    const { control: name } = control.dataset
    flyTo(
      name === 'whole' ? WHOLE : zoomedBy(view, screen, name === 'nearer' ? CONTROL_ZOOM : 1 / CONTROL_ZOOM),
    )
  })
  followPanel({
    onState(next, byReader) {
      state = next
      void lookAt(undefined)
      show()
      flyTo(state.view)
      if (byReader) frame.scrollIntoView({ block: 'nearest', behavior: isStill.matches ? 'auto' : 'smooth' })
    },
    onPaper: (row) => void lookAt(row, false),
  })
  const show = () => {
    dots.show(state)
    names.show(
      state,
      markedRows(state).map((row) => placeOf(points, row)),
    )
  }
  const paint = () => {
    dots.paint(MAP_COLOURS[isDark.matches ? 'dark' : 'light'])
    redraw()
  }
  isDark.addEventListener('change', paint)
  new ResizeObserver(() => {
    screen = { width: surface.clientWidth, height: surface.clientHeight }
    canvas.width = Math.round(screen.width * devicePixelRatio)
    canvas.height = Math.round(screen.height * devicePixelRatio)
    redraw()
  }).observe(surface)
  show()
  paint()
}

/** What takes the keys and the fingers: a canvas, and the names over it. */
function surfaceIn(): { surface: HTMLElement; canvas: HTMLCanvasElement; layer: HTMLElement } {
  const surface = document.createElement('div')
  surface.className = 'map-surface'
  surface.tabIndex = 0
  surface.setAttribute('role', 'application')
  surface.setAttribute('aria-label', LABEL)
  surface.setAttribute('aria-description', KEYS)
  const canvas = document.createElement('canvas')
  canvas.setAttribute('aria-hidden', 'true')
  const layer = document.createElement('div')
  layer.className = 'map-names'
  surface.append(canvas, layer)
  return { surface, canvas, layer }
}
