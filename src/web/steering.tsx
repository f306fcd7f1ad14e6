/** How a reader steers the list of recommendations: a form that changes the address, so that every list has one. */
import type { Context } from 'hono'
import { z } from 'zod'
import type { Library } from '../library.ts'
import { dayText } from '../trends/calendar.ts'
import { SPANS, type Span } from './spans.ts'

const SINCE_DAYS: Readonly<Record<Span, number>> = { day: 1, week: 7, month: 31 }

/** Whole percents, as sliders have them. */
const Percent = z.coerce.number().int().min(0).max(100).catch(0)
const Asked = z.object({
  interest: z
    .string()
    .regex(/^[0-9a-f]{12}$/)
    .optional()
    .catch(undefined),
  novelty: Percent.default(0),
  variety: Percent.default(0),
  sure: Percent.default(0),
  since: z.enum(SPANS).optional().catch(undefined),
})

export interface Steering {
  readonly interest?: string
  /** In [0, 1], as the API has them. */
  readonly explore: number
  readonly diversity: number
  readonly bar: number
  /** Only papers of the last day, week or month of the collection. */
  readonly since?: Span
}

export function steeringOf(c: Context): Steering {
  const { interest, novelty, variety, sure, since } = Asked.parse(
    Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== '')),
  )
  return { interest, explore: novelty / 100, diversity: variety / 100, bar: sure / 100, since }
}

export function steeringQuery({ interest, explore, diversity, bar, since }: Steering) {
  const percents = (share: number) => (share === 0 ? undefined : String(Math.round(100 * share)))
  return { interest, novelty: percents(explore), variety: percents(diversity), sure: percents(bar), since }
}

/** The newest paper's day stands for today: a collection does not fill itself. */
export function firstDayOf({ days, newestFirst }: Library, since: Span | undefined): string | undefined {
  const newest = newestFirst[0]
  if (since === undefined || newest === undefined) return undefined
  return dayText(days[newest]! - SINCE_DAYS[since] + 1)
}

const SURE: readonly (readonly [percent: number, label: string])[] = [
  [0, 'all of them'],
  [5, 'probable by 5 % or more'],
  [10, 'probable by 10 % or more'],
  [20, 'probable by 20 % or more'],
]
const SINCE: readonly (readonly [since: Span | '', label: string])[] = [
  ['', 'of any time'],
  ['day', 'of the newest day'],
  ['week', 'of the last 7 days'],
  ['month', 'of the last 31 days'],
]

export function SteeringForm({ steering }: { steering: Steering }) {
  const { interest, explore, diversity, bar, since } = steering
  return (
    <section aria-labelledby="steering">
      <h2 id="steering">Steer the list</h2>
      <form action="/for-you" class="steering" data-swap="change">
        {interest && <input type="hidden" name="interest" value={interest} />}
        <Slider id="novelty" ends={['Relevant', 'New ground']} value={explore} max={50}>
          Novelty
        </Slider>
        <Slider id="variety" ends={['Alike', 'Varied']} value={diversity} max={100}>
          Diversity
        </Slider>
        <label>
          <span>Papers</span>
          <select name="since" id="since">
            {SINCE.map(([value, label]) => (
              <option value={value} selected={value === (since ?? '')}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>And of these</span>
          <select name="sure" id="sure">
            {SURE.map(([value, label]) => (
              <option value={String(value)} selected={value === Math.round(100 * bar)}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="plain plain-only">
          Apply
        </button>
      </form>
    </section>
  )
}

interface SliderProps {
  readonly id: string
  /** What its two ends mean. */
  readonly ends: readonly [string, string]
  /** In [0, 1]. */
  readonly value: number
  /** In percents. */
  readonly max: number
  readonly children: string
}

function Slider({ id, ends, value, max, children }: SliderProps) {
  const percents = Math.round(100 * value)
  return (
    <div class="slider">
      <label for={id}>{children}</label>
      <output for={id}>{percents}</output>
      <input
        type="range"
        id={id}
        name={id}
        min="0"
        max={max}
        step="5"
        value={percents}
        aria-describedby={`${id}-ends`}
      />
      <p id={`${id}-ends`}>
        <span>{ends[0]}</span>
        <span class="unseen"> to </span>
        <span>{ends[1]}</span>
      </p>
    </div>
  )
}
