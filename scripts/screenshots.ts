/**
 * Pictures of every page of a running service: light, dark, and as wide as a phone.
 * `npm run screenshots -- --url http://127.0.0.1:3000 --out .kindred/screenshots`
 *
 * Of the sample page's papers: what is on some pages is named here. Likes three papers as a new reader on the way,
 * and has everything deleted at the end.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { type Browser, chromium, type Page } from 'playwright-core'
import { runCommand } from '../src/command.ts'
import { PROJECT_FOLDER } from '../src/config.ts'
import { NotReady } from '../src/errors.ts'
import { CHROMIUM_ARGUMENTS } from './chromium.ts'

const VIEWS = [
  { name: 'light', width: 1280, height: 900, colorScheme: 'light' },
  { name: 'dark', width: 1280, height: 900, colorScheme: 'dark' },
  { name: 'phone', width: 360, height: 740, colorScheme: 'light' },
  { name: 'phone-dark', width: 360, height: 740, colorScheme: 'dark' },
] as const

const QUERY = 'planning with language models'
const LIKES = 3
const BRIDGE_TO = 'OmniQuant: Omnidirectionally Calibrated Quantization for Large Language Models'
const BIBTEX = `@misc{a, title = {PAL: Program-aided Language Models}}
@misc{b, title = {Program-aided language modells}}
@misc{c, title = {A paper of mine}, abstract = {It is about provers that plan.}}`

const program = new Command('screenshots')
  .description('Writes pictures of every page of a running service.')
  .option('--url <url>', 'where the service is', 'http://127.0.0.1:3000')
  .option('--out <folder>', 'where the pictures go', join(PROJECT_FOLDER, '.kindred/screenshots'))
  .option('--chromium <file>', 'the browser', '/usr/bin/chromium')
  .option('--key <key>', 'of the link that `npm run token -- page` prints, for pictures of the tokens too')
  .parse()

await runCommand(async (signal) => {
  const {
    url,
    out,
    chromium: executablePath,
    key,
  } = program.opts<{ url: string; out: string; chromium: string; key?: string }>()
  if (!existsSync(executablePath))
    throw new NotReady(`there is no ${executablePath}: install Chromium, or name one with --chromium`)
  const folder = resolve(out)
  mkdirSync(folder, { recursive: true })
  const browser = await chromium.launch({
    executablePath,
    args: [...CHROMIUM_ARGUMENTS],
  })
  try {
    for (const view of VIEWS) {
      if (signal.aborted) return
      await photograph(browser, view, { url, folder, key })
    }
  } finally {
    await browser.close()
  }
})

async function photograph(
  browser: Browser,
  { name, width, height, colorScheme }: (typeof VIEWS)[number],
  { url, folder, key }: { url: string; folder: string; key?: string },
): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, deviceScaleFactor: 2 })
  const page = await context.newPage()
  const take = async (title: string, path?: string | null) => {
    if (path) await visit(page, url, path)
    const file = join(folder, `${title}-${name}.png`)
    await page.screenshot({ path: file })
    await page.screenshot({ path: join(folder, `${title}-${name}-whole.png`), fullPage: true })
    console.log(file)
  }
  await take('today', '/')
  await take('search', `/search?q=${encodeURIComponent(QUERY)}`)
  await take('search-corrected', '/search?q=quantizaton')
  await take('search-nothing', '/search?q=zzyzx&mode=keyword&exact=1')
  await take('search-start', '/search')
  await take('topics', '/topics')
  await take('topic', await page.locator('.topic h2 a').first().getAttribute('href'))
  await take('trends', '/trends')
  await visit(page, url, '/map')
  await page.locator('#map[data-ready]').waitFor()
  await take('map')
  await take('map-search', `/map?q=${encodeURIComponent(QUERY)}`)
  await take('not-found', '/papers/Planning%20with%20large%20language%20modells')
  await take('library-empty', '/library')
  await take('interests-empty', '/interests')
  await take('start', '/for-you')
  for (let likes = 1; likes <= LIKES; likes++) {
    await page
      .locator('.card')
      .nth(likes)
      .getByRole('button', { name: /^Like\b/ })
      .click()
    await page
      .getByText(likes < LIKES ? `${likes} of ${LIKES} liked` : 'Steer the list')
      .first()
      .waitFor()
  }
  await take('for-you', '/for-you')
  await page.locator('.why summary').first().click()
  await take('why')
  await page
    .locator('.card')
    .first()
    .getByRole('button', { name: /^Not interested/ })
    .click()
  await page.locator('.said').waitFor()
  await take('said')
  await take('nothing-new', '/for-you?sure=99')
  await take('today-again', '/')
  await page.locator('.card h3 a').first().click()
  await page.getByRole('heading', { name: 'Similar papers' }).waitFor()
  await page.getByLabel('Its title, arXiv id, DOI or address').fill(BRIDGE_TO)
  await page.getByRole('button', { name: 'Show the way' }).click()
  await page.locator('.bridge').waitFor()
  await take('paper')
  await visit(page, url, '/library')
  await page.locator('.tags input[name=tag]').first().fill('to cite')
  await page.locator('.tags .small').first().click()
  await page.locator('.tag-on').waitFor()
  await take('library')
  const file = { name: 'mine.bib', mimeType: 'application/x-bibtex', buffer: Buffer.from(BIBTEX) }
  await page.locator('#file').setInputFiles(file)
  await page.locator('.report').waitFor()
  await take('brought-in')
  await take('interests', '/interests')
  await page.locator('.interest select[name=quiet]').first().selectOption('muted')
  await page.getByRole('button', { name: 'What would change?' }).first().click()
  await page.locator('.preview').waitFor()
  await take('preview')
  await take('settings', '/settings')
  if (key) {
    await visit(page, url, `/settings/tokens?${new URLSearchParams({ key })}`)
    await page.getByLabel('Who or what a new one is for').fill('nightly import')
    await page.getByRole('button', { name: 'Make a token' }).click()
    await take('new-token')
    await take('tokens', '/settings')
    await page
      .getByRole('button', { name: /^Revoke/ })
      .last()
      .click()
  }
  await page.keyboard.press('?')
  await take('keys')
  await page.keyboard.press('Escape')
  await page.getByText('Delete everything').first().click()
  await page.getByLabel('Delete all that I said').check()
  await page.getByRole('button', { name: 'Delete everything' }).click()
  await page.getByRole('heading', { name: 'Everything was deleted' }).waitFor()
  await take('deleted')
  await context.close()
}

async function visit(page: Page, url: string, path: string): Promise<void> {
  try {
    await page.goto(new URL(path, url).href)
  } catch (error) {
    if (String(error).includes('ERR_CONNECTION_REFUSED'))
      throw new NotReady(`nothing answers at ${url}: run \`npm start\`, or say where with --url`)
    throw error
  }
}
