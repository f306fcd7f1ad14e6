/** Beside the map: what was asked for, what the signs mean, and all topics as a list, which says in words what the map shows. */

import { around } from '../http/routes/topics.ts'
import type { Library } from '../library.ts'
import { type MapTopic, overviewOf } from '../map/overview.ts'
import { counted } from '../text/counted.ts'
import type { Topic } from '../topic.ts'
import { isOutlier, topicsOf } from '../topics/of.ts'
import { Facts } from './card.tsx'
import type { Marks } from './map-drawing.tsx'
import type { MapState } from './map-state.ts'
import { Advice } from './notice.tsx'

export type Chosen =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'search'
      readonly q: string
      readonly rows: readonly number[]
      readonly reason?: string
    }
  | { readonly kind: 'topic'; readonly topic: Topic }
  | { readonly kind: 'paper'; readonly row: number }

/** Of what was found, before the rest is unfolded. */
const LISTED = 12

interface MapPanelProps {
  readonly library: Library
  readonly chosen: Chosen
  readonly marks: Marks
  readonly state: MapState
}

/** The script replaces it whole when something else is asked for, and reads from it what the map is to show. */
export function MapPanel({ library, chosen, marks, state }: MapPanelProps) {
  return (
    <aside class="map-panel" id="map-panel" aria-label="Beside the map" data-state={JSON.stringify(state)}>
      <Legend chosen={chosen} marks={marks} />
      {chosen.kind === 'search' && <Found library={library} {...chosen} />}
      {chosen.kind === 'topic' && <ChosenTopic library={library} topic={chosen.topic} />}
      {chosen.kind === 'paper' && <ChosenPaper library={library} row={chosen.row} />}
      <TopicList library={library} chosen={chosen} />
      <p class="map-files">
        As a picture: <a href="/map.svg">SVG</a>. As data: <a href="/reference">GET /v1/map</a>.
      </p>
    </aside>
  )
}

function Found({
  library,
  q,
  rows,
  reason,
}: {
  library: Library
  q: string
  rows: readonly number[]
  reason?: string
}) {
  return (
    <section aria-labelledby="map-found">
      <div class="section-head">
        <h2 id="map-found">
          {rows.length > 0 ? `The ${rows.length} best matches` : 'Nothing found'} for “<bdi>{q}</bdi>”
        </h2>
        <a href="/map">Clear</a>
      </div>
      {reason && <Advice text={reason} />}
      <PaperList library={library} rows={rows.slice(0, LISTED)} />
      {rows.length > LISTED && (
        <details>
          <summary>{rows.length - LISTED} more</summary>
          <PaperList library={library} rows={rows.slice(LISTED)} />
        </details>
      )}
    </section>
  )
}

/** The script shows on the map what is pointed at in it. */
function PaperList({ library, rows }: { library: Library; rows: readonly number[] }) {
  return (
    <ol class="map-list">
      {rows.map((row) => (
        <li data-row={row}>
          <a href={`/papers/${library.cards[row]!.id}`} dir="auto">
            {library.cards[row]!.title}
          </a>
        </li>
      ))}
    </ol>
  )
}

function ChosenTopic({ library, topic }: { library: Library; topic: Topic }) {
  const { broader, narrower } = around(library, topic)
  return (
    <section aria-labelledby="map-topic">
      <div class="section-head">
        <h2 id="map-topic">{topic.label}</h2>
        <a href="/map">Clear</a>
      </div>
      <p class="map-about">{topic.about}</p>
      <p>
        <a href={`/topics/${topic.id}`}>{counted(topic.size, 'paper')} of this topic</a>
      </p>
      {(broader || narrower.length > 0) && (
        <ul class="map-kin">
          {broader && (
            <li>
              Part of <a href={onMap(broader)}>{broader.label}</a>
            </li>
          )}
          {narrower.map((part) => (
            <li>
              Holds <a href={onMap(part)}>{part.label}</a>
            </li>
          ))}
        </ul>
      )}
      <h3>In the middle of it</h3>
      <PaperList library={library} rows={topic.medoids} />
    </section>
  )
}

function ChosenPaper({ library, row }: { library: Library; row: number }) {
  const card = library.cards[row]!
  return (
    <section aria-labelledby="map-paper">
      <div class="section-head">
        <h2 id="map-paper" dir="auto">
          <a href={`/papers/${card.id}`}>{card.title}</a>
        </h2>
        <a href="/map">Clear</a>
      </div>
      <Facts card={card} />
      <ul class="map-kin">
        {topicsOf(library, row).map((topic, at) => (
          <li>
            {at === 0 && !isOutlier(library, row) ? 'In' : 'Near'} <a href={onMap(topic)}>{topic.label}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Legend({ chosen, marks: { history = [] } }: { chosen: Chosen; marks: Marks }) {
  const signs = [
    chosen.kind === 'search' && { kind: 'found', text: 'what the search found' },
    chosen.kind === 'paper' && { kind: 'here', text: 'this paper' },
    history.length > 0 && {
      kind: 'history',
      text: `what you liked, saved or read (${history.length.toLocaleString('en')})`,
    },
  ].filter((sign) => sign !== false)
  if (signs.length === 0) return undefined
  return (
    <ul class="map-legend" aria-label="Signs on the map">
      {signs.map(({ kind, text }) => (
        <li>
          <svg viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">
            <circle class={kind} r={kind === 'found' ? 4 : 6} />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  )
}

/** The usual topics under the broad ones that they are parts of. */
function TopicList({ library, chosen }: { library: Library; chosen: Chosen }) {
  const { topics, colours } = overviewOf(library)
  const current = chosen.kind === 'topic' ? chosen.topic.id : undefined
  const broad = topics.filter(({ level }) => level === 'few')
  const usual = topics.filter(({ level }) => level === 'usual')
  const link = ({ topic, leaves, level }: MapTopic, own: boolean) => (
    <a href={onMap(topic)} aria-current={topic.id === current ? 'true' : undefined}>
      {(level === 'usual' || own) && (
        <svg class="map-key" viewBox="-5 -5 10 10" width="10" height="10" aria-hidden="true">
          <circle class={`c${colours[leaves[0]!]}`} r="5" />
        </svg>
      )}
      <span>{topic.label}</span> <span class="count">{topic.size.toLocaleString('en')}</span>
    </a>
  )
  return (
    <nav aria-label="Topics on the map">
      <h2>Topics</h2>
      <ul class="map-topics">
        {broad.map((one) => {
          const leaves = new Set(one.leaves)
          const parts = usual.filter((part) => leaves.has(part.leaves[0]!))
          const holds = parts.some(({ topic }) => topic.id === current)
          return (
            <li>
              {link(one, parts.length === 0)}
              {parts.length > 0 && (
                <details open={holds || one.topic.id === current}>
                  <summary>
                    {counted(parts.length, 'part')}
                    <span class="unseen"> of {one.topic.label}</span>
                  </summary>
                  <ul>
                    {parts.map((part) => (
                      <li>{link(part, true)}</li>
                    ))}
                  </ul>
                </details>
              )}
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function onMap({ id }: { id: string }): string {
  return `/map?topic=${id}`
}
