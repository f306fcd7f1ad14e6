/** A field with `data-time-zone` is filled with the reader's own, which only the browser knows. */
export function fillTimeZone(): void {
  const fill = () => {
    for (const field of document.querySelectorAll<HTMLInputElement>('[data-time-zone]'))
      field.value = Intl.DateTimeFormat().resolvedOptions().timeZone
  }
  fill()
  document.addEventListener('swapped', fill)
}
