import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { readCurrent } from '../../src/index/manifest.ts'
import { readSnapshot } from '../../src/index/snapshot.ts'
import { seeded } from '../../src/random.ts'
import { startChild } from '../support/child.ts'
import { temporaryFolder } from '../support/databases.ts'

describe('publishing snapshots', () => {
  it('leaves a whole one current whenever the process is killed', async () => {
    const folder = join(temporaryFolder(), 'index')
    mkdirSync(folder)
    const random = seeded(9)
    for (let kill = 0; kill < 8; kill++) {
      const child = startChild(new URL('publisher.ts', import.meta.url), [folder])
      const told = await child.nextLine()
      expect(told).toMatch(/^[0-9a-f]{16}$/)
      await sleep(random() * 120)
      await child.kill()
      const [current] = await readCurrent(folder)
      await expect(readSnapshot(folder, current!)).resolves.toBeDefined()
    }
  })
})
