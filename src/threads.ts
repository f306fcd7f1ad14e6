/** Starting a thread of our own. */
import { type ResourceLimits, Worker } from 'node:worker_threads'

/**
 * Starts a TypeScript module as a worker thread.
 *
 * tsx compiles imports in the main thread only: on Node 20 a worker does not inherit its loader,
 * so the thread registers it first, from a line of plain JavaScript.
 */
export function startThread(module: URL, workerData: unknown, resourceLimits?: ResourceLimits): Worker {
  const start = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => { register(); return import(${JSON.stringify(module.href)}) })`
  return new Worker(start, { eval: true, workerData, resourceLimits })
}
