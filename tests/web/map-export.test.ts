import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAP_COLOURS } from '../../src/web/map-colours.ts'
import { exportSvg } from '../../src/web/map-export.tsx'
import { environmentIn, run } from '../support/commands.ts'
import { temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'

describe('the map as a picture', () => {
  const folder = temporaryFolder()
  let test: TestService
  beforeAll(async () => {
    test = await openTestService(folder, [
      ...(await samplePapers()),
      { title: 'Ampersands & <angles>', abstract: 'Of "quotes" & <tags>.', aliases: [] },
    ])
  })
  afterAll(() => test.close())

  it('has a dot for each paper and a name for each broad topic', () => {
    const svg = exportSvg(test.service.library.get())
    expect(svg.match(/M-?\d+ -?\d+h0/g)?.length).toBe(87)
    expect(svg.match(/class="few"/g)?.length).toBeGreaterThan(1)
    expect(svg).not.toContain('href')
  })

  it('is well-formed, so that it is drawn, in the colours of its theme', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const svg = exportSvg(test.service.library.get(), { theme, width: 300 })
      const { data, info } = await sharp(Buffer.from(svg))
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      expect([info.width, info.height]).toEqual([300, 300])
      expect(`#${data.subarray(0, 3).toString('hex')}`).toBe(MAP_COLOURS[theme].ground)
      // Dots and letters: something is not ground.
      expect(data.some((channel, i) => Math.abs(channel - data[i % 3]!) > 60)).toBe(true)
    }
  })

  it('is written by a command, which says in a line what it can not do', async () => {
    const write = async (...args: string[]) => {
      const written = run('scripts/map.ts', args, environmentIn(folder))
      return { code: await written.ended, said: written.output().trim() }
    }
    const file = join(folder, 'map.png')
    expect(await write(file, '--width', '200', '--theme', 'dark')).toEqual({
      code: 0,
      said: `${file}: 87 papers`,
    })
    const { width, height, format } = await sharp(readFileSync(file)).metadata()
    expect([width, height, format]).toEqual([200, 200, 'png'])
    expect(await write('map.gif')).toEqual({
      code: 2,
      said: 'kindred: map.gif ends in neither .svg nor .png: name the picture by its kind',
    })
    expect((await write(join(folder, 'nowhere/map.svg'))).code).toBe(2)
    expect((await write(file, '--width', '9')).said).toContain('a whole number from 100 to 8192')
  })

  it('is of both themes unless told, and of one at /map.svg?theme=', async () => {
    const both = await (await test.app.request('/map.svg')).text()
    expect(both).toContain('prefers-color-scheme:dark')
    const dark = await test.app.request('/map.svg?theme=dark')
    expect(dark.headers.get('Content-Type')).toBe('image/svg+xml')
    expect(await dark.text()).not.toContain(MAP_COLOURS.light.ground)
    expect((await test.call('/map.svg?theme=sepia')).status).toBe(400)
  })
})
