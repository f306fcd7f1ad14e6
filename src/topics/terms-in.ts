/** The terms of a text: its telling words, and phrases of two of them. */
import { plainText } from '../text/plain.ts'
import { foldWord, isStopWord, remembering, stem, type Word, wordsOf } from '../text/words.ts'

export interface TitledText {
  readonly title: string
  readonly abstract: string
}

/** Words that papers of any field use to talk of themselves, and those that only join others. */
const SELF_TALK = new Set(
  'paper papers propose proposed proposes approach approaches method methods work works show shows novel new study studies result results existing demonstrate demonstrates introduce introduces present presents achieve achieves achieving performance state art based using use used uses extensive experiments experimental code available significantly significant outperforms outperform improve improves improved improving improvement improvements recent recently however including include various different across several first second two three one furthermore moreover additionally address problem problems task tasks effective effectively effectiveness framework evaluate evaluation evaluations provide provides high higher better best large small well can may also many due given limited challenge challenges challenging potential key comprehensive capabilities ability struggle handle guide focused via even when enable multiple impressive fundamental overall latest advancement set become make need require often still further general specific particular lead remain without towards toward its it their them they there these those this that which while where whether whose being such thus hence than then typically usually commonly generally four five six ten substantial substantially practical reliable reliably allow allows allowing reduce reduces reducing leverage leverages leveraging gap bring brings known well-known compared success amount major main possible'
    .split(' ')
    .map((word) => stem(word)),
)

/** Terms of one text, each once: a word, or two that stand side by side, with the form in the text. */
export function termsIn(text: string): Map<string, string> {
  const found = new Map<string, string>()
  const plain = plainText(text)
  let before: { key: string; text: string; end: number } | undefined
  for (const word of compoundsOf(plain)) {
    const key = keyOf(word.text)
    if (key === undefined) {
      before = undefined
      continue
    }
    if (!found.has(key)) found.set(key, word.text)
    // "language model" is a phrase; "language, model" is none, nor is "language. Model".
    if (before && plain.slice(before.end, word.start) === ' ') {
      const phrase = `${before.key} ${key}`
      if (!found.has(phrase)) found.set(phrase, `${before.text} ${word.text}`)
    }
    before = { key, text: word.text, end: word.end }
  }
  return found
}

/** Words, with "long-context" as one: cut apart it would leave "context language" of "long-context language models". */
function* compoundsOf(text: string): Generator<Word> {
  let open: Word | undefined
  for (const word of wordsOf(text)) {
    if (open && text.slice(open.end, word.start) === '-') {
      open = { text: text.slice(open.start, word.end), start: open.start, end: word.end }
      continue
    }
    if (open) yield open
    open = word
  }
  if (open) yield open
}

/** What spellings of one word share; undefined for a word that tells no topic. */
const keyOf = remembering((word: string): string | undefined => {
  const parts = word.split('-').map(foldWord)
  if (parts.join('').length < 3 || parts.every((part) => /^\d+$/.test(part) || isStopWord(part)))
    return undefined
  const stems = parts.map(stem)
  return stems.every((part) => SELF_TALK.has(part)) ? undefined : stems.join('-')
})

/** The heaviest terms, none of them a part of another one kept: beside "diffusion model", "diffusion" adds nothing. */
export function withoutParts<T extends { key: string }>(terms: readonly T[], count: number): T[] {
  const kept: T[] = []
  for (const term of terms) {
    if (kept.length === count) break
    const words = term.key.split(/[ -]/)
    const overlaps = kept.some(({ key }) => {
      const others = key.split(/[ -]/)
      return words.every((word) => others.includes(word)) || others.every((word) => words.includes(word))
    })
    if (!overlaps) kept.push(term)
  }
  return kept
}

/** The form that was met most often, the first in order of letters of equals. */
export function commonest(forms: ReadonlyMap<string, number>): string {
  return [...forms].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))[0]![0]
}
