/** Takes the lock named by its argument, says how that went, and keeps it until killed. */
import { takeLock } from '../../src/db/lock.ts'

try {
  await takeLock(process.argv[2]!, 'the folder')
  console.log('held')
  setInterval(() => {}, 1_000)
} catch (error) {
  console.log((error as Error).message)
}
