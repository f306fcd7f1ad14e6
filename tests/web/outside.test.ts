import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'
import { type Browsing, browse } from './browse.ts'

describe('the pages of a reader whose papers are all outside the collection', () => {
  const folder = temporaryFolder()
  let open: TestService
  let visit: Browsing
  beforeAll(async () => {
    open = await openTestService(folder, await samplePapers())
    visit = browse(open)
    const { json } = await open.call('/v1/readers', { method: 'POST', body: { name: 'Ada' } })
    await visit.become(json.id)
    const library = [{ title: 'A <b>prover</b> of our own', abstract: 'We prove theorems in Lean.' }]
    await open.call(`/v1/readers/${json.id}/import`, { method: 'POST', body: library })
  })
  afterAll(() => open?.close())

  it('recommend from them, say so, and count them among what we hold of the reader', async () => {
    const { html } = await visit.get('/for-you')
    expect(html).toContain('A &lt;b&gt;prover&lt;/b&gt; of our own')
    expect(html).toMatch(/1 paper of your own library that this collection does not hold/)
    expect(html).not.toContain('No account is needed')
    expect((await visit.get('/')).html).toContain('All recommendations')
    expect(JSON.parse((await visit.get('/settings/data.json')).html).outside).toHaveLength(1)
  })
})
