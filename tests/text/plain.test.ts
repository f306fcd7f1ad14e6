import { describe, expect, it } from 'vitest'
import { plainText } from '../../src/text/plain.ts'

describe('plain text', () => {
  it('is free of LaTeX, HTML, Markdown and addresses', () => {
    const cases = [
      ['the $O(n \\log n)$ bound', 'the bound'],
      ['an \\emph{important} step', 'an important step'],
      ["Barab\\{\\'a\\}si", 'Barabasi'],
      ['see https://github.com/a/b now', 'see now'],
      ['H<sub>2</sub>O and **bold**', 'H 2 O and bold'],
    ]
    for (const [text, plain] of cases) expect(plainText(text!)).toBe(plain)
  })
})
