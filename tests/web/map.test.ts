/** The map in a real Chromium, with and without its script. */
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM_ARGUMENTS } from '../../scripts/chromium.ts'
import { parseView, toScreen, type View, WHOLE } from '../../src/map/view.ts'
import { paperId } from '../../src/paper.ts'
import { temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'

const CHROMIUM = '/usr/bin/chromium'
const PAL = 'PAL: Program-aided Language Models'

const absent = !existsSync(CHROMIUM)

describe.skipIf(absent)(
  `the map in Chromium${absent ? `: there is no ${CHROMIUM} on this machine` : ''}`,
  () => {
    const folder = temporaryFolder()
    let open: TestService
    let server: ReturnType<typeof serve>
    let browser: Browser
    let baseURL: string
    beforeAll(async () => {
      open = await openTestService(folder, await samplePapers())
      server = serve({ fetch: open.app.fetch, port: 0, hostname: '127.0.0.1' })
      if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
      baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      browser = await chromium.launch({ executablePath: CHROMIUM, args: [...CHROMIUM_ARGUMENTS] })
    })
    afterAll(async () => {
      await browser?.close()
      await new Promise((resolve) => server.close(resolve))
      await open.close()
    })

    async function inPage(
      path: string,
      use: (page: Page) => Promise<void>,
      options: BrowserContextOptions = {},
    ): Promise<void> {
      const context = await browser.newContext({ baseURL, reducedMotion: 'reduce', ...options })
      try {
        const page = await context.newPage()
        await page.goto(path)
        if (options.javaScriptEnabled !== false) await page.locator('#map[data-ready]').waitFor()
        await use(page)
      } finally {
        await context.close()
      }
    }
    const sizeOf = async (page: Page) => (await page.locator('.map-surface').boundingBox())!
    /** Where a paper's point is on the page. */
    async function pointOf(page: Page, title: string, view: View = WHOLE): Promise<[number, number]> {
      const library = open.service.library.get()
      const row = library.rowOf(paperId(title))!
      const box = await sizeOf(page)
      const [left, top] = toScreen(view, box, library.map.places[2 * row]!, library.map.places[2 * row + 1]!)
      return [box.x + left, box.y + top]
    }
    /** Of a paper whose point no name or button is near to: a tap beside a link counts for the link. */
    async function bareTitle(page: Page): Promise<string> {
      for (const { title } of open.service.library.get().cards) {
        const [x, y] = await pointOf(page, title)
        const around = [-25, 0, 25].flatMap((right) => [-25, 0, 25].map((down) => [x + right, y + down]))
        const isBare = `${JSON.stringify(around)}.every(([x, y]) => document.elementFromPoint(x, y)?.tagName === 'CANVAS')`
        if (await page.evaluate(isBare)) return title
      }
      throw new Error('every point is covered')
    }
    /** The view that the address comes to name. */
    const viewIn = async (page: Page) => {
      await page.waitForURL(/[?&]at=/)
      return parseView(new URL(page.url()).searchParams.get('at')!)!
    }

    it('draws the points on a canvas, in the colours of the topics, in place of the drawing', async () => {
      await inPage('/map', async (page) => {
        expect(await page.locator('.map-drawing').count()).toBe(0)
        const picture = await page.locator('.map-surface').screenshot()
        const colours = await coloursOf(page, picture)
        // Eight hues at least, of the nine usual topics in eight colours, and much ground.
        expect(colours.ground).toBeGreaterThan(0.8)
        expect(colours.hues).toBeGreaterThanOrEqual(6)
      })
    })

    it('names the paper under the mouse, and a click opens it', async () => {
      await inPage('/map', async (page) => {
        const [x, y] = await pointOf(page, PAL)
        await page.mouse.move(x + 1, y + 1)
        const card = page.locator('.map-card')
        await card.getByText(PAL).waitFor()
        await page.mouse.move(x, y - 60)
        await page.mouse.click(x + 1, y + 1)
        await page.waitForURL(`**/papers/${paperId(PAL)}`)
      })
    })

    it('is drawn along by the mouse, and zoomed by the wheel around the place under it', async () => {
      await inPage('/map', async (page) => {
        const [x, y] = await pointOf(page, PAL)
        await page.mouse.move(x + 3, y + 150)
        await page.mouse.down()
        await page.mouse.move(x + 53, y + 130, { steps: 4 })
        await page.mouse.up()
        const moved = await viewIn(page)
        const [movedX, movedY] = await pointOf(page, PAL, moved)
        expect([Math.round(movedX - x), Math.round(movedY - y)]).toEqual([50, -20])

        await page.mouse.move(movedX, movedY)
        await page.mouse.wheel(0, -200)
        await page.waitForURL((url) => Number(url.searchParams.get('at')?.split(',')[2]) > 1.3)
        const near = await viewIn(page)
        expect(near.zoom).toBeCloseTo(1.44, 1)
        const [nearX, nearY] = await pointOf(page, PAL, near)
        expect(Math.hypot(nearX - movedX, nearY - movedY)).toBeLessThan(2)
      })
    })

    it('obeys the keys: arrows, plus, minus, 0, and Enter for the paper in the middle', async () => {
      await inPage(`/map?paper=${paperId(PAL)}`, async (page) => {
        const { zoom } = (await stateIn(page)).view
        await page.locator('.map-surface').focus()
        await page.keyboard.press('+')
        expect((await viewIn(page)).zoom).toBeCloseTo(zoom * 1.5, 1)
        await page.locator('.map-card').getByText(PAL).waitFor()
        await page.keyboard.press('Enter')
        await page.waitForURL(`**/papers/${paperId(PAL)}`)
        await page.goto('/map')
        await page.locator('#map[data-ready]').waitFor()
        await page.locator('.map-surface').focus()
        for (const key of ['+', '+', 'ArrowRight']) await page.keyboard.press(key)
        const right = await viewIn(page)
        expect(right.x).toBeGreaterThan(0.1)
        expect(right.y).toBe(0)
        await page.keyboard.press('0')
        await page.waitForURL((url) => !url.searchParams.has('at'))
      })
    })

    it('names more topics the nearer it is, and none over another', async () => {
      await inPage('/map', async (page) => {
        const names = page.locator('.map-names a.on')
        const far = await names.allTextContents()
        expect(far.length).toBeGreaterThan(1)
        const boxes = await Promise.all((await names.all()).map((name) => name.boundingBox()))
        for (const a of boxes)
          for (const b of boxes)
            if (a !== b)
              expect(
                a!.x < b!.x + b!.width &&
                  b!.x < a!.x + a!.width &&
                  a!.y < b!.y + b!.height &&
                  b!.y < a!.y + a!.height,
              ).toBe(false)
        const all = await page.locator('.map-names a').count()
        await page.getByRole('link', { name: 'Nearer' }).click()
        await page.getByRole('link', { name: 'Nearer' }).click()
        await expect.poll(() => page.locator('.map-names a').count()).toBeGreaterThan(all)
      })
    })

    it('shows a search, a topic and a paper without leaving the page, and goes back', async () => {
      await inPage('/map', async (page) => {
        await page.evaluate('window.stayed = true')
        await page.getByRole('searchbox').fill('program-aided language models')
        await page.keyboard.press('Enter')
        await page.getByRole('heading', { name: /best matches for/ }).waitFor()
        expect(await page.locator('.map-list a').first().textContent()).toBe(PAL)
        expect((await stateIn(page)).found.length).toBeGreaterThan(5)
        await page.getByRole('link', { name: 'Clear' }).click()
        const topic = page.locator('.map-topics > li > a').first()
        const label = await topic.locator('span').first().textContent()
        await topic.click()
        await page.getByRole('heading', { name: label!, exact: true }).waitFor()
        expect((await stateIn(page)).leaves.length).toBeGreaterThan(0)
        await page.goBack()
        await page.goBack()
        await page.getByRole('heading', { name: /best matches for/ }).waitFor()
        expect(await page.evaluate('window.stayed')).toBe(true)
      })
    })

    it('follows a name on the map to its topic, but not when the map is drawn along by it', async () => {
      await inPage('/map', async (page) => {
        const name = page.locator('.map-names a.few.on').first()
        const label = (await name.textContent())!.replace('\n', ' ')
        const { x, y } = (await name.boundingBox())!
        await page.mouse.move(x + 10, y + 5)
        await page.mouse.down()
        await page.mouse.move(x + 60, y + 5, { steps: 4 })
        await page.mouse.up()
        expect((await viewIn(page)).x).toBeLessThan(0)
        expect(page.url()).not.toContain('topic=')
        await name.click()
        await page.getByRole('heading', { name: label, exact: true }).waitFor()
        expect(page.url()).toContain('topic=')
      })
    })

    it('shows what the reader liked as rings', async () => {
      await inPage(
        `/papers/${paperId(PAL)}`,
        async (page) => {
          await page
            .getByRole('button', { name: /^Like\b/ })
            .first()
            .click()
          await page.goto('/map')
          await page.getByText('what you liked, saved or read (1)').waitFor()
          const ring = page.locator('.marks a circle.history')
          expect(await ring.count()).toBe(1)
          expect(await ring.locator('title').textContent()).toBe(PAL)
        },
        { javaScriptEnabled: false },
      )
    })

    it('without JavaScript is a drawing with names that lead to topics, moved and zoomed by links', async () => {
      await inPage(
        '/map',
        async (page) => {
          const dots = await page
            .locator('.dots path')
            .evaluateAll((paths) => paths.map((path) => path.getAttribute('d')!.match(/M/g)!.length))
          expect(dots.reduce((a, b) => a + b)).toBe(86)
          const href = await page.locator('.on-wide .names a').first().getAttribute('href')
          expect((await open.app.request(href!)).status).toBe(200)
          await page.getByRole('link', { name: 'Nearer' }).click()
          await page.getByRole('link', { name: 'To the right' }).click()
          const { x, zoom } = parseView(new URL(page.url()).searchParams.get('at')!)!
          expect(zoom).toBe(2)
          expect(x).toBeGreaterThan(0)
          await page.getByRole('searchbox').fill('planning')
          await page.keyboard.press('Enter')
          await page.waitForURL(/q=planning/)
          expect(await page.locator('circle.found').count()).toBeGreaterThan(3)
          expect(await page.locator('.dots .away').count()).toBe(1)
        },
        { javaScriptEnabled: false },
      )
    })

    it('stays a drawing where there is no WebGL', async () => {
      const context = await browser.newContext({ baseURL })
      const page = await context.newPage()
      await page.addInitScript(
        'HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, { apply: (get, canvas, [kind, ...rest]) => kind.startsWith("webgl") ? null : Reflect.apply(get, canvas, [kind, ...rest]) })',
      )
      await page.goto('/map', { waitUntil: 'networkidle' })
      expect(await page.locator('.map-drawing').isVisible()).toBe(true)
      expect(await page.locator('.map-surface').count()).toBe(0)
      await context.close()
    })

    it('on a phone is moved by a finger and zoomed by two, a tap names a paper, and the page is no wider', async () => {
      await inPage(
        '/map',
        async (page) => {
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
          // The map leaves room to scroll the page by.
          expect((await sizeOf(page)).height).toBeLessThan(0.75 * 740)
          const title = await bareTitle(page)
          await page.touchscreen.tap(...(await pointOf(page, title)))
          await page.locator('.map-card.pinned').getByRole('link', { name: title, exact: true }).waitFor()
          const box = await sizeOf(page)
          await fingers(page, [
            [
              [box.x + 100, box.y + 60],
              [box.x + 200, box.y + 60],
            ],
            [
              [box.x + 60, box.y + 60],
              [box.x + 240, box.y + 60],
            ],
          ])
          expect((await viewIn(page)).zoom).toBeCloseTo(1.8, 1)
        },
        { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
      )
    })
  },
)

// biome-ignore lint/suspicious/noExplicitAny: what the page tells its script
async function stateIn(page: Page): Promise<any> {
  return JSON.parse((await page.locator('#map-panel').getAttribute('data-state'))!)
}

/** Two fingers from the first places to the last. */
async function fingers(page: Page, steps: [number, number][][]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const touch = (type: string, points: [number, number][]) =>
    session.send('Input.dispatchTouchEvent', {
      type: type as 'touchStart',
      touchPoints: points.map(([x, y], id) => ({ x, y, id })),
    })
  await touch('touchStart', steps[0]!)
  for (const points of steps.slice(1)) await touch('touchMove', points)
  await touch('touchEnd', [])
}

/** Share of the ground, and number of hues of those pixels that have a strong one. */
async function coloursOf(page: Page, picture: Buffer): Promise<{ ground: number; hues: number }> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    // biome-ignore lint/suspicious/noExplicitAny: runs in the browser, whose types are not known here
    const browser = globalThis as any
    const bitmap = await browser.createImageBitmap(new browser.Blob([bytes]))
    const pen = new browser.OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
    pen.drawImage(bitmap, 0, 0)
    const { data } = pen.getImageData(0, 0, bitmap.width, bitmap.height)
    let ground = 0
    const hues = new Set<number>()
    for (let i = 0; i < data.length; i += 4) {
      const [r, g, b] = [data[i], data[i + 1], data[i + 2]]
      const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)]
      if (most - least < 12 && most > 240) ground++
      if (most - least < 90) continue
      const part =
        most === r
          ? (g - b) / (most - least)
          : most === g
            ? 2 + (b - r) / (most - least)
            : 4 + (r - g) / (most - least)
      hues.add(Math.round(((part + 6) % 6) * 3))
    }
    return { ground: ground / (data.length / 4), hues: hues.size }
  }, picture.toString('base64'))
}
