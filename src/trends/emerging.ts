/**
 * Topics that take a larger share of the recent papers than of those before.
 *
 * A topic with n papers in the window is expected to have n · (part of the window's papers that is recent) recent ones;
 * how many more it has is estimated by shrinkage.ts. Nobody's comments or votes are asked.
 */
import type { Library } from '../library.ts'
import type { Topic } from '../topic.ts'
import { type Estimate, fitGrowth } from './shrinkage.ts'
import type { Window } from './window.ts'

/** What speaks for a rise. */
export interface Evidence extends Estimate {
  /** Recent papers. */
  readonly recent: number
  /** Papers of the time before. */
  readonly before: number
  /** Recent papers, if they were as many of all recent ones as in the whole window. */
  readonly expected: number
}

export interface EmergingTopic extends Evidence {
  readonly topic: Topic
}

/** Whether a rise is more than chance: with 95 % probability there is one. */
export function isEmerging({ low }: Evidence): boolean {
  return low > 1
}

/** Topics with papers in the window, in the order of shrinkage.ts. Cost: 0.5 ms a topic. */
export function emergingTopics(
  { topics: { topics, assignment } }: Library,
  { rows, recentCount, recentShare }: Window,
): EmergingTopic[] {
  const recent = new Uint32Array(topics.length)
  const before = new Uint32Array(topics.length)
  rows.forEach((row, i) => {
    const topic = assignment[row]!
    if (topic >= 0) (i < recentCount ? recent : before)[topic]!++
  })
  const counted = topics
    .map((topic, place) => ({
      topic,
      recent: recent[place]!,
      before: before[place]!,
      expected: (recent[place]! + before[place]!) * recentShare,
    }))
    .filter(({ expected }) => expected > 0)
  const growth = fitGrowth(counted, recentShare)
  return counted
    .map((one) => ({ ...one, ...growth.estimate(one), order: growth.order(one) }))
    .sort((a, b) => b.order - a.order || a.topic.node - b.topic.node)
    .map(({ order: _, ...one }) => one)
}
