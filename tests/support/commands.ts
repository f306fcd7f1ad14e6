/** The product's own commands as processes, on folders of the test's choice. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { VECTORS_FOLDER } from './service.ts'

export interface Run {
  readonly pid: number
  /** All that it has printed so far, on either stream. */
  output(): string
  /** Resolves with the text that matches, as soon as it is printed; fails when the process ends without. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>
  signal(name: NodeJS.Signals): void
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
}

/** A port of 0 lets the service take any free one. */
export function environmentIn(folder: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    DATA_FOLDER: join(folder, 'data'),
    INDEX_FOLDER: join(folder, 'index'),
    VECTORS_FOLDER,
    PORT: '0',
    ...more,
  }
}

export function run(script: string, args: readonly string[], environment: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const waiting = new Set<() => void>()
  const heard = (chunk: Buffer) => {
    text += chunk
    for (const look of waiting) look()
  }
  child.stdout.on('data', heard)
  child.stderr.on('data', heard)
  const ended = once(child, 'close').then(([code, signal]) => (signal ?? code) as number | NodeJS.Signals)
  return {
    pid: child.pid!,
    output: () => text,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = text.match(pattern)
          if (match) {
            waiting.delete(look)
            resolve(match)
          }
        }
        waiting.add(look)
        look()
        void ended.then(() => reject(new Error(`ended without printing ${pattern}:\n${text}`)))
      }),
    signal: (name) => void child.kill(name),
    ended,
  }
}
