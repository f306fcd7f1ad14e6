/** What is fetched from the service: points, topics, and the titles of the points that are looked at. */
import type { Level } from '../../map/labels.ts'
import { decodePoints, type Points } from '../../map/points.ts'

export interface TopicOnMap {
  readonly id: string
  readonly label: string
  readonly size: number
  readonly level: Level
  readonly place: readonly [x: number, y: number]
  /** The leaves of the tree that it is made of. */
  readonly parts: readonly number[]
}

export interface MapData {
  readonly points: Points
  /** The most important first. */
  readonly topics: readonly TopicOnMap[]
  /** For each leaf of the tree of topics. */
  readonly colours: readonly number[]
}

export interface PaperBrief {
  readonly id: string
  readonly title: string
  readonly publishedOn?: string
  readonly authorCount?: number
}

/** @throws Error when the service has another snapshot than the page, or none */
export async function fetchMap(snapshot: string): Promise<MapData> {
  const [head, body] = await Promise.all([asked('/v1/map?limit=0'), asked('/v1/map/points')])
  const {
    topics,
    colours,
    snapshot: own,
  } = (await head.json()) as Omit<MapData, 'points'> & { snapshot: string }
  if (own !== snapshot || body.headers.get('Kindred-Snapshot') !== snapshot)
    throw new Error('the map was replaced while the page came')
  return { topics, colours, points: decodePoints(await body.arrayBuffer()) }
}

/** Papers by their points, each asked for once; undefined for one that the service does not tell. */
export function openPapers(snapshot: string): (row: number) => Promise<PaperBrief | undefined> {
  const known = new Map<number, Promise<PaperBrief | undefined>>()
  const fetchOne = async (row: number) => {
    const answer = await asked(`/v1/map/papers?at=${row}&snapshot=${snapshot}`)
    const { papers } = (await answer.json()) as { papers: PaperBrief[] }
    return papers[0]
  }
  return (row) => {
    const paper = known.get(row) ?? fetchOne(row).catch(() => void known.delete(row))
    known.set(row, paper)
    return paper
  }
}

async function asked(path: string): Promise<Response> {
  const answer = await fetch(path)
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return answer
}
