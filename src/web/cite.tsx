/** How a paper is cited: its entry to look at and to copy, and files of it. */
import type { Context } from 'hono'
import { z } from 'zod'
import { CITATION_FILES, CITATION_FORMATS, cite, fileNameOf } from '../citation.ts'
import { Reference } from '../http/contract.ts'
import { paperNamed } from '../http/named-papers.ts'
import type { Service } from '../http/service.ts'
import type { Paper } from '../paper.ts'
import { checked } from './request.ts'

export function Cite({ paper }: { paper: Paper }) {
  return (
    <section aria-labelledby="cite">
      <h2 id="cite">Cite</h2>
      <ul class="files">
        {CITATION_FORMATS.map((format) => (
          <li>
            <a href={`/papers/${paper.id}/citation?format=${format}`} download>
              {CITATION_FILES[format].label}
            </a>
          </li>
        ))}
      </ul>
      <details id="cite-text">
        <summary>Look at the BibTeX</summary>
        <section class="entry" tabindex={0} aria-label="BibTeX entry">
          <pre id="bibtex">{cite([{ ...paper, abstract: '' }], 'bibtex')}</pre>
        </section>
        <button type="button" class="small enhanced-only" data-copy="bibtex">
          Copy
        </button>
      </details>
    </section>
  )
}

const Asked = z.object({ id: Reference, format: z.enum(CITATION_FORMATS).default('bibtex') })

/** The file, as the API gives it. */
export const citation = (service: Service) => async (c: Context) => {
  const { id, format } = checked(Asked, { id: c.req.param('id'), format: c.req.query('format') })
  const paper = await paperNamed(service, id)
  const { type, extension } = CITATION_FILES[format]
  return c.body(cite([paper], format), 200, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${fileNameOf(paper)}.${extension}"`,
  })
}
