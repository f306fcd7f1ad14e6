/** Opens one part of the service, as the environment names it, and prints how much memory the process then has in RAM, in MB. */
import { setTimeout as sleep } from 'node:timers/promises'
import { residentMb } from './child.ts'

/**
 * Each loads its modules when it is called, or every process would hold all of them, and returns
 * what lets go of the part.
 */
const PARTS = {
  async nothing() {
    return () => {}
  },
  async database() {
    const { readConfig } = await import('../../src/config.ts')
    const { openDatabase } = await import('../../src/db/open.ts')
    const { corpusRevision } = await import('../../src/db/papers.ts')
    const database = await openDatabase({ folder: readConfig().dataFolder })
    await corpusRevision(database.db)
    return database.close
  },
  async model() {
    const { readConfig } = await import('../../src/config.ts')
    const { openEmbedder } = await import('../../src/embed/embedder.ts')
    const { readModel } = await import('../../src/embed/model.ts')
    const options = { threads: 1, queueMax: 1, timeoutMs: 60_000 }
    const embedder = openEmbedder(readModel(readConfig().model), options)
    await embedder.embed('How much memory does it take to embed a text?')
    return embedder.close
  },
  async library() {
    const { readConfig } = await import('../../src/config.ts')
    const { openLibrary } = await import('../../src/library.ts')
    const { snapshotOf } = await import('./places.ts')
    const library = openLibrary(await snapshotOf(readConfig()))
    return () => library.count
  },
} as const
export type PartName = keyof typeof PARTS

const IDLE_MS = 3_000

const letGo = await PARTS[process.argv[2] as PartName]()
await sleep(IDLE_MS)
console.log(residentMb(process.pid))
await letGo()
process.exit(0)
