/** A line of news that goes by itself, and is read out. */
const SHOWN_MS = 6_000

let timer = 0

export function tell(text: string): void {
  const toast = document.getElementById('toast')
  if (!toast) return
  toast.textContent = text
  clearTimeout(timer)
  timer = window.setTimeout(() => {
    toast.textContent = ''
  }, SHOWN_MS)
}
