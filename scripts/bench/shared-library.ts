/** Opens a snapshot as a service does, FOLDER ID memory|pgvector, and prints the memory that the process then has in RAM, in MB. */
import { setTimeout as sleep } from 'node:timers/promises'
import { readSnapshot, type SearchElsewhere } from '../../src/index/snapshot.ts'
import { openLibrary } from '../../src/library.ts'
import { residentMb } from './child.ts'

const IDLE_MS = 3_000

const [folder, id, mode] = process.argv.slice(2) as [string, string, string]
const elsewhere: SearchElsewhere = ({ vectors: { count, dimensions } }) => ({
  count,
  dimensions,
  nearest: () => [],
})
const library = openLibrary(await readSnapshot(folder, id, mode === 'pgvector' ? elsewhere : undefined))
await sleep(IDLE_MS)
console.log(residentMb(process.pid))
process.exit(library.count < 0 ? 1 : 0)
