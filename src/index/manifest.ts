/**
 * The manifest of a snapshot: what it holds, what made it, and each file with its sha256.
 *
 * Also `CURRENT`, the small file that says which snapshot is in use.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { checkMarked } from './files.ts'
import { ENGINES } from './graph.ts'

export const FORMAT = 9
export const FILES = [
  'cards.jsonl',
  'abstracts.txt',
  'abstract-ends.f64',
  'vectors.f32',
  'numbers.u32',
  'graph.hnsw',
  'neighbours.bin',
  'keywords.bin',
  'pieces.i8',
  'piece-ends.u32',
  'words.bin',
  'sentences.u32',
  'similar.bin',
  'topics.json',
  'map.f32',
] as const
export type FileName = (typeof FILES)[number]

const Mark = z.object({ bytes: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const Manifest = z.object({
  format: z.literal(FORMAT),
  count: z.int().nonnegative(),
  dimensions: z.int().positive(),
  model: z.object({
    name: z.string(),
    dtype: z.string(),
    pooling: z.string(),
    maxTokens: z.int(),
    weightsSha256: z.string(),
    fingerprint: z.string(),
  }),
  graph: z.object({
    engine: z.enum(ENGINES),
    m: z.int(),
    efConstruction: z.int(),
    seed: z.int(),
    removed: z.int().nonnegative(),
  }),
  corpus: z.object({ count: z.int(), revision: z.int(), topicEdits: z.string() }),
  /** Of the papers that were to be in no topic. */
  outlierShare: z.number(),
  files: z.object(Object.fromEntries(FILES.map((name) => [name, Mark])) as Record<FileName, typeof Mark>),
})
export type Manifest = z.infer<typeof Manifest>

/** Whether every file of a snapshot, or these alone, is there and fits its manifest. */
export async function isWhole(
  folder: string,
  id: string,
  names: readonly FileName[] = FILES,
): Promise<boolean> {
  try {
    const { files } = await readManifest(folder, id)
    for (const name of names) await checkMarked(join(folder, id, name), files[name])
    return true
  } catch {
    return false
  }
}

/** Ids named by `CURRENT`: the current snapshot, then the one before it; empty when none was ever written. */
export async function readCurrent(folder: string): Promise<string[]> {
  const path = join(folder, 'CURRENT')
  if (!existsSync(path)) return []
  const lines = (await readFile(path, 'utf8')).split('\n')
  return lines.filter((line) => /^[0-9a-f]{16}$/.test(line))
}

/**
 * Reads and checks the manifest of a snapshot.
 * @throws Error saying what is wrong with it
 */
export async function readManifest(folder: string, id: string): Promise<Manifest> {
  const path = join(folder, id, 'manifest.json')
  if (!existsSync(path)) throw new Error('manifest.json is missing')
  return parseManifest(await readFile(path, 'utf8'))
}

/** @throws Error saying what is wrong with it */
export function parseManifest(text: string): Manifest {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new Error('manifest.json is not JSON')
  }
  const parsed = Manifest.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`manifest.json: ${issue!.path.join('.')}: ${issue!.message}`)
  }
  return parsed.data
}
