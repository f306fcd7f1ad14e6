/**
 * The names in a line of authors. Lists disagree on what a comma means: `Ada Lovelace, Alan Turing`
 * is two people, `Lovelace, Ada` is one.
 */
import { cleanLine } from './text.ts'

/** Names as `Given Family`, in order. Affiliations in parentheses are left out. */
export function authorNames(text: string): string[] {
  const plain = cleanLine(withoutParentheses(text))
  // Reference managers join `Family, Given` by semicolons, BibTeX by the word "and".
  const joined = plain.includes(';') ? plain.split(';') : plain.split(' and ')
  if (plain.includes(';') || joined.every(isInverted)) return joined.map(givenFirst).filter(Boolean)
  return plain
    .split(/, ?and |,| and /)
    .map((name) => name.trim())
    .filter(Boolean)
}

/** One comma with a single word on one side of it: `Lovelace, Ada` or `van der Berg, Jan`. */
function isInverted(name: string): boolean {
  const parts = name.split(',').map((part) => part.trim())
  return parts.length === 2 && parts.some((part) => part !== '' && !part.includes(' '))
}

function givenFirst(name: string): string {
  const [family, ...given] = name.split(',')
  return [...given, family]
    .map((part) => part!.trim())
    .join(' ')
    .trim()
}

/** Affiliations nest, so the innermost go first; the rounds are bounded against a wall of brackets. */
function withoutParentheses(text: string): string {
  let plain = text
  for (let round = 0; round < 5 && plain.includes('('); round++) plain = plain.replace(/\([^()]*\)/g, ' ')
  return plain
}
