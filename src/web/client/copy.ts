/** Buttons with `data-copy`, the id of what they take to the clipboard. */
import { tell } from './toast.ts'

export function followCopying(): void {
  document.addEventListener('click', async (event) => {
    const id = (event.target as Element).closest<HTMLElement>('[data-copy]')?.dataset.copy
    const text = id && document.getElementById(id)?.textContent
    if (!text) return
    try {
      await navigator.clipboard.writeText(text)
      tell('Copied.')
    } catch {
      tell('The browser did not allow copying: select the text instead.')
    }
  })
}
