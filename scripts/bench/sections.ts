/** The sections of the benchmark, in the order of `npm run bench -- all`. */
import { measureBuild } from './build.ts'
import { measureEmbedding } from './embed.ts'
import { measureGraph } from './graph.ts'
import { measureMap } from './map.ts'
import { measureMemory } from './memory.ts'
import { measureScale } from './scale.ts'
import { measureServing } from './serve.ts'
import type { Settings } from './settings.ts'
import { measureStart } from './start.ts'

export const SECTIONS = {
  build: { title: 'Making a collection of 100,000 papers', measure: measureBuild },
  embed: { title: 'Embedding', measure: measureEmbedding },
  index: { title: 'Nearest neighbours', measure: measureGraph },
  serve: { title: 'Serving', measure: measureServing },
  map: { title: 'Moving the map', measure: measureMap },
  start: { title: 'Starting', measure: measureStart },
  memory: { title: 'Memory', measure: measureMemory },
  scale: { title: 'A paper on a shared Postgres', measure: measureScale },
} as const satisfies Record<string, { title: string; measure: (settings: Settings) => Promise<string> }>

export type SectionName = keyof typeof SECTIONS
