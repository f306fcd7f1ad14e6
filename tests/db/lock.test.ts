import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { takeLock } from '../../src/db/lock.ts'
import { NotReady } from '../../src/errors.ts'
import { startChild } from '../support/child.ts'
import { temporaryFolder } from '../support/databases.ts'

const holder = new URL('./holder.ts', import.meta.url)

describe('takeLock', () => {
  const folder = temporaryFolder()
  let count = 0
  const newPath = () => join(folder, `${count++}.lock`)
  const write = (path: string, lock: object) => writeFileSync(path, JSON.stringify(lock))
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

  it('is free again after its release, which may be called twice', async () => {
    const path = newPath()
    const release = await takeLock(path, 'the folder')
    release()
    const next = await takeLock(path, 'the folder')
    release()
    expect(existsSync(path)).toBe(true)
    next()
    expect(existsSync(path)).toBe(false)
  })

  it('refuses a second holder within the same process', async () => {
    const path = newPath()
    await takeLock(path, 'the folder')
    await expect(takeLock(path, 'the folder')).rejects.toThrow(NotReady)
  })

  it('names the process that holds it, what that runs and since when; and is free once that is killed', async () => {
    const path = newPath()
    const child = startChild(holder, [path])
    expect(await child.nextLine()).toBe('held')
    const since = read(path).since
    await expect(takeLock(path, 'the folder')).rejects.toThrow(
      `the folder is in use by process ${child.pid} (tests/db/holder.ts) since ${since}: stop it first`,
    )
    await child.kill()
    await takeLock(path, 'the folder')
    expect(read(path).pid).toBe(process.pid)
  })

  it.runIf(process.platform === 'linux')(
    'is not fooled by a pid that now belongs to another process',
    async () => {
      const path = newPath()
      const release = await takeLock(path, 'the folder')
      const own = read(path)
      release()
      write(path, { ...own, startTicks: '1' })
      await takeLock(path, 'the folder')
      expect(read(path).startTicks).toBe(own.startTicks)
    },
  )

  it('never takes the lock of another host, whose processes it can’t see', async () => {
    const path = newPath()
    write(path, {
      host: 'elsewhere',
      pid: 1,
      startTicks: '1',
      since: '2026-01-01T00:00:00.000Z',
      command: 'src/main.ts',
    })
    await expect(takeLock(path, 'the folder')).rejects.toThrow(`process 1 on elsewhere (src/main.ts)`)
    await expect(takeLock(path, 'the folder')).rejects.toThrow(`or remove ${path}`)
  })

  it('takes over what a process killed while writing left: an empty lock, an old guard', async () => {
    const path = newPath()
    writeFileSync(path, '')
    writeFileSync(`${path}.guard`, '')
    utimesSync(`${path}.guard`, new Date(0), new Date(0))
    await takeLock(path, 'the folder')
    expect(read(path).pid).toBe(process.pid)
    expect(existsSync(`${path}.guard`)).toBe(false)
  })

  it('goes to exactly one of several processes that find a dead one’s lock at the same time', async () => {
    for (let round = 0; round < 3; round++) {
      const path = newPath()
      write(path, { host: hostname(), pid: 2 ** 30, startTicks: '1', since: '', command: '' })
      // They wait at the guard, so that all of them judge the lock at one time.
      writeFileSync(`${path}.guard`, '')
      const children = Array.from({ length: 4 }, () => startChild(holder, [path]))
      setTimeout(() => rmSync(`${path}.guard`), 2_000)
      const said = await Promise.all(children.map((child) => child.nextLine()))
      expect(said.filter((line) => line === 'held')).toHaveLength(1)
      await Promise.all(children.map((child) => child.kill()))
    }
  })
})
