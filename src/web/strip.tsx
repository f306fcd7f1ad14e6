/** The first recommendations, on the page of the day. */
import { readerHistory } from '../http/reader-history.ts'
import { recommendationReply } from '../http/recommendation-reply.ts'
import type { Service } from '../http/service.ts'
import { showList } from '../http/show-list.ts'
import type { Library } from '../library.ts'
import { strategyOf } from '../recommend/strategies.ts'
import { Because, type Recommended } from './recommended.tsx'
import { hrefTo } from './request.ts'
import type { Visitor } from './visitor.ts'

const COUNT = 3

interface StripList {
  readonly papers: readonly Recommended[]
  readonly list?: string
}

/** Undefined where there is nothing to recommend. */
export async function stripOf(
  service: Service,
  library: Library,
  visitor: Visitor,
): Promise<StripList | undefined> {
  if (!visitor.id || !visitor.hasTaste) return undefined
  const history = await readerHistory(service, library, visitor.id)
  const request = { question: ['today'], limit: COUNT }
  const { papers } = await recommendationReply(library, history, request, {})
  if (papers.length === 0) return undefined
  const list = await showList(service, visitor.id, {
    strategy: strategyOf(history),
    snapshot: library.id,
    paperIds: papers.map(({ id }) => id),
  })
  return { papers, list }
}

export function Strip({ papers, list, visitor }: StripList & { visitor: Visitor }) {
  return (
    <section class="strip" aria-labelledby="for-you">
      <div class="section-head">
        <h2 id="for-you">For you</h2>
        <a href="/for-you">All recommendations</a>
      </div>
      <ol>
        {papers.map((paper) => (
          <li>
            <h3 dir="auto">
              <a href={hrefTo(`/papers/${paper.id}`, { list })}>{paper.title}</a>
            </h3>
            <Because because={paper.because} visitor={visitor} />
          </li>
        ))}
      </ol>
    </section>
  )
}
