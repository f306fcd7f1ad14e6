/** From one paper to another over papers that are each like the next. */
import { z } from 'zod'
import { NotFound } from '../errors.ts'
import { Reference } from '../http/contract.ts'
import { rowNamed } from '../http/named-papers.ts'
import { pathReply } from '../http/path-reply.ts'
import type { Service } from '../http/service.ts'
import type { Library } from '../library.ts'
import { POLARITY } from '../reader.ts'
import { percent } from '../text/percent.ts'
import { plainText } from '../text/plain.ts'
import { Facts } from './card.tsx'
import { Empty } from './notice.tsx'
import { checked, hrefTo } from './request.ts'
import type { Visitor } from './visitor.ts'

type Path = ReturnType<typeof pathReply>
type Bridge = { readonly path: Path } | { readonly from: string; readonly unknown: NotFound }

/** @throws InvalidInput for what is no name */
export async function bridgeTo(
  service: Service,
  library: Library,
  from: number,
  to: string,
): Promise<Bridge> {
  const { to: name } = checked(z.object({ to: Reference }), { to })
  try {
    return { path: pathReply(library, from, await rowNamed(service, library, name)) }
  } catch (error) {
    if (error instanceof NotFound) return { from: library.cards[from]!.id, unknown: error }
    throw error
  }
}

/** Titles to choose from: those the reader spoke well of. */
const OFFERED = 50

interface BridgeFormProps {
  readonly id: string
  readonly to?: string
  readonly library: Library
  readonly visitor: Visitor
}

export function BridgeForm({ id, to, library, visitor }: BridgeFormProps) {
  const liked = new Set(
    visitor.reactions.filter(({ kind }) => POLARITY[kind] > 0).map(({ paperId }) => paperId),
  )
  liked.delete(id)
  const titles = [...liked].flatMap((other) => {
    const row = library.rowOf(other)
    return row === undefined ? [] : [library.cards[row]!.title]
  })
  return (
    <section aria-labelledby="bridge-form">
      <h2 id="bridge-form">Bridge to another paper</h2>
      <form action={`/papers/${id}#bridge`} class="stacked" data-swap="submit">
        <label for="bridge-to" class="none">
          Its title, arXiv id, DOI or address
        </label>
        <input
          id="bridge-to"
          name="to"
          value={to}
          list={titles.length > 0 ? 'bridge-titles' : undefined}
          required
          maxlength={500}
          autocomplete="off"
          dir="auto"
        />
        <datalist id="bridge-titles">
          {titles.slice(0, OFFERED).map((title) => (
            <option value={title} />
          ))}
        </datalist>
        <button type="submit" class="plain">
          Show the way
        </button>
      </form>
    </section>
  )
}

export function BridgeFound({ found }: { found: Bridge }) {
  return (
    <section class="bridge" id="bridge" aria-labelledby="bridge-title">
      <h2 id="bridge-title">The way there</h2>
      {'unknown' in found ? <Unknown {...found} /> : <Steps papers={found.path.papers} />}
    </section>
  )
}

function Unknown({ from, unknown }: { from: string; unknown: NotFound }) {
  const { nearest = [] } = unknown
  return (
    <Empty title="No paper has that name here">
      {nearest.length > 0 && (
        <ul class="nearest">
          {nearest.map(({ id, title }) => (
            <li>
              <a href={`${hrefTo(`/papers/${from}`, { to: id })}#bridge`} dir="auto">
                {title}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Empty>
  )
}

function Steps({ papers }: { papers: Path['papers'] }) {
  if (papers.length === 0) return <Empty title="No chain of similar papers leads there" />
  return (
    <>
      <p class="none">
        {papers.length <= 2
          ? 'They are neighbours: no paper between them makes the steps smaller.'
          : 'Each paper is like the one before it; what it shares with it stands between them.'}
      </p>
      <ol class="way">
        {papers.map((paper, step) => (
          <li>
            {step > 0 && 'because' in paper && paper.because && (
              <p class="step" dir="auto">
                <span class="share">{percent(Math.max(0, paper.similarity ?? 0))}</span>{' '}
                {plainText(paper.because.sentences[0]?.theirs ?? paper.because.shared.join(' · '))}
              </p>
            )}
            <h3 dir="auto">
              <a href={`/papers/${paper.id}`}>{paper.title}</a>
            </h3>
            <Facts card={paper} />
          </li>
        ))}
      </ol>
    </>
  )
}
