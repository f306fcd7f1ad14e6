/** For who is new here: what to do, and how far they are. */
import { counted } from '../text/counted.ts'

/** With so many the recommendations begin to hold. */
export const LIKES_TO_BEGIN = 3

/** @param props.here on the page that has them */
export function Welcome({ likes, count, here }: { likes: number; count: number; here?: boolean }) {
  return (
    <section class="welcome" aria-labelledby="welcome">
      <div>
        <h2 id="welcome">
          {likes === 0 ? 'Find the papers you will want to read' : `${likes} of ${LIKES_TO_BEGIN} liked`}
        </h2>
        <p>
          {likes === 0 ? (
            <>
              Like three papers, and Kindred finds more of their kind
              {count > 0 && ` among ${counted(count, 'paper')}`}, each with the reason why. No account, and
              nothing leaves this machine.
            </>
          ) : (
            <>There are recommendations already; with {LIKES_TO_BEGIN - likes} more they begin to hold.</>
          )}
        </p>
      </div>
      <Steps likes={likes} />
      {here ? (
        likes > 0 && (
          <a class="filled" href="#recommended">
            See them
          </a>
        )
      ) : (
        <a class="filled" href="/for-you">
          {likes === 0 ? 'Pick from every corner' : 'See them'}
        </a>
      )}
    </section>
  )
}

function Steps({ likes }: { likes: number }) {
  return (
    <svg class="steps-done" viewBox="0 0 66 18" role="img" aria-label={`${likes} of ${LIKES_TO_BEGIN} liked`}>
      {Array.from({ length: LIKES_TO_BEGIN }, (_, at) => (
        <circle class={at < likes ? 'done' : undefined} cx={9 + 24 * at} cy="9" r="7" />
      ))}
    </svg>
  )
}
