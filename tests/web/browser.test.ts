/** The pages in a real Chromium: what only a browser can tell. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM_ARGUMENTS } from '../../scripts/chromium.ts'
import { paperId } from '../../src/paper.ts'
import { tokensIn } from '../../src/tokens.ts'
import { temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'

const CHROMIUM = '/usr/bin/chromium'
const SCRIPT = '<script>alert(1)</script><img src=x onerror=alert(2)>'
const PAL = 'PAL: Program-aided Language Models'
const OMNI = 'OmniQuant: Omnidirectionally Calibrated Quantization for Large Language Models'
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
      '/search?q=planing+robots',
      `/papers/${paperId(SCRIPT)}`,
      `/papers/${paperId(PAL)}?to=${paperId(SCRIPT)}`,
      '/for-you',
      '/library',
      '/interests',
      '/settings',
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

    it('axe finds nothing wrong with what somebody new is shown', async () => {
      await inPage({}, async (page) => {
        for (const path of ['/', '/for-you', '/library', '/interests', '/settings']) {
          await page.goto(path)
          expect.soft(await violations(page), path).toEqual([])
        }
      })
    })

    it('axe finds nothing wrong with any page of a reader, none is wider than a phone, and none asks for what the policy refuses', async () => {
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
        await becomeReader(page)
        await page.goto('/library')
        await page.getByLabel(/^Tag PAL/).fill('to cite')
        await page.getByRole('button', { name: /^Add a tag to PAL/ }).click()
        await page.getByText('#to cite').first().waitFor()
        for (const path of await pathsOf()) {
          await page.goto(path)
          // What is closed is looked at too.
          await page.evaluate(`for (const part of document.querySelectorAll('details')) part.open = true`)
          expect.soft(await violations(page), path).toEqual([])
          await page.emulateMedia({ colorScheme: 'dark' })
          expect.soft(await violations(page, ['color-contrast']), `${path}, dark`).toEqual([])
          await page.emulateMedia({ colorScheme: 'light' })
          await page.setViewportSize({ width: 360, height: 740 })
          expect
            .soft(await page.evaluate('document.documentElement.scrollWidth'), path)
            .toBeLessThanOrEqual(360)
          await page.setViewportSize({ width: 1280, height: 720 })
        }
        await page.keyboard.press('?')
        expect.soft(await violations(page), 'the list of keys').toEqual([])
        expect(complaints).toEqual([])
      })
    })

    it('someone new likes three papers, sees why, mutes an interest, brings a library in, and deletes everything', async () => {
      await inPage({}, async (page) => {
        await page.goto('/')
        await page.getByRole('link', { name: 'Pick from every corner' }).click()
        const starters = page.getByRole('region', { name: 'One from each corner' })
        for (const at of [0, 1]) {
          await starters
            .getByRole('article')
            .nth(at)
            .getByRole('button', { name: /^Like\b/ })
            .click()
          await page.getByText(`${at + 1} of 3 liked`).waitFor()
        }
        await starters
          .getByRole('article')
          .nth(2)
          .getByRole('button', { name: /^Like\b/ })
          .click()
        await page.getByRole('heading', { name: 'For you', exact: true }).waitFor()

        const list = page.getByRole('region', { name: 'Recommended papers' })
        const first = list.getByRole('article').first()
        await first.getByText('Because you liked').click()
        expect(await first.locator('.shares').textContent()).toMatch(/\d+\u00a0%/)
        const title = await first.getByRole('heading').textContent()
        await first.getByRole('button', { name: /^Not interested/ }).click()
        await page.getByText(`You are not interested in ${title}`).first().waitFor()
        expect(await list.getByRole('heading', { name: title! }).count()).toBe(0)
        // Where the pressed button went with its paper, the keyboard goes on at what takes it back.
        expect(await page.evaluate('document.activeElement.id')).toBe('undo')
        await page.keyboard.press('Enter')
        await list.getByRole('heading', { name: title! }).waitFor()

        await page.getByRole('link', { name: 'your interests' }).click()
        const interest = page.locator('.interest').first()
        const name = await interest.getByRole('heading').textContent()
        await interest.getByLabel('Shown').selectOption('muted')
        await interest.getByRole('button', { name: 'What would change?' }).first().click()
        await page.getByRole('heading', { name: 'What would change' }).waitFor()
        await page.getByRole('button', { name: 'Do it' }).click()
        await page.locator('.interest.quiet').getByRole('heading', { name: name! }).waitFor()

        await page.getByRole('link', { name: 'Library' }).click()
        const bibtex = `@misc{a, title = {${PAL}}}`
        await page
          .getByLabel('A file from a reference manager')
          .setInputFiles({ name: 'mine.bib', mimeType: 'application/x-bibtex', buffer: Buffer.from(bibtex) })
        await page.getByRole('heading', { name: '1 paper brought in' }).waitFor()
        await page.goto('/library?kind=save')
        await page.getByRole('article').getByRole('link', { name: PAL }).waitFor()

        await page.goto('/')
        const feed = await page.locator('link[rel=alternate]').first().getAttribute('href')
        expect((await page.request.get(feed!)).status()).toBe(200)

        await page.getByRole('link', { name: 'Settings' }).click()
        await page.getByText('Delete everything').first().click()
        await page.getByLabel('Delete all that I said').check()
        await page.getByRole('button', { name: 'Delete everything' }).click()
        await page.getByRole('heading', { name: 'Everything was deleted' }).waitFor()
        expect(await page.context().cookies()).toEqual([])
        await page.goto('/for-you')
        await page.getByRole('img', { name: '0 of 3 liked' }).waitFor()
      })
    })

    it('whoever runs the service makes a token and revokes it, and axe finds nothing wrong there', async () => {
      await inPage({}, async (page) => {
        const { db, now } = open.service
        const key = await tokensIn(db, now).pageKey()
        await page.goto(`/settings/tokens?${new URLSearchParams({ key })}`)
        await page.getByLabel('Who or what a new one is for').fill('nightly import')
        await page.getByRole('button', { name: 'Make a token' }).click()
        await page.getByRole('heading', { name: 'A new token' }).waitFor()
        expect(await page.locator('.secret').textContent()).toMatch(/^kindred_/)
        expect.soft(await violations(page), 'a new token').toEqual([])
        await page.setViewportSize({ width: 360, height: 740 })
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
        await page.getByRole('link', { name: 'Back to the settings' }).click()
        const revoke = page.getByRole('button', { name: 'Revoke the token of nightly import' })
        await revoke.waitFor()
        expect.soft(await violations(page), 'the list of tokens').toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
        await revoke.click()
        await page.getByText('There is no token yet.').waitFor()
        await page.getByRole('button', { name: 'Lock this list again' }).click()
        await page.getByText('Whoever runs it makes and revokes tokens here').waitFor()
      })
    })

    it('searches while one types, and leaves the field to who types in it', async () => {
      await inPage({}, async (page) => {
        await page.goto('/search')
        await page.keyboard.press('/')
        await page.keyboard.type('quantizaton', { delay: 20 })
        await page.getByRole('heading', { name: 'Best matches for “quantization”' }).waitFor()
        expect(new URL(page.url()).searchParams.get('q')).toBe('quantizaton')
        const field = page.getByRole('searchbox', { name: 'Search the papers' })
        expect(await field.inputValue()).toBe('quantizaton')
        expect(await field.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
        await page.getByLabel('Words', { exact: true }).check()
        await page.getByText('By words alone').waitFor()
      })
    })

    it('keys go through a list and say what is said, but not in fields, and can be switched off', async () => {
      await inPage({}, async (page) => {
        const focused = () => page.evaluate('document.activeElement.textContent')
        const titles = async () => page.locator('.card h3 a').allTextContents()
        await page.goto('/')
        const [first, second] = await titles()
        await page.keyboard.press('j')
        expect(await focused()).toBe(first)
        await page.keyboard.press('j')
        expect(await focused()).toBe(second)
        await page.keyboard.press('s')
        await page.getByRole('button', { name: /^Saved/ }).waitFor()
        await page.keyboard.press('k')
        expect(await focused()).toBe(first)

        await page.keyboard.press('/')
        await page.keyboard.type('jlx?')
        expect(await page.getByRole('searchbox').first().inputValue()).toBe('jlx?')
        expect(await page.getByRole('dialog').count()).toBe(0)
        await page.keyboard.press('Escape')

        await page.keyboard.press('?')
        await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
        await page.getByLabel('Single keys do this').uncheck()
        await page.keyboard.press('Escape')
        await page.keyboard.press('?')
        expect(await page.getByRole('dialog').count()).toBe(0)
        await page.reload()
        await page.keyboard.press('j')
        expect(await focused()).not.toBe(first)
      })
    })

    it('says so when the service can’t be reached, keeps the page, and goes on when it can', async () => {
      await inPage({}, async (page) => {
        await page.goto('/')
        await page.context().setOffline(true)
        await page
          .getByRole('button', { name: /^Like\b/ })
          .first()
          .click()
        await page.getByText('The service does not answer').waitFor()
        await page.getByText('The service can’t be reached').waitFor()
        expect(await page.getByRole('article').count()).toBeGreaterThan(5)
        await page.context().setOffline(false)
        await page.getByText('The service is there again').waitFor()
        expect(await page.getByText('The service can’t be reached').isVisible()).toBe(false)
      })
    })

    it('a file dropped on the form is brought in', async () => {
      await inPage({}, async (page) => {
        await page.goto('/library')
        await page.evaluate(`{
          const transfer = new DataTransfer()
          transfer.items.add(new File([${JSON.stringify(PAL)}], 'list.txt', { type: 'text/plain' }))
          document.querySelector('.drop').dispatchEvent(
            new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
        }`)
        await page.getByRole('heading', { name: '1 paper brought in' }).waitFor()
      })
    })

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

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What keeps people from using the page, as rule and element. */
async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(AXE)
  const options = rules ? { runOnly: rules } : {}
  return page.evaluate(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200))))`)
}

async function becomeReader(page: Page): Promise<void> {
  for (const title of [
    PAL,
    'LLM+P: Empowering Large Language Models with Optimal Planning Proficiency',
    OMNI,
  ]) {
    await page.goto(`/papers/${paperId(title)}`)
    await page
      .locator('.paper')
      .getByRole('button', { name: /^Like\b/ })
      .click()
    await page
      .locator('.paper')
      .getByRole('button', { name: /^Liked\b/ })
      .waitFor()
  }
}
