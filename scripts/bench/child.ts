/** Programs of the project run as processes of their own, for figures that only a process has. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { PROJECT_FOLDER } from '../../src/config.ts'

const running = new Set<ChildProcess>()
// Whatever ends the benchmark ends what it started.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts `node ARGS` in the project's folder. */
export function startNode(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  stdio: 'pipe' | number,
): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: PROJECT_FOLDER,
    env: { ...process.env, ...environment },
    stdio: ['pipe', stdio, stdio === 'pipe' ? 'inherit' : stdio],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

export interface ScriptRun {
  readonly seconds: number
  /** The last line that it printed. */
  readonly said: string
}

/**
 * Runs a script to its end.
 *
 * @param onStart told the number of its process
 * @throws Error when it fails
 */
export async function runScript(
  file: string,
  args: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
  input = '',
  onStart: (pid: number) => void = () => {},
): Promise<ScriptRun> {
  const started = performance.now()
  const child = startNode(['--import', 'tsx', file, ...args], environment, 'pipe')
  if (child.pid !== undefined) onStart(child.pid)
  child.stdin!.end(input)
  const [output, [code]] = await Promise.all([text(child.stdout!), once(child, 'exit')])
  if (code !== 0) throw new Error(`${file} ended with code ${code}`)
  return { seconds: (performance.now() - started) / 1000, said: output.trimEnd().split('\n').at(-1) ?? '' }
}

/** Memory of a process that is in RAM, in MB. */
export function residentMb(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
}
