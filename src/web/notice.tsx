/** A message to the reader, with commands set as such. */
import type { Child } from 'hono/jsx'

export function Notice({ title, children }: { title?: string; children?: Child }) {
  return (
    <div class="notice">
      {title && <strong>{title}</strong>}
      {children}
    </div>
  )
}

/** Our messages put commands between backticks. Their first letter becomes a capital. */
export function Advice({ text }: { text: string }) {
  const pieces = (text.charAt(0).toUpperCase() + text.slice(1)).split('`')
  return <p dir="auto">{pieces.map((piece, at) => (at % 2 === 1 ? <code>{piece}</code> : piece))}</p>
}

/** What keeps answers from being complete, each with what to do; nothing when all is well. */
export function Problems({ problems }: { problems: readonly string[] }) {
  if (problems.length === 0) return undefined
  return (
    <Notice title="Some answers are missing for now.">
      {problems.map((problem) => (
        <Advice text={problem} />
      ))}
    </Notice>
  )
}

/** Where a list would stand and there is nothing to list: why, and what to do. */
export function Empty({ title, children }: { title: string; children?: Child }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  )
}
