/** `/map`: the collection as a map, whole without a script; `map-client/` makes it move where there is one. */
import type { Context } from 'hono'
import { z } from 'zod'
import { InvalidInput } from '../errors.ts'
import { Reference } from '../http/contract.ts'
import { rowNamed, topicNamed } from '../http/named-papers.ts'
import { searchReply } from '../http/routes/search.ts'
import type { Service } from '../http/service.ts'
import type { Library } from '../library.ts'
import { leavesOf } from '../map/overview.ts'
import { around, parseView, type View, WHOLE } from '../map/view.ts'
import { POLARITY } from '../reader.ts'
import { counted } from '../text/counted.ts'
import { inNode } from '../topic.ts'
import { Layout, sendPage } from './layout.tsx'
import { MapControls } from './map-controls.tsx'
import { Dots, MarkedPoints, type Marks, Names } from './map-drawing.tsx'
import { exportSvg } from './map-export.tsx'
import { type Chosen, MapPanel } from './map-panel.tsx'
import type { MapState } from './map-state.ts'
import { Advice, Notice, Problems } from './notice.tsx'
import { checked, queryOf } from './request.ts'
import { SearchField } from './search-form.tsx'
import { visitorOf } from './visitor.ts'

const DESCRIPTION = 'All papers of the collection on one map: those alike near to one another.'
const SIDE = 1_000
const POINTS = 3_000
/** Of a search: a tenth of a small collection, so that not all of it stands out. */
const FOUND = { share: 0.1, min: 10, max: 100 }
/** Papers around one that are in sight with it, where they are not nearer than NEAR anyway. */
const AROUND = 30
/** Not nearer to a paper or a small topic, so that what is around it is seen. */
const NEAR = 12
/** Less so to what was found, so that it is seen where in the collection that is. */
const NEAR_FOUND = 4

const Asked = z.object({
  paper: Reference.optional(),
  at: z
    .string()
    .transform(parseView)
    .refine((view) => view !== undefined, 'must be x, y and zoom, like 0.2,-0.4,3')
    .optional(),
})

export const mapPage = (service: Service) => async (c: Context) => {
  const { q, topic } = queryOf(c)
  const { paper, at } = checked(Asked, { paper: filled(c, 'paper'), at: filled(c, 'at') })
  const library = service.library.get()
  const chosen = await chosenOf(service, library, { q, topic, paper })
  const visitor = await visitorOf(service, c)
  const history = visitor.reactions.flatMap(({ paperId, kind }) =>
    POLARITY[kind] > 0 ? (library.rowOf(paperId) ?? []) : [],
  )
  const marks: Marks = { ...marksOf(library, chosen), history: [...new Set(history)] }
  const view = at ?? viewOf(library, chosen)
  const state: MapState = { ...marks, snapshot: library.id, view, leaves: marks.leaves && [...marks.leaves] }
  const drawing = { library, view, side: SIDE }
  const dot = Math.max(4, Math.min(9, 85 / Math.sqrt(library.count + 1)))
  const names = { marks, hrefOf: topicHref }
  return sendPage(
    c,
    <Layout title="Map – Kindred" description={DESCRIPTION} place="map" ownSearch wide script="map">
      <div class="map-head">
        <h1>Map</h1>
        <search>
          <form action="/map" class="quick" id="map-search">
            <SearchField id="map-q" value={q} label="Find papers on the map" />
          </form>
        </search>
        {library.count > 0 && (
          <p>{counted(library.count, 'paper')}; those alike stand near to one another.</p>
        )}
      </div>
      <Problems problems={service.library.problems()} />
      {library.count === 0 ? (
        <Notice>
          <Advice text="there are no papers to draw yet: run `npm run ingest -- FILE`" />
        </Notice>
      ) : (
        <div class="map">
          <div class="map-frame" id="map">
            <svg
              class="map-drawing"
              viewBox={`0 0 ${SIDE} ${SIDE}`}
              role="img"
              aria-label={`A map of ${counted(library.count, 'paper')}, those alike near to one another. The list of topics says the same in words.`}
            >
              <Dots {...drawing} points={POINTS} dot={dot} marks={marks} />
              <g class="on-wide">
                <Names {...drawing} {...names} fontSize={18} />
              </g>
              <g class="on-phone">
                <Names {...drawing} {...names} fontSize={34} />
              </g>
              <MarkedPoints {...drawing} marks={marks} />
            </svg>
            <MapControls view={view} asked={{ q, topic, paper }} />
          </div>
          <MapPanel library={library} chosen={chosen} marks={marks} state={state} />
        </div>
      )}
    </Layout>,
  )
}

const topicHref = (id: string) => `/topics/${id}`

function filled(c: Context, name: string): string | undefined {
  return c.req.query(name)?.trim() || undefined
}

/** What was asked for: a search, a topic or a paper, the first of them that there is. */
async function chosenOf(
  service: Service,
  library: Library,
  { q, topic, paper }: { q?: string; topic?: string; paper?: string },
): Promise<Chosen> {
  if (q) {
    const limit = Math.max(FOUND.min, Math.min(FOUND.max, Math.round(FOUND.share * library.count)))
    const { papers, reason } = await searchReply(service, { q, mode: 'hybrid', limit, filter: {} })
    return { kind: 'search', q, reason, rows: papers.flatMap(({ id }) => library.rowOf(id) ?? []) }
  }
  if (topic) return { kind: 'topic', topic: topicNamed(library, topic) }
  if (paper) return { kind: 'paper', row: await rowNamed(service, library, paper) }
  return { kind: 'nothing' }
}

function marksOf(library: Library, chosen: Chosen): Marks {
  if (chosen.kind === 'search') return { found: chosen.rows }
  if (chosen.kind === 'topic') return { leaves: new Set(leavesOf(library, chosen.topic)) }
  return chosen.kind === 'paper' ? { paper: chosen.row } : {}
}

/** Where the map is opened: at the chosen paper, around most of what was found or of a topic's papers, else whole. */
function viewOf(library: Library, chosen: Chosen): View {
  const { places } = library.map
  const place = (row: number): [number, number] => [places[2 * row]!, places[2 * row + 1]!]
  if (chosen.kind === 'paper') return viewOfPaper(library, place, chosen.row)
  if (chosen.kind === 'search') return around(mostOf(chosen.rows.map(place)), NEAR_FOUND)
  if (chosen.kind !== 'topic') return WHOLE
  const rows = Array.from(library.cards.keys()).filter(inNode(library.topics.tree, chosen.topic.node))
  return around(mostOf(rows.map(place)), NEAR)
}

function viewOfPaper({ count }: Library, place: (row: number) => [number, number], own: number): View {
  const [x, y] = place(own)
  const away = Float64Array.from({ length: count }, (_, row) => {
    const [otherX, otherY] = place(row)
    return Math.max(Math.abs(otherX - x), Math.abs(otherY - y))
  }).sort()
  const reach = away[Math.min(AROUND, count - 1)]!
  return around(
    [
      [x - reach, y - reach],
      [x + reach, y + reach],
    ],
    NEAR,
  )
}

const FEW = 10

/** Without the outermost tenth in each direction, which may lie far off. */
function mostOf(points: readonly [number, number][]): [number, number][] {
  if (points.length < FEW) return [...points]
  const bounds = [0, 1].map((axis) => {
    const sorted = points.map((point) => point[axis]!).sort((a, b) => a - b)
    return [sorted[Math.floor(0.1 * sorted.length)]!, sorted[Math.ceil(0.9 * sorted.length) - 1]!] as const
  })
  return points.filter((point) =>
    bounds.every(([low, high], axis) => low <= point[axis]! && point[axis]! <= high),
  )
}

/** A picture has styles of its own, and nothing else. */
const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

/** `/map.svg`: the map as a file; `theme=light` or `dark`, else what the viewer prefers. */
export const mapPicture = (service: Service) => (c: Context) => {
  const theme = filled(c, 'theme')
  if (theme !== undefined && theme !== 'light' && theme !== 'dark')
    throw new InvalidInput('theme must be light or dark', 'theme')
  const library = service.library.get()
  c.header('ETag', `"${library.id}"`)
  c.header('Cache-Control', 'no-cache')
  c.header('Content-Security-Policy', PICTURE_POLICY)
  return c.body(exportSvg(library, { theme }), 200, { 'Content-Type': 'image/svg+xml' })
}
