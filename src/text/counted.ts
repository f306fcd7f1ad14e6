/** So many of a thing, as people write it. */

/** `1 paper`, `2,000 papers` */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
