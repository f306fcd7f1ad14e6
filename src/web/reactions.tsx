/** The buttons by which a reader says something of a paper, each showing whether it was said. */
import type { ReactionKind } from '../reader.ts'
import { Icon, type IconName } from './icons.tsx'

interface Button {
  readonly kind: ReactionKind
  readonly label: string
  /** What the button says once it was pressed; pressing it again takes the reaction back. */
  readonly pressed: string
  readonly icon: IconName
}

const BUTTONS: readonly Button[] = [
  { kind: 'like', label: 'Like', pressed: 'Liked', icon: 'heart' },
  { kind: 'save', label: 'Save', pressed: 'Saved', icon: 'save' },
  { kind: 'read', label: 'Read', pressed: 'Have read it', icon: 'read' },
  { kind: 'dislike', label: 'Not interested', pressed: 'Not interested', icon: 'dislike' },
  { kind: 'hide', label: 'Hide', pressed: 'Hidden', icon: 'hide' },
]

/** What stands under every paper; that one has read it is said on its own page. */
const USUAL: readonly ReactionKind[] = ['like', 'save', 'dislike', 'hide']

export interface ReactionsProps {
  readonly id: string
  readonly title: string
  readonly said: ReadonlySet<ReactionKind>
  /** Path of the page they stand on. */
  readonly back: string
  /** What their ids begin with. */
  readonly ids?: string
  /** The list of recommendations that it stands in. */
  readonly list?: string
  /** Only those; the usual ones when absent. */
  readonly kinds?: readonly ReactionKind[]
}

export function Reactions({ id, title, said, back, list, ids = '', kinds = USUAL }: ReactionsProps) {
  return (
    <div class="reactions">
      {BUTTONS.filter(({ kind }) => kinds.includes(kind)).map(({ kind, label, pressed, icon }) => {
        const on = said.has(kind)
        return (
          <form method="post" action={`/papers/${id}/reactions`} data-swap="submit">
            <input type="hidden" name="kind" value={kind} />
            {on && <input type="hidden" name="undo" value="1" />}
            <input type="hidden" name="back" value={back} />
            {list && <input type="hidden" name="list" value={list} />}
            <button
              type="submit"
              id={`${ids}${kind}-${id}`}
              class={on ? `reaction ${kind} on` : `reaction ${kind}`}
              title={on ? 'Take it back' : undefined}
            >
              <Icon name={icon} />
              <span>{on ? pressed : label}</span>
              <span class="unseen">{on ? `(press to take it back): ${title}` : title}</span>
            </button>
          </form>
        )
      })}
    </div>
  )
}
