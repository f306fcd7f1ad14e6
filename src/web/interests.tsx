/** `/interests`: what a reader is taken to be interested in, and what they make of it; each change can be looked at first. */
import type { Context } from 'hono'
import { NotFound } from '../errors.ts'
import { act } from '../http/control.ts'
import { interestReply, rulesReply } from '../http/routes/interests.ts'
import { previewOf } from '../http/routes/preview.ts'
import type { Service } from '../http/service.ts'
import { counted } from '../text/counted.ts'
import { percent } from '../text/percent.ts'
import { Day } from './dates.tsx'
import { actionOf, Fields } from './interest-form.ts'
import { Layout, sendPage } from './layout.tsx'
import { Empty } from './notice.tsx'
import { Preview } from './preview.tsx'
import { checked } from './request.ts'
import { Bar } from './share.tsx'
import { knownReader, visitorOf } from './visitor.ts'

const DESCRIPTION = 'Your interests: rename, weigh, mute or snooze them, and see first what that changes.'
const PREVIEWED = 20
const PAPERS_SHOWN = 20

type Interest = Awaited<ReturnType<typeof interestReply>>['interests'][number]
type Rule = Awaited<ReturnType<typeof rulesReply>>[number]

export const interestsPage = (service: Service) => async (c: Context) => {
  const visitor = await visitorOf(service, c)
  const library = service.library.get()
  const { interests } =
    visitor.id && visitor.hasTaste ? await interestReply(service, visitor.id) : { interests: [] }
  const rules = visitor.id ? await rulesReply(service, library, visitor.id) : []
  return sendPage(
    c,
    <Layout title="Interests – Kindred" description={DESCRIPTION} place="for you">
      <div class="hero reading">
        <h1>Interests</h1>
        <p class="lead">
          Found by what the papers in your library say. Each gets places among your recommendations for its
          share; what you change here stays changed.
        </p>
      </div>
      <div class="reading">
        {interests.length === 0 ? (
          <Empty title="Nothing is known of you yet">
            <p>Like or save a few papers, or bring your library in, and your interests stand here.</p>
            <a class="filled" href="/for-you">
              Find something to like
            </a>
          </Empty>
        ) : (
          <ol class="interests">
            {interests.map((interest) => (
              <li id={`i-${interest.id}`}>
                <InterestCard interest={interest} others={interests} now={service.now()} />
              </li>
            ))}
          </ol>
        )}
        {interests.length > 0 && <Rules rules={rules} />}
      </div>
    </Layout>,
  )
}

interface InterestCardProps {
  readonly interest: Interest
  readonly others: readonly Interest[]
  readonly now: Date
}

function InterestCard({ interest, others, now }: InterestCardProps) {
  const { id, label, terms, share, weight, muted, papers } = interest
  const until = interest.snoozedUntil
  const isSnoozed = until !== undefined && new Date(until) > now
  const rest = others.filter((other) => other.id !== id)
  return (
    <article class={muted || isSnoozed ? 'interest quiet' : 'interest'}>
      <h2 dir="auto">{label}</h2>
      <p class="size">
        <Bar share={share} />
        {percent(share)} of your library, {counted(papers.length, 'paper')}
        {muted && '; muted'}
        {isSnoozed && (
          <>
            ; snoozed until <Day day={until.slice(0, 10)} />
          </>
        )}
      </p>
      {terms.join(', ') !== label && <p class="terms">{terms.join(', ')}</p>}
      <details id={`papers-${id}`}>
        <summary>Its papers</summary>
        <ul class="report-list">
          {papers.slice(0, PAPERS_SHOWN).map((paper) => (
            <li>
              <a href={`/papers/${paper.id}`} dir="auto">
                {paper.title}
              </a>
            </li>
          ))}
          {papers.length > PAPERS_SHOWN && <li>and {papers.length - PAPERS_SHOWN} more</li>}
        </ul>
      </details>
      <form method="post" action="/interests" class="edit" data-swap="submit" data-done="Kept.">
        <input type="hidden" name="action" value="edit" />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="label" value={label} />
        <label>
          <span>Name</span>
          <input name="name" value={label} maxlength={100} autocomplete="off" dir="auto" />
        </label>
        <label>
          <span>Weight</span>
          <span class="weighing">
            <input
              id={`weight-${id}`}
              type="range"
              name="weight"
              min="0"
              max="3"
              step="0.25"
              value={weight}
            />
            <output for={`weight-${id}`}>{weight}</output>
          </span>
        </label>
        <label>
          <span>Shown</span>
          <select name="quiet">
            {isSnoozed && <option value="keep">snoozed as it is</option>}
            <option value="no" selected={!muted && !isSnoozed}>
              yes
            </option>
            <option value="week">not for a week</option>
            <option value="month">not for a month</option>
            <option value="muted" selected={muted}>
              muted
            </option>
          </select>
        </label>
        <Buttons id={id} />
      </form>
      <details id={`more-${id}`}>
        <summary>Merge or split</summary>
        {rest.length > 0 && (
          <form method="post" action="/interests" class="edit" data-swap="submit" data-done="Merged.">
            <input type="hidden" name="action" value="merge" />
            <input type="hidden" name="id" value={id} />
            <label>
              <span>Its papers go to</span>
              <select name="into">
                {rest.map((other) => (
                  <option value={other.id}>{other.label}</option>
                ))}
              </select>
            </label>
            <Buttons id={`merge-${id}`} label="Merge" />
          </form>
        )}
        {papers.length > 1 && (
          <form method="post" action="/interests" class="edit" data-swap="submit" data-done="Split.">
            <input type="hidden" name="action" value="split" />
            <input type="hidden" name="id" value={id} />
            <span>Make two of it</span>
            <Buttons id={`split-${id}`} label="Split" />
          </form>
        )}
      </details>
    </article>
  )
}

function Buttons({ id, label = 'Save' }: { id: string; label?: string }) {
  return (
    <span class="buttons">
      <button type="submit" class="plain" formaction="/interests/preview" id={`preview-${id}`}>
        What would change?
      </button>
      <button type="submit" class="filled" id={`save-${id}`}>
        {label}
      </button>
    </span>
  )
}

function Rules({ rules }: { rules: readonly Rule[] }) {
  return (
    <section class="rules" aria-labelledby="rules">
      <h2 id="rules">In your own words</h2>
      <p class="none">
        “Less benchmarks”, “more theory”: papers about the subject move down or up, whatever interest they
        serve.
      </p>
      <ul>
        {rules.map(({ id, text, matches }) => (
          <li>
            <span dir="auto">{text}</span>
            <span class="none">{counted(matches, 'paper')} say so</span>
            <form method="post" action="/interests" data-swap="submit" data-done="Taken back.">
              <input type="hidden" name="action" value="unrule" />
              <input type="hidden" name="id" value={id} />
              <button type="submit" class="small" id={`unrule-${id}`}>
                Take back<span class="unseen">: {text}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
      <form method="post" action="/interests" class="edit" data-swap="submit" data-done="Kept.">
        <input type="hidden" name="action" value="rule" />
        <label>
          <span>A wish</span>
          <input
            name="text"
            maxlength={120}
            placeholder="less benchmarks"
            required
            autocomplete="off"
            dir="auto"
          />
        </label>
        <Buttons id="rule" />
      </form>
      <form method="post" action="/interests" data-swap="submit" data-done="As they were found.">
        <input type="hidden" name="action" value="reset" />
        <button type="submit" class="small" formaction="/interests/preview" id="preview-reset">
          Start over: forget all that was changed here
        </button>
      </form>
    </section>
  )
}

const readerOrNothing = async (service: Service, c: Context) => {
  const reader = await knownReader(service, c)
  if (!reader) throw new NotFound('nothing is known of you yet: like or save a few papers first')
  return reader
}

/** Does what a form asks for. */
export const changeInterests = (service: Service) => async (c: Context) => {
  const fields = checked(Fields, await c.req.parseBody())
  await act(service, await readerOrNothing(service, c), actionOf(fields, service.now()))
  return c.redirect(
    'id' in fields && fields.action === 'edit' ? `/interests#i-${fields.id}` : '/interests',
    303,
  )
}

/** Shows what it would change, and does nothing. */
export const previewInterests = (service: Service) => async (c: Context) => {
  const fields = checked(Fields, await c.req.parseBody())
  const reader = await readerOrNothing(service, c)
  const changes = await previewOf(service, reader, actionOf(fields, service.now()), PREVIEWED)
  return sendPage(
    c,
    <Layout title="What would change – Kindred" description={DESCRIPTION} place="for you">
      <Preview changes={changes} fields={fields} count={PREVIEWED} />
    </Layout>,
  )
}
