/**
 * What a reader waits for on Today, Search and For you: what the browser loads, compressed, and how long until the
 * largest thing on the page is there, on a processor four times slower than this one.
 *
 * Each look is a first visit: a browser context with an empty cache, of a reader who likes three papers.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { NotReady } from '../../src/errors.ts'
import { CHROMIUM_ARGUMENTS } from '../chromium.ts'
import { largeCollection, sampleCollection } from './collection.ts'
import { table } from './markdown.ts'
import type { Collection } from './places.ts'
import { startService } from './service.ts'
import { type Settings, tell } from './settings.ts'
import { figure, median } from './statistics.ts'

const CHROMIUM = '/usr/bin/chromium'
const SLOWER = 4
const LOOKS = 5
const LIKES = 3
const PATHS = [
  { name: 'Today', path: '/' },
  { name: 'Search', path: '/search?q=language+models' },
  { name: 'For you', path: '/for-you' },
] as const

export async function measurePages(settings: Settings): Promise<string> {
  if (!existsSync(CHROMIUM)) throw new NotReady(`there is no ${CHROMIUM}: install Chromium`)
  const collections = [
    await sampleCollection(settings),
    ...(existsSync(join(settings.workFolder, 'large')) ? [(await largeCollection(settings)).collection] : []),
  ]
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...CHROMIUM_ARGUMENTS] })
  try {
    const lines: string[][] = []
    for (const collection of collections) lines.push(...(await measure(browser, collection, settings)))
    return [
      table(
        ['page', 'papers', 'HTML, CSS and scripts, kB compressed', 'largest contentful paint, ms', 'longest'],
        lines,
      ),
      `First visits with an empty cache, over loopback, 1280 × 900, Chromium ${browser.version()} slowed down ${SLOWER} times; median of ${settings.rounds * LOOKS}.`,
    ].join('\n\n')
  } finally {
    await browser.close()
  }
}

async function measure(browser: Browser, collection: Collection, settings: Settings): Promise<string[][]> {
  const service = await startService(collection, {
    log: join(settings.workFolder, 'service.log'),
    prepare: false,
  })
  try {
    const state = await asReader(browser, service.url)
    const lines: string[][] = []
    for (const { name, path } of PATHS) {
      const looks: Look[] = []
      for (let look = 0; look < settings.rounds * LOOKS; look++) {
        const context = await browser.newContext({ ...VIEW, baseURL: service.url, storageState: state })
        looks.push(await lookAt(await context.newPage(), path))
        await context.close()
      }
      const paints = looks.map(({ paintMs }) => paintMs)
      const kilobytes = median(looks.map(({ bytes }) => bytes)) / 1000
      lines.push([
        name,
        collection.label.replace(/ papers$/, ''),
        figure(kilobytes),
        figure(median(paints)),
        figure(Math.max(...paints)),
      ])
      tell(`${name}, ${collection.label}: ${figure(kilobytes)} kB, ${figure(median(paints))} ms`)
    }
    return lines
  } finally {
    await service.stop()
  }
}

const VIEW = { viewport: { width: 1_280, height: 900 } } as const

/** The cookies of somebody who likes a few papers. */
async function asReader(
  browser: Browser,
  baseURL: string,
): Promise<Awaited<ReturnType<BrowserContext['storageState']>>> {
  const context = await browser.newContext({ ...VIEW, baseURL })
  const page = await context.newPage()
  await page.goto('/for-you')
  for (let at = 0; at < LIKES; at++) {
    await page
      .getByRole('button', { name: /^Like\b/ })
      .first()
      .click()
    await page
      .getByText(at + 1 < LIKES ? `${at + 1} of ${LIKES} liked` : 'Steer the list')
      .first()
      .waitFor()
  }
  const state = await context.storageState()
  await context.close()
  return state
}

interface Look {
  /** Of documents, stylesheets and scripts, with their headers, as they come over the wire. */
  readonly bytes: number
  readonly paintMs: number
}

async function lookAt(page: Page, path: string): Promise<Look> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await session.send('Network.enable')
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await page.goto(path, { waitUntil: 'load' })
  const paintMs = (await page.evaluate(`new Promise((done) => {
    new PerformanceObserver((list) => setTimeout(() => done(list.getEntries().at(-1).startTime), 300))
      .observe({ type: 'largest-contentful-paint', buffered: true })
  })`)) as number
  return { bytes, paintMs }
}
