/**
 * A thread that dies at the text "die", never answers "hang", writes a file half a second after "write FILE", and answers
 * anything else with its length.
 */
import { writeFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'

parentPort!.on('message', ({ id, text }: { id: number; text: string }) => {
  if (text === 'die') process.exit(3)
  if (text.startsWith('write ')) {
    // As the network does, without coming back in between.
    for (const until = performance.now() + 500; performance.now() < until; );
    writeFileSync(text.slice(6), '')
  }
  if (text === 'fail') parentPort!.postMessage({ id, error: 'no such luck' })
  else if (text !== 'hang') parentPort!.postMessage({ id, vector: Float32Array.of(text.length) })
})
