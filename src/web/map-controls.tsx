/** Nearer, farther, whole: links that open the map at another place of it, which the script follows without a page. */
import { movedBy, type View, viewText, WHOLE, zoomedBy } from '../map/view.ts'
import { hrefTo } from './request.ts'

const ZOOM_STEP = 2
/** Of the map's side, for those who have no mouse to draw it. */
const MOVE = 0.35
const SCREEN = { width: 1, height: 1 }

const MOVES = [
  { label: 'To the left', sign: '←', right: MOVE, down: 0 },
  { label: 'To the right', sign: '→', right: -MOVE, down: 0 },
  { label: 'Up', sign: '↑', right: 0, down: MOVE },
  { label: 'Down', sign: '↓', right: 0, down: -MOVE },
]

export function MapControls({
  view,
  asked,
}: {
  view: View
  asked: Readonly<Record<string, string | undefined>>
}) {
  const at = (to: View) => hrefTo('/map', { ...asked, at: viewText(to) || '0,0,1' })
  const control = (name: string, label: string, sign: string, to: View) => (
    <a class="map-control" href={at(to)} data-control={name} title={label}>
      <span aria-hidden="true">{sign}</span>
      <span class="unseen">{label}</span>
    </a>
  )
  return (
    <nav class="map-controls" aria-label="Part of the map">
      {control('nearer', 'Nearer', '+', zoomedBy(view, SCREEN, ZOOM_STEP))}
      {control('farther', 'Farther', '−', zoomedBy(view, SCREEN, 1 / ZOOM_STEP))}
      {control('whole', 'Whole map', '⤢', WHOLE)}
      <noscript>
        {MOVES.map(({ label, sign, right, down }) =>
          control('move', label, sign, movedBy(view, SCREEN, right, down)),
        )}
      </noscript>
    </nav>
  )
}
