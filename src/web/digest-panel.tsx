/** Recommendations by mail, among the settings. */
import type { Context } from 'hono'
import { z } from 'zod'
import { PERIODS, USUAL_DIGEST } from '../digest.ts'
import { NotFound } from '../errors.ts'
import { DigestFields } from '../http/digest-reply.ts'
import { changeDigest, type DigestState, digestState, removeDigest } from '../http/digest-settings.ts'
import type { Service } from '../http/service.ts'
import { checked } from './request.ts'
import { knownReader, readerFor, remember } from './visitor.ts'

/** Undefined where there is none. */
export async function digestOf(service: Service, c: Context): Promise<DigestState | undefined> {
  const reader = await knownReader(service, c)
  if (!reader) return undefined
  try {
    return await digestState(service, reader)
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' })

interface DigestPanelProps {
  readonly state?: DigestState
  /** Whether there is a mail server to send by. */
  readonly canSend: boolean
}

export function DigestPanel({ state, canSend }: DigestPanelProps) {
  return (
    <section class="panel" id="digest" aria-labelledby="digest-heading">
      <h2 id="digest-heading">By mail</h2>
      <p>
        Your recommendations in the morning, each with why; never a paper twice, and nothing on a day without
        a good one.
      </p>
      {state && <State state={state} />}
      {canSend ? (
        <Form digest={state?.digest} />
      ) : (
        <p class="none">
          This installation has no mail server to send by; whoever runs it sets one by <code>SMTP_URL</code>.
        </p>
      )}
    </section>
  )
}

function State({ state: { digest, next, sendings } }: { state: DigestState }) {
  const [last] = sendings
  return (
    <div class="digest-state">
      <p>
        {digest.confirmedAt ? (
          <>
            Goes to <bdi>{digest.address}</bdi>
            {next && `, next on ${MOMENT.format(next)} UTC`}.
          </>
        ) : (
          <>
            <bdi>{digest.address}</bdi> was asked to confirm: follow the link in that mail.
          </>
        )}
        {last && ` The last one, of ${last.day}: ${last.state}${last.error ? ` (${last.error})` : ''}.`}
      </p>
      <form
        method="post"
        action="/settings/digest/stop"
        data-swap="submit"
        data-done="Nothing is sent any more."
      >
        <button type="submit" class="small" id="stop-digest">
          Stop it, and forget the address
        </button>
      </form>
    </div>
  )
}

function Form({ digest }: { digest?: DigestState['digest'] }) {
  const { period, weekday, hour, timeZone, count, bar } = digest ?? USUAL_DIGEST
  return (
    <form method="post" action="/settings/digest" class="edit" data-swap="submit" data-done="Kept.">
      <label>
        <span>Mail address</span>
        <input type="email" name="address" value={digest?.address} required autocomplete="email" />
      </label>
      <label>
        <span>How often</span>
        <select name="period">
          {PERIODS.map((one) => (
            <option value={one} selected={one === period}>
              {one}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>On (weekly)</span>
        <select name="weekday">
          {DAYS.map((day, at) => (
            <option value={String(at + 1)} selected={at + 1 === weekday}>
              {day}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>At</span>
        <select name="hour">
          {HOURS.map((one) => (
            <option value={String(one)} selected={one === hour}>
              {String(one).padStart(2, '0')}:00
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Time zone</span>
        <input
          name="timeZone"
          value={timeZone}
          required
          autocomplete="off"
          data-time-zone={digest ? undefined : ''}
        />
      </label>
      <label>
        <span>At most</span>
        <input type="number" name="count" value={String(count)} min="1" max="50" required />
      </label>
      <input type="hidden" name="bar" value={String(bar)} />
      <span class="buttons">
        <button type="submit" class="filled" id="keep-digest">
          {digest ? 'Change it' : 'Send it'}
        </button>
      </span>
    </form>
  )
}

/** A form sends texts. */
const Fields = z.object({
  address: z.string().trim().pipe(DigestFields.shape.address),
  period: DigestFields.shape.period,
  weekday: z.coerce.number().pipe(DigestFields.shape.weekday),
  hour: z.coerce.number().pipe(DigestFields.shape.hour),
  timeZone: z.string().trim().pipe(DigestFields.shape.timeZone),
  count: z.coerce.number().pipe(DigestFields.shape.count),
  bar: z.coerce.number().pipe(DigestFields.shape.bar),
})

export const keepDigest = (service: Service) => async (c: Context) => {
  const settings = checked(Fields, await c.req.parseBody())
  const reader = await readerFor(service, c)
  await changeDigest(service, reader, settings)
  await remember(service, c, reader)
  return c.redirect('/settings#digest', 303)
}

export const stopDigest = (service: Service) => async (c: Context) => {
  const reader = await knownReader(service, c)
  if (reader) await removeDigest(service, reader)
  return c.redirect('/settings#digest', 303)
}
