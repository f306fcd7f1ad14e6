/**
 * A collection on disk to measure with: made by the product's own commands, once, and used again.
 *
 * The large one takes some minutes, or twenty more when its vectors are not in VECTORS_FOLDER yet.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readModel } from '../../src/embed/model.ts'
import { runScript, type ScriptRun } from './child.ts'
import { type Moment, watchPace } from './pace.ts'
import { largeFile } from './papers.ts'
import { type Collection, collectionIn, environmentOf, manifestOf } from './places.ts'
import { startService } from './service.ts'
import { type Settings, tell } from './settings.ts'

/** What the two commands took that made the large collection. */
export interface Making {
  readonly ingest: ScriptRun
  readonly embed: ScriptRun
  /** Of `embed`, from its start on. */
  readonly pace: readonly Moment[]
}

/** The sample page, as the first start makes it. */
export async function sampleCollection(settings: Settings): Promise<Collection> {
  const collection = collectionIn(join(settings.workFolder, 'sample'), '86 papers')
  mkdirSync(settings.workFolder, { recursive: true })
  if (!existsSync(join(collection.indexFolder, 'CURRENT'))) {
    const service = await startService(collection, { log: join(settings.workFolder, 'sample.log') })
    await service.stop()
  }
  return collection
}

/** The large collection; `making` tells what it took, also when it was made by an earlier run. */
export async function largeCollection(
  settings: Settings,
): Promise<{ collection: Collection; making: Making }> {
  const folder = join(settings.workFolder, 'large')
  const { vectorsFolder } = settings.config
  const places = { ...collectionIn(folder, ''), vectorsFolder }
  mkdirSync(folder, { recursive: true })
  const noted = join(folder, 'making.json')
  if (!existsSync(noted)) writeFileSync(noted, JSON.stringify(await make(places, settings)))
  const { count } = await manifestOf(places)
  const collection = { ...places, label: `${count.toLocaleString('en')} papers` }
  return { collection, making: JSON.parse(readFileSync(noted, 'utf8')) as Making }
}

async function make(collection: Collection, { dataFolder, config }: Settings): Promise<Making> {
  const environment = environmentOf(collection)
  // What an interrupted run left would make this one look fast.
  for (const folder of [collection.dataFolder, collection.indexFolder])
    rmSync(folder, { recursive: true, force: true })
  tell('storing the large collection: about two minutes')
  const ingest = await runScript('scripts/ingest.ts', [largeFile(dataFolder)], environment)
  tell(`building its index: a few minutes, and 20 more on 2 cores where ${collection.vectorsFolder} is empty`)
  const { name, fingerprint, dimensions } = readModel(config.model)
  const path = join(collection.vectorsFolder, `${name}-${fingerprint}.vec`)
  let watch: ReturnType<typeof watchPace> | undefined
  const embed = await runScript('scripts/embed.ts', [], environment, '', (pid) => {
    watch = watchPace(pid, { path, dimensions })
  })
  return { ingest, embed, pace: watch?.stop() ?? [] }
}
