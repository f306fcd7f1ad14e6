/** The search form: a query, how to search, and filters by day and topic. With a script it searches while one types. */
import { QUERY_LENGTH_MAX } from '../http/routes/search.ts'
import type { SearchMode } from '../saved-search.ts'
import type { Topic } from '../topic.ts'

export interface Asked {
  readonly q?: string
  readonly mode: SearchMode
  /** The words as they are, without a correction. */
  readonly exact?: boolean
  readonly from?: string
  readonly to?: string
  readonly topic?: string
}

const MODES: readonly { mode: SearchMode; label: string }[] = [
  { mode: 'hybrid', label: 'Words and meaning' },
  { mode: 'semantic', label: 'Meaning' },
  { mode: 'keyword', label: 'Words' },
]

export function SearchForm({ asked, topics }: { asked: Asked; topics: readonly Topic[] }) {
  const { q, mode, from, to, topic } = asked
  return (
    <search>
      <form action="/search" class="search" id="search" data-swap="input">
        <SearchField id="q" value={q} />
        <fieldset class="modes">
          <legend class="unseen">Search by</legend>
          {MODES.map((known) => (
            <label>
              <input type="radio" name="mode" value={known.mode} checked={known.mode === mode} />
              <span>{known.label}</span>
            </label>
          ))}
        </fieldset>
        <details class="filters" id="filters" open={Boolean(from || to || topic)}>
          <summary>Filters</summary>
          <div class="fields">
            <label>
              <span>From</span>
              <input type="date" name="from" value={from} />
            </label>
            <label>
              <span>To</span>
              <input type="date" name="to" value={to} />
            </label>
            {topics.length > 0 && (
              <label>
                <span>Topic</span>
                <select name="topic">
                  <option value="">All topics</option>
                  {topics.map(({ id, label }) => (
                    <option value={id} selected={id === topic}>
                      {label}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <button type="submit" class="plain">
              Apply
            </button>
          </div>
        </details>
      </form>
    </search>
  )
}

export function SearchField({
  id,
  value,
  label = 'Search the papers',
  placeholder = 'Words or a question',
}: {
  id: string
  value?: string
  label?: string
  placeholder?: string
}) {
  return (
    <div class="field">
      <label class="unseen" for={id}>
        {label}
      </label>
      <input
        id={id}
        type="search"
        name="q"
        value={value}
        maxlength={QUERY_LENGTH_MAX}
        placeholder={placeholder}
        autocomplete="off"
        dir="auto"
      />
      <button type="submit">Search</button>
    </div>
  )
}
