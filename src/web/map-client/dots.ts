/** The points, drawn by WebGL: all of them in one call, and what stands out in one more each. */
import {
  type BufferInfo,
  createBufferInfoFromArrays,
  createProgramInfo,
  drawBufferInfo,
  setAttribInfoBufferFromArray,
  setBuffersAndAttributes,
  setUniforms,
} from 'twgl.js'
import { COLOURS } from '../../map/colouring.ts'
import { drawOrder } from '../../map/draw-order.ts'
import type { Points } from '../../map/points.ts'
import { boundsOf, type Screen, scaleOf, type View } from '../../map/view.ts'
import type { MapColours } from '../map-colours.ts'
import type { MapState } from '../map-state.ts'

const VERTEX = `
attribute vec2 a_place;
attribute float a_colour;
uniform vec2 u_middle, u_scale;
uniform mediump float u_size;
uniform float u_part;
uniform vec3 u_colours[12];
varying vec3 v_colour;
void main() {
  v_colour = u_colours[int(a_colour)];
  bool isAway = a_colour == ${COLOURS}.0;
  bool isLeftOut = u_part == 1.0 ? !isAway : u_part == 2.0 && isAway;
  gl_Position = isLeftOut ? vec4(2.0, 2.0, 0.0, 1.0) : vec4((a_place - u_middle) * u_scale, 0.0, 1.0);
  gl_PointSize = u_size;
}`

const FRAGMENT = `
precision mediump float;
uniform float u_size, u_ring, u_alpha;
varying vec3 v_colour;
void main() {
  float away = length(gl_PointCoord - 0.5) * u_size;
  float edge = 0.5 * u_size;
  float cover = 1.0 - smoothstep(edge - 1.0, edge, away);
  if (u_ring > 0.0) cover *= smoothstep(edge - u_ring - 1.0, edge - u_ring, away);
  gl_FragColor = vec4(v_colour, 1.0) * (cover * u_alpha);
}`

/** Numbers of colours after those of the topics. */
const [AWAY, FOUND, TEXT, GROUND] = [COLOURS, COLOURS + 1, COLOURS + 2, COLOURS + 3]
const [ALL, AWAY_ALONE, OTHERS_ALONE] = [0, 1, 2]

export interface Dots {
  /** What the map is to show beside its points. */
  show(state: MapState): void
  /** A point that is looked at, or none. */
  lookAt(row: number | undefined): void
  paint(colours: MapColours): void
  /**
   * @param pixelRatio pixels of the device for each of the page
   * @param layers of the points, to draw
   */
  draw(view: View, screen: Screen, pixelRatio: number, layers: number): void
}

interface Layer {
  readonly buffer: BufferInfo
  /** Pixels of the page. */
  readonly size: number
  /** Width of the ring; 0 for a disc. */
  readonly ring: number
}

/** @returns undefined where the browser draws no WebGL */
export function openDots(
  canvas: HTMLCanvasElement,
  points: Points,
  colourOfLeaf: readonly number[],
): Dots | undefined {
  const gl = canvas.getContext('webgl2', {
    antialias: false,
    alpha: false,
    powerPreference: 'high-performance',
  })
  if (!gl) return undefined
  const program = createProgramInfo(gl, [VERTEX, FRAGMENT])
  const buffer = (places: Int16Array, colours: Uint8Array) =>
    createBufferInfoFromArrays(gl, {
      a_place: { numComponents: 2, data: places, normalize: true },
      a_colour: { numComponents: 1, data: colours, normalize: false },
    })
  const { rows: order, ranges } = drawOrder(points)
  const own = Uint8Array.from(order, (row) => colourOfLeaf[points.leaves[row]!] ?? AWAY)
  const all = buffer(placesOf(points, order), own)
  const usualSize = Math.max(1.9, Math.min(9, 520 / Math.sqrt(points.count + 1)))
  let ground: readonly number[] = [0, 0, 0]
  let colours: number[] = []
  let layers: Layer[] = []
  let lookedAt: Layer[] = []
  let isSomeAway = false

  /** Free a layer's memory on the graphics card. */
  const drop = (gone: readonly Layer[]) => {
    for (const { buffer } of gone)
      for (const { buffer: memory } of Object.values(buffer.attribs ?? {})) gl.deleteBuffer(memory)
  }
  const layer = (rows: readonly number[], colour: number, size: number, ring = 0): Layer => {
    return { buffer: buffer(placesOf(points, rows), new Uint8Array(rows.length).fill(colour)), size, ring }
  }
  const drawLayer = (
    { buffer, size, ring }: Layer,
    alpha: number,
    pixelRatio: number,
    part = ALL,
    pieces = [{ first: 0, count: buffer.numElements }],
  ) => {
    setBuffersAndAttributes(gl, program, buffer)
    setUniforms(program, {
      u_size: size * pixelRatio,
      u_ring: ring * pixelRatio,
      u_alpha: alpha,
      u_part: part,
    })
    for (const { first, count } of pieces) drawBufferInfo(gl, buffer, gl.POINTS, count, first)
  }

  return {
    show({ leaves, found = [], history = [], paper }) {
      const chosen = leaves && new Set(leaves)
      isSomeAway = chosen !== undefined || found.length > 0
      const now = own.map((colour, at) =>
        isSomeAway && !chosen?.has(points.leaves[order[at]!]!) ? AWAY : colour,
      )
      setAttribInfoBufferFromArray(gl, all.attribs!.a_colour!, now)
      drop(layers)
      layers = []
      if (found.length > 0) layers.push(layer(found, GROUND, 12), layer(found, FOUND, 9))
      if (history.length > 0) layers.push(layer(history, GROUND, 17, 5), layer(history, TEXT, 15, 2))
      if (paper !== undefined) layers.push(layer([paper], GROUND, 30, 7), layer([paper], FOUND, 28, 3.5))
    },
    lookAt(row) {
      drop(lookedAt)
      lookedAt = row === undefined ? [] : [layer([row], GROUND, 20, 6), layer([row], TEXT, 18, 2.5)]
    },
    paint({ ground: groundColour, text, topics, away, found }) {
      ground = channelsOf(groundColour)
      colours = [...topics, away, found, text, groundColour].flatMap(channelsOf)
    },
    draw(view, screen, pixelRatio, layerCount) {
      const scale = scaleOf(screen, view.zoom)
      gl.viewport(0, 0, canvas.width, canvas.height)
      gl.clearColor(ground[0]!, ground[1]!, ground[2]!, 1)
      gl.clear(gl.COLOR_BUFFER_BIT)
      gl.enable(gl.BLEND)
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
      gl.useProgram(program.program)
      setUniforms(program, {
        u_middle: [view.x, view.y],
        u_scale: [(2 * scale) / screen.width, (2 * scale) / screen.height],
        u_colours: colours,
      })
      const size = Math.min(14, usualSize * view.zoom ** 0.4)
      const points = { buffer: all, size, ring: 0 }
      // A point just outside may reach into the map.
      const seen = ranges(boundsOf(view, screen, size), layerCount)
      if (isSomeAway) {
        drawLayer(points, 0.6, pixelRatio, AWAY_ALONE, seen)
        drawLayer(points, 0.9, pixelRatio, OTHERS_ALONE, seen)
      } else drawLayer(points, 0.8, pixelRatio, ALL, seen)
      for (const one of [...layers, ...lookedAt]) drawLayer(one, 1, pixelRatio)
    },
  }
}

function placesOf({ places }: Points, rows: ArrayLike<number>): Int16Array {
  return Int16Array.from({ length: 2 * rows.length }, (_, i) => places[2 * rows[i >> 1]! + (i & 1)]!)
}

/** `#rrggbb` as three shares of 1. */
function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
}
