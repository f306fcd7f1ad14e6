/** The sections of the benchmark, in the order of `npm run bench -- all`. */
import { measureBuild } from './build.ts'
import { measureEmbedding } from './embed.ts'
import { measureGraph } from './graph.ts'
import { measureMap } from './map.ts'
import { measureMemory } from './memory.ts'
import { measurePages } from './pages.ts'
import { measureParameters } from './parameters.ts'
import type { Plot } from './plot.ts'
import { measureScale } from './scale.ts'
import { measureServing } from './serve.ts'
import type { Settings } from './settings.ts'
import { measureShared } from './shared.ts'
import { measureSimilar } from './similar.ts'
import { measureStart } from './start.ts'

/** What a section found: Markdown, and plots by the names of their files. */
export interface Measured {
  readonly markdown: string
  readonly plots?: Readonly<Record<string, Plot>>
}

export const SECTIONS = {
  build: { title: 'Making a collection of 100,000 papers', measure: measureBuild },
  embed: { title: 'Embedding', measure: measureEmbedding },
  index: { title: 'Nearest neighbours', measure: measureGraph },
  parameters: { title: 'Links and candidates of the graph', measure: measureParameters },
  scale: { title: 'From 1,000 to 1,000,000 vectors', measure: measureScale },
  serve: { title: 'Serving', measure: measureServing },
  similar: { title: 'Similar papers over HTTP', measure: measureSimilar },
  pages: { title: 'Waiting for a page', measure: measurePages },
  map: { title: 'Moving the map', measure: measureMap },
  start: { title: 'Starting', measure: measureStart },
  memory: { title: 'Memory', measure: measureMemory },
  shared: { title: 'A paper on a shared Postgres', measure: measureShared },
} as const satisfies Record<
  string,
  { title: string; measure: (settings: Settings) => Promise<string | Measured> }
>

export type SectionName = keyof typeof SECTIONS
