import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PaperRecord } from '../../src/paper.ts'
import { temporaryFolder } from '../support/databases.ts'
import { openTestService, type TestService } from '../support/service.ts'
import { browse } from '../web/browse.ts'

const FIELDS = ['graph colouring', 'speech recognition', 'protein folding', 'robot grasping']
const WEEKS = 12
const FIRST_DAY = Date.parse('2025-01-06')

const dayOf = (week: number) => new Date(FIRST_DAY + 7 * 86_400_000 * week).toISOString().slice(0, 10)

/** Four fields with two papers a week each; in the last two weeks ten more a week on one new thing. */
function papers(): PaperRecord[] {
  const records: PaperRecord[] = []
  for (let week = 0; week < WEEKS; week++) {
    for (const field of FIELDS)
      for (const n of [1, 2])
        records.push({
          title: `Notes on ${field}, part ${week}.${n}`,
          abstract: `We study ${field} and tell what was seen of ${field} in trial ${week}.${n}.`,
          publishedOn: dayOf(week),
          commentCount: n,
          aliases: [],
        })
    if (week >= WEEKS - 2)
      for (let n = 0; n < 10; n++)
        records.push({
          title: `Quantum lanterns, part ${week}.${n}`,
          abstract: `Quantum lanterns shine in trial ${week}.${n}; we measure the light of quantum lanterns.`,
          publishedOn: dayOf(week),
          commentCount: n === 7 && week === WEEKS - 1 ? 60 : 1,
          aliases: [],
        })
  }
  return records
}

describe('over time', () => {
  const folder = temporaryFolder()
  let open: TestService
  beforeAll(async () => {
    open = await openTestService(folder, papers())
  })
  afterAll(() => open?.close())

  const topicOf = async (title: string): Promise<string> => {
    const { json } = await open.call(`/v1/papers/${encodeURIComponent(title)}/topics`)
    return json.topics[0].id
  }

  it('a topic’s papers per week are the papers of the topic, week by week', async () => {
    const id = await topicOf('Quantum lanterns, part 11.0')
    const { status, json } = await open.call(`/v1/topics/${id}/timeline`)
    expect(status).toBe(200)
    expect(json.period).toBe('week')
    expect(json.periods).toHaveLength(WEEKS)
    const { json: topic } = await open.call(`/v1/topics/${id}?limit=500`)
    for (const { from, to, papers: count, all, share } of json.periods) {
      const own = topic.papers.filter(
        ({ publishedOn }: { publishedOn: string }) => publishedOn >= from && publishedOn <= to,
      )
      expect(count, from).toBe(own.length)
      expect(all, from).toBe(from >= dayOf(WEEKS - 2) ? 18 : 8)
      expect(share).toBe(count / all)
    }
    // The newest papers are of a Monday: most of their week is to come.
    expect(json.periods.map(({ partial }: { partial: boolean }) => partial).lastIndexOf(false)).toBe(
      WEEKS - 2,
    )
    expect(json.periods.at(-1).partial).toBe(true)
  })

  it('the same in months, and only the last ones where few are asked for', async () => {
    const id = await topicOf('Quantum lanterns, part 11.0')
    const { json } = await open.call(`/v1/topics/${id}/timeline?period=month&limit=2`)
    expect(json.periods.map(({ period, all }: { period: string; all: number }) => [period, all])).toEqual([
      ['2025-02', 32],
      ['2025-03', 52],
    ])
  })

  it('the new theme emerges by its content, with what speaks for it', async () => {
    const { status, json } = await open.call('/v1/topics/emerging?window=2')
    expect(status).toBe(200)
    expect(json.recent).toEqual({ from: dayOf(10), to: dayOf(11), papers: 36 })
    expect(json.before).toEqual({ from: dayOf(2), to: '2025-03-16', papers: 64 })
    const [theme] = json.themes
    expect(theme.emerging).toBe(true)
    expect(theme.low).toBeGreaterThan(1)
    expect(theme.middle.title).toMatch(/^Quantum lanterns/)
    expect(theme.terms.join().toLowerCase()).toContain('lantern')
    expect(theme.papers.length).toBe(theme.recent)
    const [topic] = json.topics
    const { json: rising } = await open.call(`/v1/topics/${topic.id}`)
    expect(rising.papers[0].title).toMatch(/^Quantum lanterns/)
    expect(topic.expected).toBeCloseTo(((topic.recent + topic.before) * 36) / 100, 10)
  })

  it('its words burst in the collection, and not in a topic that has none of it', async () => {
    const { json } = await open.call('/v1/trends/terms?window=2')
    const [first] = json.terms
    expect(first.term).toMatch(/quantum|lantern/i)
    expect([first.recent, first.before, first.emerging]).toEqual([20, 0, true])
    expect(first.expected).toBeCloseTo((20 * 36) / 100, 10)
    expect(first.papers[0].title).toMatch(/^Quantum lanterns/)
    const topic = await topicOf('Notes on robot grasping, part 3.1')
    const { json: other } = await open.call(`/v1/trends/terms?window=2&topic=${topic}`)
    expect(other.recent).toEqual(json.recent)
    expect(other.terms.filter(({ emerging }: { emerging: boolean }) => emerging)).toEqual([])
  })

  it('comments make a paper hot, and nothing else does; they make no theme emerge', async () => {
    const { json } = await open.call('/v1/trends/hot?limit=3')
    expect(json.papers).toHaveLength(3)
    expect(json.papers[0].title).toBe('Quantum lanterns, part 11.7')
    expect(json.papers[0].commentCount).toBe(60)
    expect(json.papers[0].ageDays).toBe(0)
    expect(json.papers[0].low).toBeGreaterThan(1)
    const silent = await openTestService(
      `${folder}/silent`,
      papers().map(({ commentCount: _, ...paper }) => paper),
    )
    try {
      const before = (await open.call('/v1/topics/emerging')).json
      const after = (await silent.call('/v1/topics/emerging')).json
      expect(after.topics).toEqual(before.topics)
      expect(after.themes.map(({ low }: { low: number }) => low)).toEqual(
        before.themes.map(({ low }: { low: number }) => low),
      )
      const { json: none } = await silent.call('/v1/trends/hot')
      expect(none.papers).toEqual([])
      expect(none.reason).toContain('comments')
    } finally {
      await silent.close()
    }
  })

  it('where nothing came before, says so', async () => {
    const { json, status } = await open.call('/v1/topics/emerging?window=52')
    expect(status).toBe(200)
    expect(json).toMatchObject({ topics: [], themes: [] })
    expect(json.reason).toContain('shorter window')
  })

  it.each([
    ['/v1/topics/emerging?window=0', 400, 'window'],
    ['/v1/topics/emerging?period=year', 400, 'period'],
    ['/v1/topics/emerging?when=now', 400, 'when'],
    ['/v1/trends/terms?limit=51', 400, 'limit'],
    ['/v1/trends/terms?topic=t99999999', 404, undefined],
    ['/v1/trends/hot?limit=x', 400, 'limit'],
    ['/v1/topics/t99999999/timeline', 404, undefined],
  ])('%s is answered %i, naming %s', async (path, status, field) => {
    const answer = await open.call(path)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
    expect(answer.json.field).toBe(field)
  })

  describe('the pages', () => {
    it('the trends: the theme with its evidence in words, the term, and the hot paper apart', async () => {
      const { html, status } = await browse(open).get('/trends')
      expect(status).toBe(200)
      const { json } = await open.call('/v1/topics/emerging')
      const [theme] = json.themes
      expect(html).toContain(`<h3>${theme.terms.join(', ')}</h3>`)
      expect(html).toContain(`href="/papers/${theme.middle.id}"`)
      expect(html).toContain(`${theme.recent} recent papers, where`)
      const [content, talk] = html.split('id="hot"')
      expect(content).toMatch(/<ul class="words"><li><a href="[^"]*(?:quantum|lantern)/i)
      expect(content).not.toContain('comments')
      expect(talk).toContain('60 comments on its first day; papers of its age have')
    })

    it('a topic: a bar for each week, and a table of the same', async () => {
      const id = await topicOf('Quantum lanterns, part 11.0')
      const { html } = await browse(open).get(`/topics/${id}`)
      const { json } = await open.call(`/v1/topics/${id}/timeline`)
      const svg = /<svg[^>]*role="img"[^>]*>[\s\S]*?<\/svg>/.exec(html)![0]
      expect(svg.match(/<title>/g)).toHaveLength(WEEKS)
      expect(svg).toMatch(
        /aria-label="Papers per week from 2025-W02 to 2025-W13: the most, \d+, in 2025-W1[23]\."/,
      )
      const cells = [
        ...html.matchAll(/<th scope="row">(\S+?)(?: \(not over\))?<\/th><td>(\d+)<\/td><td>(\d+)</g),
      ]
      expect(cells.map(([, period, papers, all]) => [period, Number(papers), Number(all)]).reverse()).toEqual(
        json.periods.map(({ period, papers, all }: Record<string, unknown>) => [period, papers, all]),
      )
    })

    it('all topics: a sparkline for each, which the words beside it say too', async () => {
      const { html } = await browse(open).get('/topics')
      const { json } = await open.call('/v1/topics?limit=500')
      expect(html.match(/class="sparkline"[^>]*aria-hidden="true"/g)).toHaveLength(json.topics.length)
      expect(html).toContain(`${json.topics[0].size} in the last 24 weeks`)
    })
  })
})

it('papers without dates have no trends, and the pages say so', async () => {
  const open = await openTestService(
    temporaryFolder(),
    papers()
      .slice(0, 12)
      .map(({ publishedOn: _, ...paper }) => paper),
  )
  try {
    const { json } = await open.call('/v1/topics/emerging')
    expect(json.reason).toBe('no paper of the collection has a date')
    const { json: list } = await open.call('/v1/topics')
    const [{ id }] = list.topics
    const { json: timeline } = await open.call(`/v1/topics/${id}/timeline`)
    expect(timeline).toMatchObject({ id, periods: [], reason: 'no paper of the collection has a date' })
    expect((await browse(open).get('/trends')).html).toContain('No paper of the collection has a date')
    expect((await browse(open).get(`/topics/${id}`)).html).not.toContain('Over time')
    expect((await browse(open).get('/topics')).html).not.toContain('sparkline')
  } finally {
    await open.close()
  }
})
