/**
 * The scripts for browsers: the modules of a folder and what they import, in one file that is made when it is first
 * asked for, in about 50 ms. So there is no build to forget, as tsx leaves none for the server.
 */
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** `page` is part of every page; `map` belongs to the map alone. */
const ENTRIES = { page: 'client/start.ts', map: 'map-client/start.ts' } as const
export type ScriptName = keyof typeof ENTRIES
export const SCRIPT_NAMES = Object.keys(ENTRIES) as ScriptName[]

export interface Script {
  readonly text: string
  /** Its address, which holds its hash. */
  readonly path: string
}

const made = new Map<ScriptName, Promise<Script>>()

/** @throws Error with esbuild's own words, when a module of the script is not there or can't be read */
export function script(name: ScriptName): Promise<Script> {
  const known = made.get(name) ?? bundle(name)
  made.set(name, known)
  return known
}

async function bundle(name: ScriptName): Promise<Script> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(ENTRIES[name], import.meta.url))],
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
  const { text } = outputFiles[0]!
  const hash = createHash('sha256').update(text).digest('hex')
  return { text, path: `/assets/${name}-${hash.slice(0, 12)}.js` }
}
