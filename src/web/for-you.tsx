/** `/for-you`: recommendations by interest, each with why, and how the list is steered; papers to begin with before that. */
import type { Context } from 'hono'
import { readerHistory } from '../http/reader-history.ts'
import { recommendationReply } from '../http/recommendation-reply.ts'
import type { Service } from '../http/service.ts'
import { showList } from '../http/show-list.ts'
import type { Library } from '../library.ts'
import { strategyOf } from '../recommend/strategies.ts'
import { counted } from '../text/counted.ts'
import { teaser } from '../text/teaser.ts'
import { PaperCard, RowCard } from './card.tsx'
import { Layout, sendPage } from './layout.tsx'
import { Empty, Problems } from './notice.tsx'
import { Pager } from './pager.tsx'
import { Why } from './recommended.tsx'
import { herePath, hrefTo, PAGE_SIZE, queryOf } from './request.ts'
import { Said, type SaidNews, saidOf } from './said.tsx'
import { firstDayOf, type Steering, SteeringForm, steeringOf, steeringQuery } from './steering.tsx'
import { type Visitor, visitorOf } from './visitor.ts'
import { LIKES_TO_BEGIN, Welcome } from './welcome.tsx'

const DESCRIPTION = 'Papers recommended from what you liked, each with the reasons.'
const STARTERS = 6

export const forYouPage = (service: Service) => async (c: Context) => {
  const { cursor } = queryOf(c)
  const visitor = await visitorOf(service, c)
  const library = service.library.get()
  const back = herePath(c)
  const steering = steeringOf(c)
  const found =
    visitor.id && visitor.hasTaste
      ? await recommended(service, library, { readerId: visitor.id, steering, cursor })
      : undefined
  const news = visitor.id ? await saidOf(service, c, { readerId: visitor.id, now: found?.list }) : undefined
  const isBeginning = visitor.likes < LIKES_TO_BEGIN
  return sendPage(
    c,
    <Layout title="For you – Kindred" description={DESCRIPTION} place="for you">
      {isBeginning ? (
        <Beginning library={library} visitor={visitor} back={back} />
      ) : (
        <div class="hero">
          <h1>For you</h1>
        </div>
      )}
      <Problems problems={service.library.problems()} />
      {found && (
        <div class="columns">
          <div>
            {news && <Said news={news} back={hrefTo('/for-you', steeringQuery(steering))} />}
            <Tabs interests={found.reply.interests} steering={steering} />
            <Recommendations
              {...found}
              {...{ library, visitor, back, steering, news }}
              later={cursor !== undefined}
            />
          </div>
          <div class="aside">
            <SteeringForm steering={steering} />
            <section aria-labelledby="about">
              <h2 id="about">What this starts from</h2>
              <p class="none">
                The papers in <a href="/library">your library</a>, grouped by{' '}
                <a href="/interests">your interests</a>: each gets places in the list for its share. Rename,
                weigh or mute them there.
                {visitor.outsideCount > 0 &&
                  ` ${counted(visitor.outsideCount, 'paper')} of your own library that this collection does not hold ${visitor.outsideCount === 1 ? 'counts' : 'count'} as well.`}
              </p>
            </section>
          </div>
        </div>
      )}
    </Layout>,
  )
}

type Reply = Awaited<ReturnType<typeof recommendationReply>>

/** The list as the API gives it, kept as one that was shown. */
async function recommended(
  service: Service,
  library: Library,
  { readerId, steering, cursor }: { readerId: string; steering: Steering; cursor?: string },
): Promise<{ reply: Reply; list?: string }> {
  const history = await readerHistory(service, library, readerId)
  const { interest, explore, diversity, bar, since } = steering
  const question = ['for you', readerId, since]
  const reply = await recommendationReply(
    library,
    history,
    { question, limit: PAGE_SIZE, cursor, interest, explore, diversity, bar },
    { from: firstDayOf(library, since) },
  )
  const list = await showList(service, readerId, {
    strategy: strategyOf(history),
    snapshot: library.id,
    paperIds: reply.papers.map(({ id }) => id),
  })
  return { reply, list }
}

function Tabs({ interests, steering }: { interests: Reply['interests']; steering: Steering }) {
  if (interests.length < 2) return undefined
  const tabs = [{ id: undefined, label: 'All' }, ...interests]
  return (
    <nav class="tabs" aria-label="Interests">
      {tabs.map(({ id, label }) => (
        <a
          href={hrefTo('/for-you', steeringQuery({ ...steering, interest: id }))}
          aria-current={id === steering.interest ? 'true' : undefined}
          dir="auto"
        >
          {label}
        </a>
      ))}
    </nav>
  )
}

interface RecommendationsProps {
  readonly library: Library
  readonly visitor: Visitor
  readonly reply: Reply
  readonly list?: string
  readonly steering: Steering
  readonly news?: SaidNews
  readonly back: string
  readonly later: boolean
}

function Recommendations(props: RecommendationsProps) {
  const { library, visitor, reply, list, steering, news, back, later } = props
  const { papers, next, reason } = reply
  return (
    <section aria-labelledby="recommended">
      <h2 id="recommended" class="unseen">
        Recommended papers
      </h2>
      {papers.length === 0 && <NothingNew reason={reason} steering={steering} />}
      <ol class="papers">
        {papers.map((paper) => (
          <li>
            <PaperCard
              card={paper}
              visitor={visitor}
              back={back}
              list={list}
              firstFact={news?.entered.has(paper.id) ? <span class="badge">New here</span> : undefined}
              lines={teaser(library.abstractOf(library.rowOf(paper.id)!))}
            >
              <Why paper={paper} visitor={visitor} />
            </PaperCard>
          </li>
        ))}
      </ol>
      <Pager
        path="/for-you"
        query={steeringQuery(steering)}
        next={next}
        later={later}
        nextLabel="More recommendations"
        startLabel="Best recommendations"
      />
    </section>
  )
}

/** Better nothing than what is not worth a reader's time; and how to see more all the same. */
function NothingNew({ reason, steering }: { reason?: string; steering: Steering }) {
  const { bar, since } = steering
  return (
    <Empty title="Nothing new for you today">
      {reason && <p>{`${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`}</p>}
      {(bar > 0 || since !== undefined) && (
        <a class="plain" href={hrefTo('/for-you', steeringQuery({ ...steering, bar: 0, since: undefined }))}>
          Show the best of all the same
        </a>
      )}
    </Empty>
  )
}

/** How to start, with a paper from the middle of each large topic to start from. */
function Beginning({ library, visitor, back }: { library: Library; visitor: Visitor; back: string }) {
  const starters = library.topics.topics.flatMap(({ medoids }) => medoids.slice(0, 1)).slice(0, STARTERS)
  return (
    <>
      <h1 class="unseen">For you</h1>
      <Welcome likes={visitor.likes} count={library.count} here />
      {starters.length > 0 && (
        <section class="starters" aria-labelledby="starters">
          <div class="section-head">
            <h2 id="starters">One from each corner, to start with</h2>
            <a href="/search">Or search for your own</a>
          </div>
          <ol class="grid">
            {starters.map((at) => (
              <li>
                <RowCard
                  library={library}
                  row={at}
                  visitor={visitor}
                  back={back}
                  kinds={['like', 'dislike']}
                  ids="start-"
                />
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}
