/** `/for-you`: recommendations with their reasons, what they start from, and how to begin. */
import type { Context } from 'hono'
import type { Card } from '../card.ts'
import { papersById } from '../db/papers.ts'
import { readerHistory } from '../http/reader-history.ts'
import { recommendationReply } from '../http/recommendation-reply.ts'
import type { Service } from '../http/service.ts'
import type { Library } from '../library.ts'
import type { ReactionKind } from '../reader.ts'
import { counted, PaperCard, teaser } from './card.tsx'
import { Layout, sendPage } from './layout.tsx'
import { Advice, Notice, Problems } from './notice.tsx'
import { Pager } from './pager.tsx'
import { Reactions } from './reactions.tsx'
import { Because, Evidence } from './recommended.tsx'
import { herePath, PAGE_SIZE, queryOf } from './request.ts'
import { type Visitor, visitorOf } from './visitor.ts'

const DESCRIPTION = 'Papers recommended from what you liked, each with the reasons.'
const STARTERS = 6
const HISTORY_SHOWN = 100

export const forYouPage = (service: Service) => async (c: Context) => {
  const { cursor } = queryOf(c)
  const visitor = await visitorOf(service, c)
  const library = service.library.get()
  const history =
    visitor.id && visitor.hasTaste ? await readerHistory(service, library, visitor.id) : undefined
  const list =
    history &&
    (await recommendationReply(
      library,
      history,
      { question: ['for you', visitor.id], limit: PAGE_SIZE, cursor },
      {},
    ))
  const back = herePath(c)
  return sendPage(
    c,
    <Layout title="For you – Kindred" description={DESCRIPTION} place="for you">
      <div class="hero">
        <h1>For you</h1>
        {list && (
          <p class="lead">
            Nearest to what you liked and saved, with a share of the list for each of your interests. The
            percentages say how much each of those papers did for the recommendation.
          </p>
        )}
      </div>
      <Problems problems={service.library.problems()} />
      {list ? (
        <Recommendations
          library={library}
          visitor={visitor}
          list={list}
          later={cursor !== undefined}
          back={back}
        />
      ) : (
        <Invitation library={library} visitor={visitor} back={back} />
      )}
      {(visitor.reactions.length > 0 || visitor.outsideCount > 0) && (
        <Told visitor={visitor} cards={await toldCards(service, visitor)} back={back} />
      )}
    </Layout>,
  )
}

interface ListProps {
  readonly library: Library
  readonly visitor: Visitor
  readonly back: string
}

function Recommendations({
  library,
  visitor,
  list: { papers, next, reason },
  later,
  back,
}: ListProps & { list: Awaited<ReturnType<typeof recommendationReply>>; later: boolean }) {
  return (
    <section aria-labelledby="recommended">
      <h2 id="recommended" class="unseen">
        Recommended papers
      </h2>
      {reason && (
        <Notice>
          <Advice text={reason} />
        </Notice>
      )}
      <ol class="papers">
        {papers.map((paper) => (
          <li>
            <PaperCard
              card={paper}
              visitor={visitor}
              back={back}
              lines={paper.citation ? undefined : teaser(library.abstractOf(library.rowOf(paper.id)!))}
            >
              <Evidence paper={paper} />
              <Because because={paper.because} visitor={visitor} />
            </PaperCard>
          </li>
        ))}
      </ol>
      <Pager
        path="/for-you"
        next={next}
        later={later}
        nextLabel="More recommendations"
        startLabel="Best recommendations"
      />
    </section>
  )
}

/** How to start, with a paper from the middle of each large topic to start from. */
function Invitation({ library, visitor, back }: ListProps) {
  const starters = library.topics.topics.flatMap(({ medoids }) => medoids.slice(0, 1)).slice(0, STARTERS)
  return (
    <>
      <div class="invitation">
        <p class="lead">Like a paper, and this page fills with its kin, each with the reason why.</p>
        <ol class="steps">
          <li>
            <strong>Like</strong> or <strong>save</strong> two or three papers. No account is needed.
          </li>
          <li>Come back: papers of their kind are listed here, nearest first.</li>
          <li>
            Say <strong>not interested</strong> where we got it wrong. Every word can be taken back.
          </li>
        </ol>
      </div>
      {starters.length > 0 && (
        <section aria-labelledby="starters">
          <div class="section-head">
            <h2 id="starters">One from each corner, to start with</h2>
            <a href="/">All papers</a>
          </div>
          <ol class="papers">
            {starters.map((at) => (
              <li>
                <PaperCard
                  card={library.cards[at]!}
                  visitor={visitor}
                  back={back}
                  lines={teaser(library.abstractOf(at))}
                />
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}

/** Everything that was said, newest first, to look at and to take back; and the reader's data. */
function Told({ visitor, cards, back }: { visitor: Visitor; cards: readonly Card[]; back: string }) {
  return (
    <section class="told" id="data" aria-labelledby="told">
      <h2 id="told">What you told us</h2>
      <ul>
        {cards.map(({ id, title }) => (
          <li>
            <a href={`/papers/${id}`} dir="auto">
              {title}
            </a>
            <Reactions
              id={id}
              title={title}
              said={visitor.said(id)}
              back={back}
              kinds={takenBack(visitor, id)}
            />
          </li>
        ))}
      </ul>
      {visitor.outsideCount > 0 && (
        <p>
          {counted(visitor.outsideCount, 'paper')} of your own library that this collection does not hold
          count as well.
        </p>
      )}
      <div class="data">
        <p>This is all we hold of you, under a random number that only your browser knows.</p>
        <a href="/for-you/data.json">Take it along</a>
        <form method="post" action="/for-you/forget">
          <details>
            <summary>Forget me</summary>
            <button type="submit" class="danger">
              Delete everything I said
            </button>
          </details>
        </form>
      </div>
    </section>
  )
}

const takenBack = (visitor: Visitor, id: string): ReactionKind[] => [...visitor.said(id)]

/** From the database: a paper may be newer than the index. */
async function toldCards(service: Service, visitor: Visitor): Promise<Card[]> {
  const ids = [...new Set(visitor.reactions.map(({ paperId }) => paperId))]
  return papersById(service.db, ids.slice(0, HISTORY_SHOWN))
}
