/** A thread that dies at the text "die", never answers "hang", and answers anything else with its length. */
import { parentPort } from 'node:worker_threads'

parentPort!.on('message', ({ id, text }: { id: number; text: string }) => {
  if (text === 'die') process.exit(3)
  if (text === 'fail') parentPort!.postMessage({ id, error: 'no such luck' })
  else if (text !== 'hang') parentPort!.postMessage({ id, vector: Float32Array.of(text.length) })
})
