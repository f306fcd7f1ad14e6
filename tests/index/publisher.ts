/** Writes one snapshot after another until it is killed, telling the id of each. */
import { writeSnapshot } from '../../src/index/snapshot.ts'
import { madeUpParts } from '../support/snapshots.ts'

for (let n = 1; ; n++) console.log(await writeSnapshot(process.argv[2]!, madeUpParts(20 + (n % 7))))
