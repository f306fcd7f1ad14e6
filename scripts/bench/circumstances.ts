/** What has to be known to measure the same again. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { PROJECT_FOLDER } from '../../src/config.ts'
import { PYTHON, peersInstalled } from './peer.ts'

const PACKAGES = [
  '@huggingface/transformers',
  'onnxruntime-node',
  'usearch',
  'hnswlib-node',
  '@electric-sql/pglite',
  'hono',
  '@hono/node-server',
  'autocannon',
]
const PEERS = [
  ...['sentence-transformers', 'torch', 'onnxruntime', 'hnswlib', 'usearch', 'numpy'],
  ...['fastapi', 'uvicorn'],
]

export function circumstances(command: string): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  const [cpu] = cpus()
  return [
    `Command: \`${command}\`.`,
    `Machine: ${cpu?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${gigabytes} GB.`,
    `Node ${process.versions.node}; ${PACKAGES.map((name) => `${name} ${versionOf(name)}`).join(', ')}.`,
    peersInstalled()
      ? `Peers: ${peerVersions()}.`
      : 'Peers: not installed (`scripts/bench/install-peers.sh`).',
  ].join('\n')
}

/** transformers.js is installed under its former name. */
function versionOf(name: string): string {
  const folder = name === '@huggingface/transformers' ? '@xenova/transformers' : name
  const file = join(PROJECT_FOLDER, 'node_modules', folder, 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

function peerVersions(): string {
  const program = `import platform, importlib.metadata as m
print("Python " + platform.python_version(), *(f"{n} {m.version(n)}" for n in ${JSON.stringify(PEERS)}), sep=", ")`
  return execFileSync(PYTHON, ['-c', program], { encoding: 'utf8' }).trim()
}
