/**
 * How smoothly the map of the large collection moves in Chromium: the time from frame to frame while it is zoomed and
 * moved, and the same points drawn on a plain 2-D canvas by the same views, in turn.
 *
 * Without a screen there is no graphics card: WebGL is SwiftShader's, on the same cores as all else.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { NotReady } from '../../src/errors.ts'
import { viewText, WHOLE } from '../../src/map/view.ts'
import { CHROMIUM_ARGUMENTS } from '../chromium.ts'
import { largeCollection } from './collection.ts'
import { table } from './markdown.ts'
import { startService } from './service.ts'
import { type Settings, tell } from './settings.ts'
import { figure, median, percentile, ratio } from './statistics.ts'

const CHROMIUM = '/usr/bin/chromium'
/** Frames come as fast as they are drawn, not at the pace of a screen. */
const UNPACED = ['--disable-gpu-vsync', '--disable-frame-rate-limit']
const SIZE = { width: 1_280, height: 900 }
const FRAMES = 120

const MOVES = [
  { name: 'zooming 20 times nearer and back', at: WHOLE, kind: 'zoom' },
  { name: 'moving the whole map', at: WHOLE, kind: 'move' },
  { name: 'moving it at zoom 4', at: { x: 0, y: 0, zoom: 4 }, kind: 'move' },
  { name: 'pointing at a paper and away, every point drawn', at: WHOLE, kind: 'point' },
] as const

export async function measureMap(settings: Settings): Promise<string> {
  if (!existsSync(CHROMIUM)) throw new NotReady(`there is no ${CHROMIUM}: install Chromium`)
  const { collection } = await largeCollection(settings)
  const service = await startService(collection, {
    log: join(settings.workFolder, 'service.log'),
    prepare: false,
  })
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [...CHROMIUM_ARGUMENTS, ...UNPACED],
  })
  try {
    const page = await browser.newPage({ viewport: SIZE, baseURL: service.url })
    const lines: string[][] = []
    for (const { name, at, kind } of MOVES) {
      const webgl: number[][] = []
      const canvas: number[][] = []
      for (let round = 0; round < settings.rounds; round++) {
        await page.goto(`/map?at=${viewText(at) || '0,0,1'}`)
        await page.locator('#map[data-ready]').waitFor()
        webgl.push(await intervals(page, GESTURES[kind]))
        canvas.push(await intervals(page, onPlainCanvas(kind, at.zoom)))
        tell(
          `${name}: ${figure(median(webgl.at(-1)!))} ms a frame, on a plain canvas ${figure(median(canvas.at(-1)!))}`,
        )
      }
      const cells = (all: number[][]) => [
        median(all.map(median)),
        median(all.map((one) => percentile(one, 0.95))),
      ]
      lines.push([
        name,
        ...[...cells(webgl), ...cells(canvas)].map(figure),
        ratio(webgl.map(median), canvas.map(median)),
      ])
    }
    const version = browser.version()
    return [
      table(
        ['', 'WebGL: ms a frame, median', '95 %', '2-D canvas: median', '95 %', 'ratio of the medians'],
        lines,
      ),
      `${collection.label}, ${FRAMES} frames of ${SIZE.width} × ${SIZE.height} in Chromium ${version} without a screen, WebGL by SwiftShader on the same cores; median of ${settings.rounds} rounds. While the map is moved, WebGL draws as many of the points as keep the pace, at least an eighth, and all of them at rest; the canvas draws all that are seen, without the names of topics.`,
    ].join('\n\n')
  } finally {
    await browser.close()
    await service.stop()
  }
}

/** Milliseconds between frames while `gesture(frame)` is made before each. */
async function intervals(page: Page, gesture: string): Promise<number[]> {
  return page.evaluate(`(async () => {
    const surface = document.querySelector('.map-surface')
    const box = surface.getBoundingClientRect()
    ${gesture}
    const times = []
    return new Promise((done) => {
      const frame = (now) => {
        times.push(now)
        if (times.length > ${FRAMES}) return done(times.slice(1).map((time, at) => time - times[at]))
        gesture(times.length - 1)
        requestAnimationFrame(frame)
      }
      requestAnimationFrame(frame)
    })
  })()`)
}

const NEARER = 20
const STEP = { right: 4, down: 2 }
/** Frames from the beginning or to the end, whichever is nearer: halfway the move turns round. */
const ALONG = `const along = (frame) => Math.min(frame, ${FRAMES} - frame)`

/** Events as a hand makes them. */
const GESTURES = {
  zoom: `const gesture = (frame) => {
    const deltaY = (frame < ${FRAMES / 2} ? -1 : 1) * ${(100 * Math.log(NEARER)) / Math.log(1.2) / (FRAMES / 2)}
    surface.dispatchEvent(new WheelEvent('wheel', {
      deltaY, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true, cancelable: true,
    }))
  }`,
  move: `${ALONG}
  // A pointer that is made up can't be captured.
  surface.setPointerCapture = () => {}
  const pointer = (type, frame) => surface.dispatchEvent(new PointerEvent(type, {
    pointerId: 7, pointerType: 'mouse', button: 0, bubbles: true, cancelable: true,
    clientX: box.x + 400 - ${STEP.right} * along(frame), clientY: box.y + 300 - ${STEP.down} * along(frame),
  }))
  const gesture = (frame) => {
    if (frame === 0) pointer('pointerdown', 0)
    pointer('pointermove', frame)
    if (frame === ${FRAMES - 1}) pointer('pointerup', frame)
  }`,
  point: `  const gesture = (frame) => surface.dispatchEvent(new PointerEvent('pointermove', {
    pointerId: 7, pointerType: 'mouse', bubbles: true,
    clientX: box.x + (frame % 2 === 0 ? 2 : box.width / 2), clientY: box.y + (frame % 2 === 0 ? 2 : box.height / 2),
  }))`,
} as const

/** The same points at the same places, as small squares, colour by colour; without the names of topics. */
function onPlainCanvas(kind: keyof typeof GESTURES, zoom: number): string {
  return `${ALONG}
  const { colours } = await (await fetch('/v1/map?limit=0')).json()
  const bytes = await (await fetch('/v1/map/points')).arrayBuffer()
  const count = bytes.byteLength / 6
  const [places, leaves] = [new Int16Array(bytes, 0, 2 * count), new Uint16Array(bytes, 4 * count)]
  const groups = Array.from({ length: 8 }, () => [])
  for (let row = 0; row < count; row++) groups[colours[leaves[row]]].push(row)
  const canvas = document.createElement('canvas')
  canvas.width = box.width
  canvas.height = box.height
  canvas.style = 'position: absolute; inset: 0'
  surface.append(canvas)
  const pen = canvas.getContext('2d')
  const gesture = (frame) => {
    const [isZoom, isMove] = [${kind === 'zoom'}, ${kind === 'move'}]
    const scale = 0.46 * Math.min(box.width, box.height) / 32767 * (isZoom ? ${NEARER} ** (along(frame) / ${FRAMES / 2}) : ${zoom})
    const left = box.width / 2 - (!isMove ? 0 : ${STEP.right} * along(frame))
    const top = box.height / 2 - (!isMove ? 0 : ${STEP.down} * along(frame))
    pen.clearRect(0, 0, canvas.width, canvas.height)
    groups.forEach((rows, colour) => {
      pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--map-' + colour)
      for (const row of rows) {
        const [x, y] = [left + places[2 * row] * scale, top - places[2 * row + 1] * scale]
        if (x > 0 && y > 0 && x < canvas.width && y < canvas.height) pen.fillRect(x, y, 2, 2)
      }
    })
  }`
}
