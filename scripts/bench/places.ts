/** Where a collection lies, and the current snapshot of it. */
import { join } from 'node:path'
import { type Manifest, readCurrent, readManifest } from '../../src/index/manifest.ts'
import { readSnapshot, type SnapshotInMemory } from '../../src/index/snapshot.ts'

/** The service under measurement listens here. */
export const PORT = Number(process.env.BENCH_PORT ?? 3400)
/** And what it is measured against, here. */
export const PEER_PORT = PORT + 1

export interface Collection {
  readonly label: string
  readonly dataFolder: string
  readonly indexFolder: string
  readonly vectorsFolder: string
}

export function collectionIn(folder: string, label: string): Collection {
  return {
    label,
    dataFolder: join(folder, 'data'),
    indexFolder: join(folder, 'index'),
    vectorsFolder: join(folder, 'vectors'),
  }
}

/** The places as the environment names them. */
export function environmentOf({ dataFolder, indexFolder, vectorsFolder }: Collection): NodeJS.ProcessEnv {
  return {
    DATA_FOLDER: dataFolder,
    INDEX_FOLDER: indexFolder,
    VECTORS_FOLDER: vectorsFolder,
    PORT: String(PORT),
    HOST: '127.0.0.1',
    DATABASE_URL: '',
  }
}

type Places = Pick<Collection, 'indexFolder'>

export async function snapshotOf({ indexFolder }: Places): Promise<SnapshotInMemory> {
  return readSnapshot(indexFolder, await currentOf(indexFolder))
}

export async function snapshotFolderOf({ indexFolder }: Places): Promise<string> {
  return join(indexFolder, await currentOf(indexFolder))
}

export async function manifestOf({ indexFolder }: Places): Promise<Manifest> {
  return readManifest(indexFolder, await currentOf(indexFolder))
}

async function currentOf(indexFolder: string): Promise<string> {
  const [id] = await readCurrent(indexFolder)
  if (!id) throw new Error(`no snapshot in ${indexFolder}`)
  return id
}
