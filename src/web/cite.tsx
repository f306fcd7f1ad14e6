/** How a paper is cited: its entry to look at and to copy, and files of it. */
import { CITATION_FILES, CITATION_FORMATS, cite } from '../citation.ts'
import type { Paper } from '../paper.ts'

export function Cite({ paper }: { paper: Paper }) {
  return (
    <section aria-labelledby="cite">
      <h2 id="cite">Cite</h2>
      <ul class="files">
        {CITATION_FORMATS.map((format) => (
          <li>
            <a href={`/v1/papers/${paper.id}/citation?format=${format}`} download>
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
