import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { seeded } from '../src/random.ts'
import { environmentIn, run } from './support/commands.ts'
import { temporaryFolder } from './support/databases.ts'

/** 16 of hash, 384 numbers of 4, 4 of checksum. */
const RECORD_BYTES = 16 + 4 * 384 + 4
const HEADER_BYTES = 32
const COUNT = 240

describe('embedding that is killed again and again', () => {
  const folder = temporaryFolder()
  const environment = environmentIn(folder, { VECTORS_FOLDER: join(folder, 'vectors') })
  /** The whole records of a file of vectors. */
  const vectors = (name = 'vectors') => recordsOf(name, '.vec', () => RECORD_BYTES)
  /** Those of a file of pieces, whose number stands behind the hash. */
  const pieces = (name = 'vectors') =>
    recordsOf(name, '.pieces', (rest) => 16 + 4 + 384 * rest.readUInt32LE(16) + 4)

  function recordsOf(name: string, ending: string, bytesOf: (rest: Buffer) => number): Buffer[] {
    const file = readdirSync(join(folder, name)).find((found) => found.endsWith(ending))
    let rest = readFileSync(join(folder, name, file!)).subarray(HEADER_BYTES)
    const records: Buffer[] = []
    while (rest.length > 20 && rest.length >= bytesOf(rest)) {
      records.push(rest.subarray(0, bytesOf(rest)))
      rest = rest.subarray(bytesOf(rest))
    }
    return records
  }

  it('goes on where it stopped, embeds nothing twice, and comes to the same vectors as an undisturbed run', async () => {
    const words = ['graph', 'attention', 'proof', 'retrieval', 'diffusion', 'kernel', 'policy']
    const random = seeded(2)
    const sentence = () =>
      Array.from({ length: 60 }, () => words[Math.floor(random() * words.length)]).join(' ')
    const lines = Array.from({ length: COUNT }, (_, n) =>
      JSON.stringify({ title: `Paper number ${n}`, abstract: sentence() }),
    )
    const file = join(folder, 'papers.jsonl')
    writeFileSync(file, lines.join('\n'))
    expect(await run('scripts/ingest.ts', [file], environment).ended).toBe(0)

    let before = 0
    for (let kill = 0; kill < 3; kill++) {
      const embed = run('scripts/embed.ts', [], environment)
      // Killed some time after the first vectors of this run are there.
      while (count() <= before && !embed.output().includes('current')) await sleep(20)
      await sleep(random() * 300)
      embed.signal('SIGKILL')
      await embed.ended
      expect(count()).toBeGreaterThan(before)
      before = count()
    }
    const last = run('scripts/embed.ts', [], environment)
    expect(await last.ended).toBe(0)
    const records = vectors()
    expect(records).toHaveLength(COUNT)
    expect(new Set(records.map((record) => record.toString('hex', 0, 16))).size).toBe(COUNT)

    const undisturbed = {
      ...environment,
      VECTORS_FOLDER: join(folder, 'again'),
      INDEX_FOLDER: join(folder, 'again-index'),
    }
    expect(await run('scripts/embed.ts', [], undisturbed).ended).toBe(0)
    const sorted = (all: Buffer[]) => all.map((record) => record.toString('hex')).sort()
    expect(sorted(records)).toEqual(sorted(vectors('again')))
    expect(pieces()).toHaveLength(COUNT)
    expect(sorted(pieces())).toEqual(sorted(pieces('again')))

    function count(): number {
      try {
        return vectors().length
      } catch {
        return 0
      }
    }
  })

  it('stops after what is in work when it is interrupted, and says so', async () => {
    const fresh = { ...environment, VECTORS_FOLDER: join(folder, 'interrupted') }
    const embed = run('scripts/embed.ts', ['--force'], fresh)
    await expect.poll(() => readdirSync(folder), { timeout: 30_000 }).toContain('interrupted')
    await sleep(1_500)
    embed.signal('SIGINT')
    expect(await embed.ended).toBe(130)
    expect(embed.output()).toMatch(/texts embedded; stopped, run it again to go on/)
  })
})
