/** Titles that somebody may have meant who asked for a paper that we don't hold. */
import type { Library } from './library.ts'
import { normaliseTitle } from './paper.ts'
import { termsOf } from './text/words.ts'

const NEAREST = 3
const LOOKED_AT = 50
/** Below it, two titles share no more than chance. */
const DICE_MIN = 0.25

/** Up to three papers whose titles share most letter triples with the text (Dice coefficient), nearest first. */
export function nearestTitles(library: Library, text: string): { id: string; title: string }[] {
  const wanted = trigrams(normaliseTitle(text))
  const found = library.keywords.search(termsOf(text), { count: LOOKED_AT })
  const rated = found.map(({ row }) => ({
    card: library.cards[row]!,
    dice: dice(wanted, trigrams(normaliseTitle(library.cards[row]!.title))),
  }))
  const near = rated
    .filter(({ dice }) => dice >= DICE_MIN)
    .sort((a, b) => b.dice - a.dice || (a.card.id < b.card.id ? -1 : 1))
  return near.slice(0, NEAREST).map(({ card }) => ({ id: card.id, title: card.title }))
}

function trigrams(text: string): Set<string> {
  const found = new Set<string>()
  for (let at = 0; at + 3 <= text.length; at++) found.add(text.slice(at, at + 3))
  return found
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0
  for (const item of a) if (b.has(item)) both++
  return a.size + b.size === 0 ? 0 : (2 * both) / (a.size + b.size)
}
