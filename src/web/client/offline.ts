/**
 * Says so when the service can't be reached, and when it can again. That the machine has no network is not the
 * question: on one's own machine the service answers without one.
 */
import { tell } from './toast.ts'

export function followConnection(): void {
  const notice = document.getElementById('offline')
  if (!notice) return
  const look = async () => {
    const isThere = await answers()
    if (isThere && !notice.hidden) tell('The service is there again.')
    notice.hidden = isThere
  }
  addEventListener('offline', look)
  addEventListener('online', look)
  addEventListener('pageshow', (event) => event.persisted && look())
  document.addEventListener('unanswered', look)
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}
