/** A change of a topic in words. */
import { counted } from '../text/counted.ts'
import type { TopicChange, TopicShare } from '../topic-change.ts'

/** Text, and topics that it names, in the order of a sentence. */
export type Told = readonly (string | { readonly id: string; readonly label: string })[]

export function toldChange(change: TopicChange): Told {
  const { id, label, labelBefore, papersBefore, papers, others } = change
  const own = { id, label }
  const list = listed(others)
  switch (change.kind) {
    case 'born':
      return others.length === 0
        ? [own, ` is new: ${counted(papers, 'paper')}`]
        : [own, ` is new: ${counted(papers, 'paper')}, some of them until now in `, ...list]
    case 'died':
      return others.length === 0 ? [own, ' is gone'] : [own, ' is gone; its papers are in ', ...list]
    case 'split':
      return papers === 0
        ? [own, ' fell apart into ', ...list]
        : [own, ` split: ${counted(papers, 'paper')} stayed, others are in `, ...list]
    case 'merged':
      return [own, ' took in ', ...list, `, and has ${counted(papers, 'paper')}`]
    case 'grew':
    case 'shrank':
      return [own, ` ${change.kind}, ${papersBefore.toLocaleString('en')} → ${counted(papers, 'paper')}`]
    case 'renamed':
      return [own, ` was called “${labelBefore}”`]
  }
}

function listed(others: readonly TopicShare[]): Told {
  return others.flatMap(({ id, label, papers }, at) => [
    ...(at > 0 ? [', '] : []),
    { id, label },
    ` (${papers.toLocaleString('en')})`,
  ])
}
