/** Writes the map of the collection as a picture. `npm run map -- map.svg`, `npm run map -- map.png --width 3000 --theme dark` */
import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { Argument, InvalidArgumentError, Option, program } from 'commander'
import sharp from 'sharp'
import { runCommand } from '../src/command.ts'
import { readConfig } from '../src/config.ts'
import { readModel } from '../src/embed/model.ts'
import { InvalidInput } from '../src/errors.ts'
import type { SearchElsewhere } from '../src/index/snapshot.ts'
import { openLiveLibrary } from '../src/live-library.ts'
import type { Theme } from '../src/web/map-colours.ts'
import { exportSvg } from '../src/web/map-export.tsx'

const WIDTH_MAX = 8_192

program
  .name('npm run map --')
  .description('Writes the map of the collection as an SVG or a PNG file.')
  .addArgument(new Argument('<file>', 'where to, ending in .svg or .png'))
  .option('--width <pixels>', `of the picture, at most ${WIDTH_MAX}`, widthOf, 1_600)
  .addOption(
    new Option('--theme <theme>', 'for PNG light, for SVG what the viewer prefers, unless told').choices([
      'light',
      'dark',
    ]),
  )
  .parse()

await runCommand(async () => {
  const [file] = program.processedArgs as [string]
  const { width, theme } = program.opts<{ width: number; theme?: Theme }>()
  const kind = extname(file).toLowerCase()
  if (kind !== '.svg' && kind !== '.png')
    throw new InvalidInput(`${file} ends in neither .svg nor .png: name the picture by its kind`)
  const { indexFolder, model } = readConfig()
  // Nothing is searched for a picture.
  const searchElsewhere: SearchElsewhere = ({ vectors: { count, dimensions } }) => ({
    count,
    dimensions,
    nearest: () => [],
  })
  const live = await openLiveLibrary(indexFolder, readModel(model), { searchElsewhere })
  try {
    const library = live.get()
    const picture =
      kind === '.svg'
        ? exportSvg(library, { width, theme })
        : await pngOf(exportSvg(library, { width, theme: theme ?? 'light' }))
    await writeFile(file, picture).catch((error) => {
      throw new InvalidInput(`${file} can't be written: ${error.message}`)
    })
    console.log(`${file}: ${library.count.toLocaleString('en')} papers`)
  } finally {
    live.close()
  }
})

/** An SVG of a large collection is longer than the reader allows unless told. */
function pngOf(svg: string): Promise<Buffer> {
  return sharp(Buffer.from(svg), { unlimited: true }).png().toBuffer()
}

function widthOf(text: string): number {
  const width = Number(text)
  if (!/^\d+$/.test(text) || width < 100 || width > WIDTH_MAX)
    throw new InvalidArgumentError(`It must be a whole number from 100 to ${WIDTH_MAX}.`)
  return width
}
