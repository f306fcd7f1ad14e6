/** The buttons by which a reader says something of a paper, each showing whether it was said. */
import { raw } from 'hono/html'
import type { ReactionKind } from '../reader.ts'

interface Button {
  readonly kind: ReactionKind
  readonly label: string
  /** What the button says once it was pressed; pressing it again takes the reaction back. */
  readonly pressed: string
  /** Drawn in 16 × 16. */
  readonly icon: string
}

const BUTTONS: readonly Button[] = [
  {
    kind: 'like',
    label: 'Like',
    pressed: 'Liked',
    icon: '<path d="M8 13.6 2.5 8.1a3.4 3.4 0 0 1 4.8-4.8l.7.7.7-.7a3.4 3.4 0 0 1 4.8 4.8Z"/>',
  },
  { kind: 'save', label: 'Save', pressed: 'Saved', icon: '<path d="M4 2.2h8v11.6l-4-3-4 3Z"/>' },
  {
    kind: 'dislike',
    label: 'Not interested',
    pressed: 'Not interested',
    icon: '<circle cx="8" cy="8" r="5.8"/><path d="M5 8h6"/>',
  },
  {
    kind: 'hide',
    label: 'Hide',
    pressed: 'Hidden',
    icon: '<path d="M1.6 8S4 3.6 8 3.6 14.4 8 14.4 8 12 12.4 8 12.4 1.6 8 1.6 8Z"/><path d="m3 13 10-10"/>',
  },
]

export interface ReactionsProps {
  readonly id: string
  readonly title: string
  readonly said: ReadonlySet<ReactionKind>
  /** Path of the page they stand on. */
  readonly back: string
  /** Only those; all when absent. */
  readonly kinds?: readonly ReactionKind[]
}

export function Reactions({ id, title, said, back, kinds }: ReactionsProps) {
  return (
    <div class="reactions">
      {BUTTONS.filter(({ kind }) => !kinds || kinds.includes(kind)).map(({ kind, label, pressed, icon }) => {
        const on = said.has(kind)
        return (
          <form method="post" action={`/papers/${id}/reactions`}>
            <input type="hidden" name="kind" value={kind} />
            {on && <input type="hidden" name="undo" value="1" />}
            <input type="hidden" name="back" value={back} />
            <button
              type="submit"
              class={on ? `reaction ${kind} on` : `reaction ${kind}`}
              title={on ? 'Take it back' : undefined}
            >
              <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
                {raw(icon)}
              </svg>
              <span>{on ? pressed : label}</span>
              <span class="unseen">{on ? `(press to take it back): ${title}` : title}</span>
            </button>
          </form>
        )
      })}
    </div>
  )
}
