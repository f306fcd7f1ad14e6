/** Papers per period as a row of small bars, and as a chart with a table of the same. */

import { counted } from '../text/counted.ts'
import { percent } from '../text/percent.ts'
import type { Period } from '../trends/calendar.ts'
import type { PeriodCount } from '../trends/timeline.ts'

/** Of 10 units, the rest is the gap to the next bar. */
const BAR_WIDTH = 8
const STEP = 10

interface BarsProps {
  readonly counts: ArrayLike<number>
  /** Of each bar, for whoever points at it. */
  readonly titles?: readonly string[]
  /** Place from which bars are drawn in the stronger colour; all of them unless told. */
  readonly recentFrom?: number
  /** Whether the last bar's time is not over. */
  readonly partial?: boolean
}

function Bars({ counts, titles, recentFrom = 0, partial }: BarsProps) {
  const most = Math.max(1, ...Array.from(counts))
  return (
    <>
      {Array.from(counts, (count, i) => {
        const height = (100 * count) / most
        const classes = [i < recentFrom && 'before', partial && i === counts.length - 1 && 'partial']
        return (
          <rect
            class={classes.filter(Boolean).join(' ') || undefined}
            x={STEP * i + 1}
            y={Math.round(100 - height)}
            width={BAR_WIDTH}
            height={Math.round(height)}
          >
            {titles && <title>{titles[i]}</title>}
          </rect>
        )
      })}
      <rect class="ground" x="0" y="99" width={STEP * counts.length} height="1" />
    </>
  )
}

/** Without words of its own: what stands beside it says the same. */
export function Sparkline({ counts, recentFrom }: Pick<BarsProps, 'counts' | 'recentFrom'>) {
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${STEP * counts.length} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <Bars counts={counts} recentFrom={recentFrom} />
    </svg>
  )
}

/** @param periods at least one */
export function Timeline({ period, periods }: { period: Period; periods: readonly PeriodCount[] }) {
  const counts = periods.map(({ papers }) => papers)
  const most = periods.reduce((best, one) => (one.papers > best.papers ? one : best))
  const last = periods.at(-1)!
  const summary = `Papers per ${period} from ${periods[0]!.period} to ${last.period}: the most, ${most.papers}, in ${most.period}.`
  return (
    <figure class="timeline">
      <svg
        viewBox={`0 0 ${STEP * counts.length} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-label={summary}
      >
        <Bars
          counts={counts}
          partial={last.partial}
          titles={periods.map(({ period, papers }) => `${period}: ${counted(papers, 'paper')}`)}
        />
      </svg>
      <p class="ends" aria-hidden="true">
        <span>{periods[0]!.period}</span>
        <span>{last.period}</span>
      </p>
      <figcaption>
        {summary}
        {last.partial && ` ${last.period} is not over.`}
      </figcaption>
      <details>
        <summary>The same as a table</summary>
        <section class="scroll" tabindex={0} aria-label="Papers over time">
          <table>
            <thead>
              <tr>
                <th scope="col">{period === 'week' ? 'Week' : 'Month'}</th>
                <th scope="col">Papers</th>
                <th scope="col">Of all</th>
                <th scope="col">Share</th>
              </tr>
            </thead>
            <tbody>
              {[...periods].reverse().map(({ period, papers, all, share, partial }) => (
                <tr>
                  <th scope="row">
                    {period}
                    {partial && ' (not over)'}
                  </th>
                  <td>{papers.toLocaleString('en')}</td>
                  <td>{all.toLocaleString('en')}</td>
                  <td>{percent(share)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  )
}
