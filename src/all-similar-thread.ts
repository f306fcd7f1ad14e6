/** A thread of all-similar.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { type SimilarTask, workOn } from './all-similar.ts'

parentPort!.postMessage('ready')
workOn(workerData as SimilarTask)
