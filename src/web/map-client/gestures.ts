/** Mouse, fingers, wheel and keys on the map, told as what they mean. */

export interface Gestures {
  onMove(right: number, down: number): void
  /** @param at place that stays where it is; the middle unless told */
  onZoom(factor: number, at?: readonly [left: number, top: number]): void
  onWhole(): void
  /** A mouse stands there; undefined when it has left. */
  onPoint(at: readonly [left: number, top: number] | undefined): void
  /** @param byTouch a finger, which could not point before */
  onTap(at: readonly [left: number, top: number], byTouch: boolean, newTab: boolean): void
  onEnter(): void
  onEscape(): void
}

/** Pixels that a press may slip and still be a tap. */
const SLIP = 5
const KEY_STEP = 80
const KEY_ZOOM = 1.5
const WHEEL_LINE = 32
/** A wheel's notch of 100 pixels zooms by 1.2. */
const WHEEL_ZOOM = Math.log(1.2) / 100

export function listen(surface: HTMLElement, gestures: Gestures): void {
  listenToPointers(surface, gestures)
  surface.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : WHEEL_LINE)
      // Two fingers on a touchpad come as a wheel with Ctrl, in smaller steps.
      const zoom = event.ctrlKey ? 4 * WHEEL_ZOOM : WHEEL_ZOOM
      gestures.onZoom(Math.exp(-Math.max(-300, Math.min(300, pixels)) * zoom), placeIn(surface, event))
    },
    { passive: false },
  )
  surface.addEventListener('keydown', (event) => {
    if (event.target !== surface || event.ctrlKey || event.metaKey || event.altKey) return
    const act = KEYS[event.key]
    if (!act) return
    event.preventDefault()
    act(gestures)
  })
}

const KEYS: Readonly<Record<string, (gestures: Gestures) => void>> = {
  ArrowLeft: ({ onMove }) => onMove(KEY_STEP, 0),
  ArrowRight: ({ onMove }) => onMove(-KEY_STEP, 0),
  ArrowUp: ({ onMove }) => onMove(0, KEY_STEP),
  ArrowDown: ({ onMove }) => onMove(0, -KEY_STEP),
  '+': ({ onZoom }) => onZoom(KEY_ZOOM),
  '=': ({ onZoom }) => onZoom(KEY_ZOOM),
  '-': ({ onZoom }) => onZoom(1 / KEY_ZOOM),
  '0': ({ onWhole }) => onWhole(),
  Enter: ({ onEnter }) => onEnter(),
  Escape: ({ onEscape }) => onEscape(),
}

function listenToPointers(surface: HTMLElement, gestures: Gestures): void {
  const down = new Map<number, readonly [number, number]>()
  let slipped = 0
  /** Whether the press that ends now was no tap, so that a link under it is not followed. */
  let hasMoved = false

  surface.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    if (down.size === 0) {
      slipped = 0
      hasMoved = false
    } else hasMoved = true
    down.set(event.pointerId, placeIn(surface, event))
  })
  surface.addEventListener('pointermove', (event) => {
    const at = placeIn(surface, event)
    const before = down.get(event.pointerId)
    if (!before) {
      if (event.pointerType === 'mouse') gestures.onPoint(at)
      return
    }
    const [right, downwards] = [at[0] - before[0], at[1] - before[1]]
    slipped += Math.hypot(right, downwards)
    if (!hasMoved && slipped <= SLIP) return
    if (!hasMoved) gestures.onPoint(undefined)
    hasMoved = true
    // Only now: a captured press would never reach the link under it.
    if (!surface.hasPointerCapture(event.pointerId)) surface.setPointerCapture(event.pointerId)
    surface.classList.add('moving')
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1]
    down.set(event.pointerId, at)
    if (!other) return gestures.onMove(right, downwards)
    const apart = (point: readonly [number, number]) =>
      Math.max(10, Math.hypot(point[0] - other[0], point[1] - other[1]))
    // Each finger carries half of the move.
    gestures.onMove(right / 2, downwards / 2)
    gestures.onZoom(apart(at) / apart(before), [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2])
  })
  const lifted = (event: PointerEvent) => {
    const wasDown = down.delete(event.pointerId)
    if (down.size === 0) surface.classList.remove('moving')
    if (!wasDown || hasMoved || event.type === 'pointercancel' || isLink(event.target)) return
    gestures.onTap(placeIn(surface, event), event.pointerType !== 'mouse', event.ctrlKey || event.metaKey)
  }
  surface.addEventListener('pointerup', lifted)
  surface.addEventListener('pointercancel', lifted)
  surface.addEventListener('pointerleave', (event) => {
    if (event.pointerType === 'mouse' && !down.has(event.pointerId)) gestures.onPoint(undefined)
  })
  surface.addEventListener('click', (event) => {
    if (hasMoved) event.preventDefault()
  })
}

function isLink(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a') !== null
}

function placeIn(surface: HTMLElement, event: MouseEvent): [left: number, top: number] {
  const box = surface.getBoundingClientRect()
  return [event.clientX - box.left - surface.clientLeft, event.clientY - box.top - surface.clientTop]
}
