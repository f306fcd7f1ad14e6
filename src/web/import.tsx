/** Bringing a library in: a file by its field or dropped on it, and what became of each entry. */
import type { Context } from 'hono'
import { z } from 'zod'
import { InvalidInput } from '../errors.ts'
import { takeBack } from '../http/control.ts'
import { type ImportReply, importFile } from '../http/import-history.ts'
import type { Service } from '../http/service.ts'
import { inTurn } from '../http/uploads.ts'
import { REACTION_KINDS } from '../reader.ts'
import { counted } from '../text/counted.ts'
import { Layout, sendPage } from './layout.tsx'
import { checked, hrefTo, localPath } from './request.ts'
import { knownReader, readerFor, remember } from './visitor.ts'

/** Where a file is posted to, for the checks of app.ts that don't hold for it. */
export const IMPORT_PAGE = '/library/import'

export function ImportForm() {
  return (
    <section aria-labelledby="import">
      <h2 id="import">Bring papers in</h2>
      <form
        method="post"
        action={IMPORT_PAGE}
        enctype="multipart/form-data"
        class="drop"
        data-drop
        data-swap="submit"
      >
        <label for="file">A file from a reference manager</label>
        <input
          type="file"
          id="file"
          name="file"
          required
          accept=".bib,.bibtex,.ris,.csv,.json,.txt,text/*,application/json"
        />
        <p class="enhanced-only">Or drop it here.</p>
        <label>
          <span>Take its papers as</span>
          <select name="kind">
            <option value="save">saved</option>
            <option value="like">liked</option>
            <option value="read">read</option>
          </select>
        </label>
        <button type="submit" class="plain plain-only">
          Bring it in
        </button>
        <p class="none">BibTeX, RIS, CSL-JSON, Zotero’s CSV, or a title, DOI or arXiv id a line.</p>
      </form>
    </section>
  )
}

const Form = z.object({ kind: z.enum(REACTION_KINDS).default('save') })

export const importPage = (service: Service) => async (c: Context) =>
  inTurn(async () => {
    const { file, ...fields } = await c.req.parseBody()
    if (!(file instanceof File) || file.size === 0)
      throw new InvalidInput('choose a file to bring in', 'file')
    const { kind } = checked(Form, fields)
    const reader = await readerFor(service, c)
    await remember(service, c, reader)
    const report = await importFile(service, reader, new Uint8Array(await file.arrayBuffer()), { kind })
    return sendPage(
      c,
      <Layout title="Brought in – Kindred" description="What became of each entry." place="library">
        <Report report={report} name={file.name} />
      </Layout>,
    )
  })

function Report({ report, name }: { report: ImportReply; name: string }) {
  const { matched, kept, unmatched, unreadable, counts } = report
  const found = counts.matched + counts.kept
  return (
    <div
      class="reading report"
      data-news={`${counted(found, 'paper')} brought in, ${counted(counts.unmatched, 'entry', 'entries')} not found.`}
    >
      <h1>{counted(found, 'paper')} brought in</h1>
      <p class="lead">
        From <bdi>{name}</bdi>: {counts.matched} in the collection, {counts.kept} kept by their abstracts,{' '}
        {counts.unmatched} not found, {counts.unreadable} that can’t be read.{' '}
        {counts.changed < found && `${counts.changed} are new to your library.`}
      </p>
      <p>
        <a class="filled" href="/for-you">
          See what they bring
        </a>{' '}
        <a class="plain" href="/library">
          To your library
        </a>
      </p>
      <Part title="Not found" total={counts.unmatched} open items={unmatched}>
        {({ place, entry, nearest }) => (
          <>
            <span dir="auto">{entry}</span> <small>{place}</small>
            {nearest.length > 0 && (
              <span class="none">
                {' '}
                – do you mean{' '}
                {nearest.map(({ id, title }, i) => (
                  <>
                    {i > 0 && ', '}
                    <a href={`/papers/${id}`} dir="auto">
                      {title}
                    </a>
                  </>
                ))}
                ?
              </span>
            )}
          </>
        )}
      </Part>
      <Part title="Can’t be read" total={counts.unreadable} open items={unreadable}>
        {({ place, reason }) => (
          <>
            {place}: {reason}
          </>
        )}
      </Part>
      <Part title="In the collection" total={counts.matched} items={matched}>
        {({ id, title }) => (
          <a href={`/papers/${id}`} dir="auto">
            {title}
          </a>
        )}
      </Part>
      <Part title="Kept by their abstracts" total={counts.kept} items={kept}>
        {({ entry }) => <span dir="auto">{entry}</span>}
      </Part>
    </div>
  )
}

interface PartProps<T> {
  readonly title: string
  readonly total: number
  readonly open?: boolean
  readonly items: readonly T[]
  readonly children: (item: T) => unknown
}

function Part<T>({ title, total, open, items, children }: PartProps<T>) {
  if (total === 0) return undefined
  return (
    <details open={open}>
      <summary>
        {title} ({total})
      </summary>
      <ul class="report-list">
        {items.map((item) => (
          <li>{children(item)}</li>
        ))}
        {total > items.length && <li>and {total - items.length} more</li>}
      </ul>
    </details>
  )
}

const TakeBackForm = z.object({ paper: z.string().max(500), back: z.string().max(4_000).optional() })

/** All that was said of a paper, also of one that the collection does not hold. */
export const takePaperBack = (service: Service) => async (c: Context) => {
  const { paper, back } = checked(TakeBackForm, await c.req.parseBody())
  const reader = await knownReader(service, c)
  if (reader) await takeBack(service, reader, paper)
  return c.redirect((back && localPath(back)) || hrefTo('/library', {}), 303)
}
