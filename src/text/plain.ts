/** Text without what only a typesetter or a browser reads: addresses, LaTeX, HTML and Markdown. */

const RULES: readonly (readonly [RegExp, string])[] = [
  [/https?:\/\/\S+/g, ' '],
  [/<\/?[a-z][^>]*>/gi, ' '],
  [/\$\$?[^$]*\$\$?/g, ' '],
  // \emph{word} and {\it word} keep the word; \alpha goes.
  [/\\[a-zA-Z]+\*?\s*(?=\{)/g, ''],
  [/\\["'`^~=.]\{?([a-zA-Z])\}?/g, '$1'],
  [/\\[a-zA-Z]+\*?/g, ' '],
  [/[{}\\]/g, ''],
  [/\*\*|__|`/g, ''],
]

export function plainText(text: string): string {
  return RULES.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text)
    .replace(/\s+/g, ' ')
    .trim()
}
