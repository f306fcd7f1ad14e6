/** A TypeScript file run as a process of its own, for what only a process can show: locks, kills. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface Child {
  readonly pid: number
  /** Its next line of output; undefined once it has ended. */
  nextLine(): Promise<string | undefined>
  /** Kills it without a chance to tidy up, and waits until it is gone. */
  kill(): Promise<void>
}

export function startChild(file: URL, args: readonly string[]): Child {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', file.pathname, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const exited = once(child, 'exit')
  return {
    pid: child.pid!,
    nextLine: async () => (await lines.next()).value,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}
