/** Counts the papers of a file: a process of its own, so that its heap can be bounded. */
import { readPapers } from '../../src/ingest/read.ts'

let count = 0
for await (const found of readPapers(process.argv[2]!)) if ('record' in found) count++
console.log(count)
