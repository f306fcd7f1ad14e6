/**
 * Pictures of every page of a running service: light, dark, and as wide as a phone.
 * `npm run screenshots -- --url http://127.0.0.1:3000 --out .kindred/screenshots`
 *
 * Likes two papers as a new reader on the way and has that reader forgotten at the end.
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

const program = new Command('screenshots')
  .description('Writes pictures of every page of a running service.')
  .option('--url <url>', 'where the service is', 'http://127.0.0.1:3000')
  .option('--out <folder>', 'where the pictures go', join(PROJECT_FOLDER, '.kindred/screenshots'))
  .option('--chromium <file>', 'the browser', '/usr/bin/chromium')
  .parse()

await runCommand(async (signal) => {
  const {
    url,
    out,
    chromium: executablePath,
  } = program.opts<{ url: string; out: string; chromium: string }>()
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
      await photograph(browser, view, url, folder)
    }
  } finally {
    await browser.close()
  }
})

async function photograph(
  browser: Browser,
  { name, width, height, colorScheme }: (typeof VIEWS)[number],
  url: string,
  folder: string,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, deviceScaleFactor: 2 })
  const page = await context.newPage()
  const take = async (title: string, path?: string) => {
    if (path) await visit(page, url, path)
    const file = join(folder, `${title}-${name}.png`)
    await page.screenshot({ path: file })
    await page.screenshot({ path: join(folder, `${title}-${name}-whole.png`), fullPage: true })
    console.log(file)
  }
  await take('front', '/')
  await take('search', `/?q=${encodeURIComponent(QUERY)}`)
  await page.locator('.card h3 a').first().click()
  await take('paper')
  await take('topics', '/topics')
  await take('trends', '/trends')
  await visit(page, url, '/map')
  await page.locator('#map[data-ready]').waitFor()
  await take('map')
  await take('map-search', `/map?q=${encodeURIComponent(QUERY)}`)
  await take('topic', '/topics/t0')
  await take('start', '/for-you')
  await take('not-found', '/papers/Planning%20with%20large%20language%20modells')
  await visit(page, url, '/for-you')
  for (const at of [0, 1])
    await page
      .locator('.card')
      .nth(at)
      .getByRole('button', { name: /^Like\b/ })
      .click()
  await take('for-you', '/for-you')
  await take('front-again', '/')
  await visit(page, url, '/for-you')
  await page.getByText('Forget me').click()
  await page.getByRole('button', { name: 'Delete everything I said' }).click()
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
