/** What a change would do to the recommendations, and the choice to make it. */
import type { previewOf } from '../http/routes/preview.ts'
import type { Fields } from './interest-form.ts'

type Changes = Awaited<ReturnType<typeof previewOf>>

interface PreviewProps {
  readonly changes: Changes
  readonly fields: Fields
  /** Papers of the list that was compared. */
  readonly count: number
}

export function Preview({ changes: { entered, left, moved, same }, fields, count }: PreviewProps) {
  const isNothing = entered.length + left.length + moved.length === 0
  return (
    <div class="reading preview">
      <h1>{isNothing ? 'Nothing would change' : 'What would change'}</h1>
      <p class="lead">
        {isNothing
          ? `The first ${count} recommendations would stay as they are.`
          : `Of the first ${count} recommendations ${entered.length} would come in, ${left.length} leave, ${moved.length} move and ${same} stay where they are.`}
      </p>
      <form method="post" action="/interests" class="buttons" data-swap="submit" data-done="Done.">
        {Object.entries(fields).map(([name, value]) => (
          <input type="hidden" name={name} value={String(value)} />
        ))}
        <button type="submit" class="filled" id="do-it">
          Do it
        </button>
        <a class="plain" href="/interests">
          Leave it
        </a>
      </form>
      <Places
        title="Would come in"
        papers={entered.map(({ rank, ...paper }) => ({ ...paper, place: `${rank}` }))}
      />
      <Places
        title="Would leave"
        papers={left.map(({ rank, ...paper }) => ({ ...paper, place: `was ${rank}` }))}
      />
      <Places
        title="Would move"
        papers={moved.map(({ rank, before, ...paper }) => ({ ...paper, place: `${before} → ${rank}` }))}
      />
    </div>
  )
}

interface PlacesProps {
  readonly title: string
  readonly papers: readonly { readonly id: string; readonly title: string; readonly place: string }[]
}

function Places({ title, papers }: PlacesProps) {
  if (papers.length === 0) return undefined
  return (
    <section>
      <h2>
        {title} ({papers.length})
      </h2>
      <ul class="places-list">
        {papers.map(({ id, title, place }) => (
          <li>
            <span class="place">{place}</span>
            <a href={`/papers/${id}`} dir="auto">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
