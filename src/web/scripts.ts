/**
 * The map's script for browsers: the modules of `map-client/` and what they import, in one file that is made when it
 * is first asked for, in about 50 ms. So there is no build to forget, as tsx leaves none for the server.
 */
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

let made: Promise<string> | undefined

/** @throws Error with esbuild's own words, when a module of the script is not there or can't be read */
export function mapScript(): Promise<string> {
  made ??= bundle()
  return made
}

/** Its address, which holds its hash. */
export async function mapScriptPath(): Promise<string> {
  const hash = createHash('sha256')
    .update(await mapScript())
    .digest('hex')
  return `/assets/map-${hash.slice(0, 12)}.js`
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('map-client/start.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'inline',
    // The project's settings are for the server.
    tsconfigRaw: {},
  })
  return outputFiles[0]!.text
}
