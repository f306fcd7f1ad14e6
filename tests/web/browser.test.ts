/** The pages in a real Chromium: what only a browser can tell. */
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM_ARGUMENTS } from '../../scripts/chromium.ts'
import { paperId } from '../../src/paper.ts'
import { temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'

const CHROMIUM = '/usr/bin/chromium'
const SCRIPT = '<script>alert(1)</script><img src=x onerror=alert(2)>'
/** A name that Chromium takes for another machine: over plain HTTP such a site gets fewer headers than localhost. */
const OTHER_HOST = 'kindred.test'

const absent = !existsSync(CHROMIUM)
if (absent && process.env.KINDRED_REQUIRE_ALL === '1')
  throw new Error(`KINDRED_REQUIRE_ALL=1, but there is no ${CHROMIUM}`)

describe.skipIf(absent)(
  `pages in Chromium${absent ? `: there is no ${CHROMIUM} on this machine` : ''}`,
  () => {
    const folder = temporaryFolder()
    let open: TestService
    let server: ReturnType<typeof serve>
    let browser: Browser
    let port: number
    beforeAll(async () => {
      const strange = {
        title: SCRIPT,
        abstract: `${'long'.repeat(60)} ${SCRIPT}`,
        publishedOn: '2025-12-01',
        aliases: ['arxiv:2512.00001'],
      }
      open = await openTestService(folder, [...(await samplePapers()), strange])
      server = serve({ fetch: open.app.fetch, port: 0, hostname: '127.0.0.1' })
      if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
      port = (server.address() as AddressInfo).port
      browser = await chromium.launch({
        executablePath: CHROMIUM,
        args: [...CHROMIUM_ARGUMENTS, `--host-resolver-rules=MAP ${OTHER_HOST} 127.0.0.1`],
      })
    })
    afterAll(async () => {
      await browser?.close()
      await new Promise((resolve) => server.close(resolve))
      await open.close()
    })

    const pathsOf = async () => [
      '/',
      '/search?q=planning',
      `/papers/${paperId(SCRIPT)}`,
      '/for-you',
      '/topics',
      '/map',
      '/map?q=planning',
      '/trends',
      `/topics/${(await open.call('/v1/topics')).json.topics[0].id}`,
      '/nowhere',
    ]

    async function inPage(
      options: BrowserContextOptions & { host?: string },
      use: (page: Page) => Promise<void>,
    ): Promise<void> {
      const { host = '127.0.0.1', ...rest } = options
      const context = await browser.newContext({ baseURL: `http://${host}:${port}`, ...rest })
      try {
        await use(await context.newPage())
      } finally {
        await context.close()
      }
    }

    it.each(['127.0.0.1', OTHER_HOST])(
      'a reader without JavaScript at %s reads, likes, gets recommendations with reasons, and takes it back',
      async (host) => {
        await inPage({ javaScriptEnabled: false, host }, async (page) => {
          await page.goto('/search?q=program-aided+language+models')
          await page.getByRole('link', { name: 'PAL: Program-aided Language Models' }).click()
          await page
            .getByRole('article')
            .first()
            .getByRole('button', { name: /^Like\b/ })
            .first()
            .click()
          expect(new URL(page.url()).pathname).toBe(
            `/papers/${paperId('PAL: Program-aided Language Models')}`,
          )
          await page.getByRole('button', { name: /^Liked .*PAL/ }).waitFor()

          await page.getByRole('link', { name: 'For you', exact: true }).click()
          const first = page.getByRole('region', { name: 'Recommended papers' }).getByRole('article').first()
          expect(await first.textContent()).toMatch(
            /Because you liked PAL: Program-aided Language Models.*100\u00a0%/,
          )

          await page.goBack()
          await page.getByRole('button', { name: /^Liked/ }).click()
          await page.goto('/for-you')
          await page.getByRole('img', { name: '0 of 3 liked' }).waitFor()
        })
      },
    )

    it('a reaction in a list brings the reader back to that paper', async () => {
      await inPage({ javaScriptEnabled: false }, async (page) => {
        await page.goto('/')
        const card = page.getByRole('article').nth(8)
        const id = await card.getAttribute('id')
        await card.getByRole('button', { name: /^Save/ }).click()
        expect(page.url()).toContain(`/#${id}`)
        const box = await page.locator(`#${id}`).boundingBox()
        expect(box!.y).toBeGreaterThanOrEqual(0)
        expect(box!.y).toBeLessThan(300)
      })
    })

    it('no page is wider than a phone of 360 pixels', async () => {
      await inPage({ viewport: { width: 360, height: 740 } }, async (page) => {
        for (const path of await pathsOf()) {
          await page.goto(path)
          expect
            .soft(await page.evaluate('document.documentElement.scrollWidth'), path)
            .toBeLessThanOrEqual(360)
        }
      })
    })

    it('no page asks for anything that the content policy refuses, or for anything elsewhere', async () => {
      await inPage({}, async (page) => {
        const complaints: string[] = []
        page.on('console', (message) => {
          // A page that is not found is logged as such by the browser.
          if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text())
        })
        page.on('pageerror', (error) => complaints.push(String(error)))
        page.on('request', (request) => {
          if (new URL(request.url()).host !== `127.0.0.1:${port}`) complaints.push(request.url())
        })
        for (const path of await pathsOf()) await page.goto(path, { waitUntil: 'networkidle' })
        expect(complaints).toEqual([])
      })
    })

    it('a title with a script in it is text, and nothing of it runs', async () => {
      await inPage({}, async (page) => {
        const dialogs: string[] = []
        page.on('dialog', (dialog) => {
          dialogs.push(dialog.message())
          return dialog.dismiss()
        })
        await page.goto(`/papers/${paperId(SCRIPT)}`, { waitUntil: 'networkidle' })
        expect(await page.locator('h1').textContent()).toBe(SCRIPT)
        await page.goto(`/search?q=${encodeURIComponent(SCRIPT)}`, { waitUntil: 'networkidle' })
        expect(await page.locator('input[type=search]').inputValue()).toBe(SCRIPT)
        expect(dialogs).toEqual([])
      })
    })

    it.each(['light', 'dark'] as const)(
      'in %s mode all text stands out from its ground by WCAG AA',
      async (colorScheme) => {
        await inPage({ colorScheme }, async (page) => {
          await page.goto('/')
          const ground = await page.evaluate(`getComputedStyle(document.body).backgroundColor`)
          expect(luminance(channels(String(ground))) < 0.1).toBe(colorScheme === 'dark')
          await page
            .getByRole('button', { name: /^Like\b/ })
            .first()
            .click()
          for (const path of await pathsOf()) {
            await page.goto(path)
            const pairs = (await page.evaluate(TEXT_COLOURS)) as [string, string, string][]
            expect(pairs.length, path).toBeGreaterThan(5)
            for (const [text, colour, behind] of pairs)
              expect
                .soft(contrast(channels(colour), channels(behind)), `${path}: ${text}`)
                .toBeGreaterThanOrEqual(4.5)
          }
        })
      },
    )

    it('the keyboard reaches the skip link first, and it leads to the content', async () => {
      await inPage({}, async (page) => {
        await page.goto('/')
        await page.keyboard.press('Tab')
        expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
        await page.keyboard.press('Enter')
        expect(await page.evaluate('document.activeElement.id')).toBe('content')
      })
    })
  },
)

/** Every element with text of its own that can be seen: the text, its colour, and the first opaque colour behind it, all as sRGB. */
const TEXT_COLOURS = `(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor)
      if (colour[3] === 255) return colour.slice(0, 3).join()
    }
    return '255,255,255'
  }
  const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
  return [...document.querySelectorAll('body *')]
    .filter((element) => own(element) && element.checkVisibility() && !element.closest('.unseen, .skip, option'))
    .map((element) => [element.textContent.slice(0, 60), rgb(getComputedStyle(element).color).slice(0, 3).join(), ground(element)])
})()`

function channels(colour: string): number[] {
  return colour
    .replace(/^rgb\(|\)$/g, '')
    .split(',')
    .map(Number)
}

/** Source: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(rgb: readonly number[]): number {
  const [r, g, b] = rgb.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(a: readonly number[], b: readonly number[]): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light! + 0.05) / (dark! + 0.05)
}
