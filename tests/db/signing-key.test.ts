import { expect, it } from 'vitest'
import { createReader, linkIdOf, putLinkId, readerOfLink } from '../../src/db/readers.ts'
import { signingKey } from '../../src/db/signing-key.ts'
import { NotFound } from '../../src/errors.ts'
import { onEveryDatabase } from '../support/databases.ts'

onEveryDatabase('the signing key', (open) => {
  it('is made once, whoever asks first', async () => {
    const asked = Array.from({ length: 8 }, (_, at) =>
      signingKey(open.db, () => new Uint8Array(32).fill(at + 1)),
    )
    const keys = (await Promise.all(asked)).map((key) => Buffer.from(key).toString('hex'))
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).toMatch(/^(0[1-8])\1{31}$/)
    const later = await signingKey(open.db, () => {
      throw new Error('there is one already')
    })
    expect(Buffer.from(later).toString('hex')).toBe(keys[0])
  })
})

onEveryDatabase('the link id of a reader', (open) => {
  const [ada, bob] = ['a'.repeat(32), 'b'.repeat(32)]

  it('is another one for each reader, and names the reader until it is replaced', async () => {
    for (const id of [ada, bob]) await createReader(open.db, 'a reader', new Date(0), id)
    const before = await linkIdOf(open.db, ada)
    expect(before).toMatch(/^[0-9a-f]{32}$/)
    expect(before).not.toBe(await linkIdOf(open.db, bob))
    expect(await readerOfLink(open.db, before)).toBe(ada)
    await putLinkId(open.db, ada, 'c'.repeat(32))
    expect(await readerOfLink(open.db, before)).toBeUndefined()
    expect(await readerOfLink(open.db, 'c'.repeat(32))).toBe(ada)
  })

  it('is not to be had of a reader that there is not', async () => {
    await expect(linkIdOf(open.db, ada)).rejects.toThrow(NotFound)
    await expect(putLinkId(open.db, ada, bob)).rejects.toThrow(NotFound)
  })
})
