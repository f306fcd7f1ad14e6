/** A program in Python that does the same work: one JSON line in, one JSON line out. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PROJECT_FOLDER } from '../../src/config.ts'
import { tell } from './settings.ts'

export const PYTHON = join(PROJECT_FOLDER, '.kindred/peers/bin/python')

export interface Peer {
  /** @throws Error when the program ended instead of answering; it says why on standard error */
  ask<Answer>(question: object): Promise<Answer>
  close(): Promise<void>
}

export function peersInstalled(): boolean {
  return existsSync(PYTHON)
}

/** Starts `peers/<name>.py`; undefined, with a word about it, where the peers are not installed. */
export function startPeer(name: string): Peer | undefined {
  if (!peersInstalled()) {
    tell('no peers: run `bash scripts/bench/install-peers.sh` for the ratios')
    return undefined
  }
  const program = join(PROJECT_FOLDER, 'scripts/bench/peers', `${name}.py`)
  const child = spawn(PYTHON, [program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // The weights come from a package; nothing is to be looked for elsewhere.
    env: { ...process.env, HF_HUB_OFFLINE: '1', TQDM_DISABLE: '1', PYTHONDONTWRITEBYTECODE: '1' },
  })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async ask<Answer>(question: object) {
      child.stdin.write(`${JSON.stringify(question)}\n`)
      const line = await lines.next()
      if (line.done) throw new Error(`the peer ${name} ended without an answer`)
      return JSON.parse(line.value) as Answer
    },
    async close() {
      child.stdin.end()
      await exited
    },
  }
}
