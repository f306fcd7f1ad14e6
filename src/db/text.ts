/** What Postgres can keep of a text: it refuses NUL, and in jsonb also half a surrogate pair. */
export function storable(text: string): string {
  return text.replace(/\0|\p{Surrogate}/gu, '')
}
