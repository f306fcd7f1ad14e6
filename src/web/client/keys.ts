/**
 * Single keys for who reads many papers. They are silent in fields, in dialogs and with Ctrl, Alt or Meta; and they
 * can be switched off, as whoever speaks to their machine or works with a screen reader may have to (WCAG 2.1.4).
 */
const OFF = 'kindred-keys-off'
/** Where typing or choosing is what keys are for. */
const FIELDS = 'input, textarea, select, [contenteditable], [role=application], .map-surface'
const REACTIONS: Readonly<Record<string, string>> = { l: 'like', s: 'save', x: 'dislike' }

export function followKeys(): void {
  const dialog = document.getElementById('keys') as HTMLDialogElement | null
  const isOn = document.getElementById('keys-on') as HTMLInputElement | null
  if (!dialog || !isOn) return
  isOn.checked = localStorage.getItem(OFF) === null
  isOn.addEventListener('change', () => {
    if (isOn.checked) localStorage.removeItem(OFF)
    else localStorage.setItem(OFF, '1')
  })
  document.addEventListener('click', (event) => {
    if ((event.target as Element).closest('[data-keys]')) dialog.showModal()
  })
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || dialog.open) return
    const field = (event.target as Element).closest<HTMLElement>(FIELDS)
    if (field) {
      if (event.key === 'Escape') field.blur()
      return
    }
    if (isOn.checked && act(event.key, dialog)) event.preventDefault()
  })
}

function act(key: string, dialog: HTMLDialogElement): boolean {
  if (key === '?') dialog.showModal()
  else if (key === '/') focusSearch()
  else if (key === 'j' || key === 'k') choose(key === 'j' ? 1 : -1)
  else if (key === 'o') chosen()?.click()
  else if (key in REACTIONS) react(REACTIONS[key]!)
  else return false
  return true
}

function focusSearch(): void {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input[type=search]')]
  const field = fields.find((one) => one.checkVisibility())
  if (field) field.select()
  else location.href = '/search'
}

const titles = () => [...document.querySelectorAll<HTMLAnchorElement>('.card h3 a')]

/** Id of the title that was chosen last: its element may have been replaced since. */
let last: string | undefined

/** The title of the paper in focus, else the one that was chosen last. */
function chosen(): HTMLAnchorElement | undefined {
  const card = document.activeElement?.closest('.card')
  return titles().find((title) => (card ? card.contains(title) : title.id === last))
}

function choose(step: number): void {
  const all = titles()
  const now = chosen()
  const at = now ? all.indexOf(now) + step : step > 0 ? 0 : all.length - 1
  const next = all[Math.max(0, Math.min(all.length - 1, at))]
  last = next?.id
  next?.focus()
  next?.closest('.card')?.scrollIntoView({ block: 'nearest' })
}

/** On a list the chosen paper is meant, on a paper's page the paper. */
function react(kind: string): void {
  const within = chosen()?.closest('.card') ?? document.querySelector('.paper')
  within?.querySelector<HTMLButtonElement>(`button.reaction.${kind}`)?.click()
}
