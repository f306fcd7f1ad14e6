/**
 * What part of the map is seen, and how points of the map and of the screen go over into one another.
 *
 * At zoom 1 the whole map, [−1, 1] both ways, fits into the shorter side of the screen.
 */

import type { Bounds } from './draw-order.ts'

export interface View {
  /** Place of the map in the middle of the screen. */
  readonly x: number
  readonly y: number
  /** From 1, the whole map, to ZOOM_MAX. */
  readonly zoom: number
}

/** In CSS pixels. */
export interface Screen {
  readonly width: number
  readonly height: number
}

export const WHOLE: View = { x: 0, y: 0, zoom: 1 }
export const ZOOM_MAX = 60
/** Between the outermost points and the edge, as a share of the shorter side. */
const MARGIN = 0.04

/** Pixels of the screen for a distance of 1 on the map. */
export function scaleOf({ width, height }: Screen, zoom: number): number {
  return zoom * (0.5 - MARGIN) * Math.min(width, height)
}

/** Side of the whole map in pixels. */
export function sideOf(screen: Screen, zoom: number): number {
  return 2 * scaleOf(screen, zoom)
}

export function toScreen(view: View, screen: Screen, x: number, y: number): [left: number, top: number] {
  const scale = scaleOf(screen, view.zoom)
  return [screen.width / 2 + (x - view.x) * scale, screen.height / 2 - (y - view.y) * scale]
}

export function toMap(view: View, screen: Screen, left: number, top: number): [x: number, y: number] {
  const scale = scaleOf(screen, view.zoom)
  return [view.x + (left - screen.width / 2) / scale, view.y - (top - screen.height / 2) / scale]
}

/** What is seen of the map, and so many pixels more. */
export function boundsOf(view: View, screen: Screen, margin: number): Bounds {
  const [left, top] = toMap(view, screen, -margin, -margin)
  const [right, bottom] = toMap(view, screen, screen.width + margin, screen.height + margin)
  return { left, right, bottom, top }
}

/** The map drawn along by a finger or a mouse. */
export function movedBy(view: View, screen: Screen, right: number, down: number): View {
  const scale = scaleOf(screen, view.zoom)
  return within({ ...view, x: view.x - right / scale, y: view.y + down / scale })
}

/** Nearer by a factor, the place under a point of the screen staying there; the middle unless told. */
export function zoomedBy(
  view: View,
  screen: Screen,
  factor: number,
  [left, top]: readonly [number, number] = [screen.width / 2, screen.height / 2],
): View {
  const zoom = clamp(view.zoom * factor, 1, ZOOM_MAX)
  const [x, y] = toMap(view, screen, left, top)
  const kept = view.zoom / zoom
  return within({ x: x + (view.x - x) * kept, y: y + (view.y - y) * kept, zoom })
}

/** The view that shows all of some points, not nearer than `zoomMax`; the whole map where there are none. */
export function around(points: readonly (readonly [number, number])[], zoomMax: number): View {
  if (points.length === 0) return WHOLE
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const extent = Math.max(right - left, top - bottom)
  const zoom = extent === 0 ? zoomMax : clamp(1.6 / extent, 1, zoomMax)
  return within({ x: (left + right) / 2, y: (bottom + top) / 2, zoom })
}

/** A view between two others, at a share of the way; zooming looks even when it is so in its logarithm. */
export function between(from: View, to: View, share: number): View {
  if (share >= 1) return to
  const zoom = from.zoom * (to.zoom / from.zoom) ** share
  // The place moves with the distance that is left to zoom, so that the aim stays in sight.
  const moved =
    Math.abs(to.zoom - from.zoom) < 1e-6 ? share : (1 / from.zoom - 1 / zoom) / (1 / from.zoom - 1 / to.zoom)
  return { x: from.x + (to.x - from.x) * moved, y: from.y + (to.y - from.y) * moved, zoom }
}

/** As the end of an address, `0.12,-0.3,4`; nothing for the whole map. */
export function viewText({ x, y, zoom }: View): string {
  return zoom === 1 && x === 0 && y === 0 ? '' : `${round(x, 1e4)},${round(y, 1e4)},${round(zoom, 1e2)}`
}

/** @returns undefined for a text that is no view */
export function parseView(text: string): View | undefined {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return undefined
  const [x, y, zoom] = numbers as [number, number, number]
  return within({ x, y, zoom: clamp(zoom, 1, ZOOM_MAX) })
}

/** The middle of the screen stays on the map. */
function within({ x, y, zoom }: View): View {
  return zoom === 1
    ? { x: clamp(x, -0.5, 0.5), y: clamp(y, -0.5, 0.5), zoom }
    : { x: clamp(x, -1, 1), y: clamp(y, -1, 1), zoom }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}

function round(value: number, steps: number): number {
  return Math.round(value * steps) / steps
}
