/**
 * Forms that are sent without leaving the page: those with `data-swap`. What it says: `submit` waits for the button,
 * `change` goes off with every change, and `input` with every letter.
 */
import { swap } from './swap.ts'
import { tell } from './toast.ts'

/** Shorter than between two letters of slow typing, longer than of fast. */
const TYPING_MS = 160

let timer = 0

export function followForms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (!form.dataset.swap || event.defaultPrevented) return
    event.preventDefault()
    send(form, event.submitter)
  })
  document.addEventListener('change', (event) => {
    const form = formOf(event.target)
    const isText = event.target instanceof HTMLInputElement && event.target.type === 'search'
    if (form && form.dataset.swap !== 'submit' && !isText) send(form)
  })
  document.addEventListener('input', (event) => {
    const field = event.target as HTMLInputElement
    showValue(field)
    const form = formOf(field)
    if (form?.dataset.swap !== 'input' || field.type !== 'search') return
    clearTimeout(timer)
    timer = window.setTimeout(() => send(form), TYPING_MS)
  })
}

function formOf(target: EventTarget | null): HTMLFormElement | undefined {
  const form = (target as HTMLInputElement | null)?.form
  return form?.dataset.swap ? form : undefined
}

/** Beside a slider, what it stands at. */
function showValue(field: HTMLInputElement): void {
  const output = field.type === 'range' && document.querySelector(`output[for="${field.id}"]`)
  if (output) output.textContent = field.value
}

async function send(form: HTMLFormElement, submitter?: HTMLElement | null): Promise<void> {
  clearTimeout(timer)
  const fields = new FormData(form, submitter)
  const action = submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? location.href
  const address = new URL(action, location.href)
  const isPost = form.method === 'post'
  const body = isPost ? bodyOf(form, fields) : undefined
  if (!isPost) address.search = new URLSearchParams(filled(fields)).toString()
  const { isShown, isDone } = await swap(
    new Request(address, { method: isPost ? 'POST' : 'GET', body, headers: { Accept: 'text/html' } }),
    {
      keep: form.dataset.swap === 'input' ? [form.id] : [],
    },
  )
  if (!isShown) return
  const news = document.querySelector<HTMLElement>('[data-news]')?.dataset.news
  const done = isDone ? form.dataset.done : undefined
  if (news ?? done) tell((news ?? done)!)
}

/** A file goes as it is; all else as a plain form sends it. */
function bodyOf(form: HTMLFormElement, fields: FormData): FormData | URLSearchParams {
  return form.enctype === 'multipart/form-data' ? fields : new URLSearchParams(filled(fields, true))
}

function filled(fields: FormData, empty = false): [string, string][] {
  return [...fields].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && (empty || value !== '') ? [[name, value]] : [],
  )
}
