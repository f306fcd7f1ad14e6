/** Reading the evaluation data: JSON lines, gzipped or not, beside the project and never part of it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { z } from 'zod'
import { NotReady } from '../errors.ts'
import type { Paper } from '../paper.ts'

/**
 * Every record of a file, checked.
 * @throws NotReady when the file is not there, naming it
 */
export function readRecords<T>(folder: string, name: string, schema: z.ZodType<T>): T[] {
  const path = join(folder, name)
  if (!existsSync(path)) {
    throw new NotReady(`no evaluation data: ${path} not found; name its folder with --data FOLDER`)
  }
  const bytes = readFileSync(path)
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)))
}

/**
 * A paper under the data set's own id. Ids made from titles would merge its papers of the same
 * title, which its judgements tell apart.
 */
export function paperOf(id: string, title: string, abstract: string): Paper {
  return { id, title, abstract, aliases: [] }
}
