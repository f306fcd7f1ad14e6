/** Tables for a README: words to the left, figures to the right. */

const FIGURE = /^(?:[\d–]|$)/

export function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const isFigure = (column: number) => column > 0 && lines.every((cells) => FIGURE.test(cells[column]!))
  const rule = head.map((_, column) => (isFigure(column) ? '--:' : '---'))
  return [line(head), line(rule), ...lines.map(line)].join('\n')
}
