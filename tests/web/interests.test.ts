import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paperId } from '../../src/paper.ts'
import { temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'
import { type Browsing, browse } from './browse.ts'

const LIKED = [
  'PAL: Program-aided Language Models',
  'SELP: Generating Safe and Efficient Task Plans for Robot Agents with Large Language Models',
  'OmniQuant: Omnidirectionally Calibrated Quantization for Large Language Models',
  'VPTQ: Extreme Low-bit Vector Post-Training Quantization for Large Language Models',
]

describe('the interests page', () => {
  const folder = temporaryFolder()
  let open: TestService
  let visit: Browsing
  beforeAll(async () => {
    open = await openTestService(folder, await samplePapers())
  })
  beforeEach(async () => {
    visit = browse(open)
    for (const title of LIKED) await visit.post(`/papers/${paperId(title)}/reactions`, { kind: 'like' })
  })
  afterAll(() => open?.close())

  const api = async (path: string) => (await open.call(`/v1/readers/${await visit.reader()}${path}`)).json
  const interests = async () => (await api('/interests')).interests
  const edit = async (fields: Record<string, string>, path = '/interests') => {
    const [first] = await interests()
    return visit.post(path, {
      action: 'edit',
      id: first.id,
      name: first.label,
      label: first.label,
      ...fields,
    })
  }

  it('shows the API’s interests, each with its share, words and papers', async () => {
    const { html, status } = await visit.get('/interests')
    expect(status).toBe(200)
    const found = await interests()
    expect(found.length).toBeGreaterThan(1)
    for (const { id, label, terms, share, papers } of found) {
      expect(html).toContain(`id="i-${id}"`)
      expect(html).toContain(label)
      expect(html).toContain(terms.join(', '))
      expect(html).toContain(`${Math.round(100 * share)}\u00a0% of your library, ${papers.length} paper`)
      for (const paper of papers) expect(html).toContain(`href="/papers/${paper.id}"`)
    }
  })

  it('renames, weighs, mutes and snoozes', async () => {
    await edit({ name: 'Robots & plans', weight: '2.5', quiet: 'muted' })
    expect((await interests())[0]).toMatchObject({ label: 'Robots & plans', weight: 2.5, muted: true })
    expect((await visit.get('/interests')).html).toContain('; muted')
    await edit({ quiet: 'week' })
    const [snoozed] = await interests()
    const days = (Date.parse(snoozed.snoozedUntil) - open.service.now().getTime()) / 86_400_000
    expect([snoozed.muted, days]).toEqual([false, 7])
    await edit({ quiet: 'keep', weight: '1' })
    expect((await interests())[0]).toMatchObject({ weight: 1, snoozedUntil: snoozed.snoozedUntil })
    await edit({ quiet: 'no', name: '' })
    const [first] = await interests()
    expect(first.snoozedUntil).toBeUndefined()
    expect(first.label).not.toBe('Robots & plans')
  })

  it('does not name an interest whose name was left as it was found', async () => {
    await edit({ weight: '2' })
    expect((await api('/export')).interests[0].name).toBeUndefined()
  })

  it('shows what a change would do, as the API’s preview does, and does nothing', async () => {
    const before = await api('/recommendations')
    const [first] = await interests()
    const { html } = await edit({ quiet: 'muted', weight: '1' }, '/interests/preview')
    const answer = await open.call(`/v1/readers/${await visit.reader()}/preview`, {
      method: 'POST',
      body: {
        do: { action: 'interest', id: first.id, change: { muted: true, snoozedUntil: null, weight: 1 } },
      },
    })
    const { entered, left, moved } = answer.json
    expect(left.length).toBeGreaterThan(0)
    expect(html).toContain(`Would come in (${entered.length})`)
    expect(html).toContain(`Would leave (${left.length})`)
    expect(html).toContain(`${entered.length} would come in, ${left.length} leave, ${moved.length} move`)
    for (const { id } of [...entered, ...left]) expect(html).toContain(`href="/papers/${id}"`)
    expect(await api('/recommendations')).toEqual(before)
    // What the page offers to do is what was looked at.
    const fields = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map((m) => [
      m[1],
      m[2],
    ])
    await visit.post('/interests', Object.fromEntries(fields))
    expect((await interests())[0].muted).toBe(true)
  })

  it('merges and splits', async () => {
    const [first, second, ...rest] = await interests()
    await visit.post('/interests', { action: 'merge', id: second.id, into: first.id })
    expect(await interests()).toHaveLength(1 + rest.length)
    await visit.post('/interests', { action: 'split', id: first.id })
    expect(await interests()).toHaveLength(2 + rest.length)
  })

  it('keeps rules, tells how many papers they are about, and starts over', async () => {
    await visit.post('/interests', { action: 'rule', text: 'less benchmarks' })
    const { rules } = await api('/rules')
    expect(rules).toHaveLength(1)
    const { html } = await visit.get('/interests')
    expect(html).toContain(`${rules[0].matches} papers say so`)
    await visit.post('/interests', { action: 'unrule', id: rules[0].id })
    expect((await api('/rules')).rules).toEqual([])
    await edit({ weight: '3' })
    await visit.post('/interests', { action: 'reset' })
    expect((await api('/export')).interests).toEqual([])
  })

  it.each([
    [{ action: 'sing' }, 400],
    [{ action: 'edit', id: 'x' }, 400],
    [{ action: 'split', id: '0123456789ab' }, 404],
    [{ action: 'rule', text: '' }, 400],
    [{ action: 'rule', text: 'x'.repeat(121) }, 400],
  ])('refuses %o', async (fields, status) => {
    expect((await visit.post('/interests', fields as Record<string, string>)).status).toBe(status)
  })

  it('says so where nothing is known', async () => {
    const nobody = browse(open)
    expect((await nobody.get('/interests')).html).toContain('Nothing is known of you yet')
    expect((await nobody.post('/interests', { action: 'reset' })).status).toBe(404)
    expect((await nobody.get('/settings')).html).toContain('Nothing is kept of you')
  })
})
