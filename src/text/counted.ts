/** So many of a thing, as people write it. */

/** `1 paper`, `2,000 papers` */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`
}
