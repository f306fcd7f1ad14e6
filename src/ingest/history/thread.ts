/**
 * Reads a reading history in a thread of its own, against the clock.
 *
 * Files come from anywhere, and a parser that takes minutes over one crooked line would hold every
 * other request. So the thread is ended when nothing has come from it for STALL_MS: a piece of
 * BibTeX that did it is told and passed over by a new thread, any other file is refused.
 */
import type { Worker } from 'node:worker_threads'
import { InvalidInput } from '../../errors.ts'
import { startThread } from '../../threads.ts'
import type { HistoryEntry } from './entry.ts'
import { type HistoryFormat, KNOWN_HISTORIES } from './format.ts'
import type { UnreadEntry } from './read.ts'
import type { Message, Reading } from './worker.ts'

export interface HistoryFile {
  readonly entries: readonly HistoryEntry[]
  readonly unreadable: readonly UnreadEntry[]
}

/** For a thread to load its modules; far more than it takes. */
const START_MS = 15_000
/** For one entry, or for the whole of a format that is read in one go. Usual entries take 4 ms. */
const STALL_MS = 2_000
/** For all of a file: some 15,000 entries of BibTeX. */
const FILE_MS = 60_000
/** A file with more entries of this kind was made for the purpose. */
const STALLS_MAX = 5
/** What JSON makes of 10 MB is a tenth of it. */
const HEAP_MB = 512

/**
 * @param options.format recognised by the content when absent
 * @throws InvalidInput when nothing in the file can be read
 */
export async function readHistory(
  bytes: Uint8Array,
  options: { format?: HistoryFormat; stallMs?: number } = {},
): Promise<HistoryFile> {
  const entries: HistoryEntry[] = []
  const unreadable: UnreadEntry[] = []
  const deadline = performance.now() + FILE_MS
  for (let from = 0, stalls = 0; ; stalls++) {
    const end = await readFrom(
      { bytes, format: options.format, from },
      deadline,
      options.stallMs ?? STALL_MS,
      {
        entry: (entry) => entries.push(entry),
        unreadable: (unread) => unreadable.push(unread),
      },
    )
    if (end === 'done') break
    if (!end.at) throw new InvalidInput(`the file is too complex to read (${end.why})`)
    const { begun, place } = end.at
    const last = stalls + 1 >= STALLS_MAX || performance.now() >= deadline
    unreadable.push({
      place,
      reason: last ? 'too complex; nothing from here on was read' : 'too complex, skipped',
    })
    if (last) break
    from = begun + 1
  }
  if (entries.length === 0 && unreadable.length === 0)
    throw new InvalidInput(`the file has no entries; known are ${KNOWN_HISTORIES}`)
  return { entries, unreadable }
}

interface Stalled {
  readonly why: string
  /** The piece that was begun last. */
  readonly at?: { readonly begun: number; readonly place: string }
}

async function readFrom(
  reading: Reading,
  deadline: number,
  stallMs: number,
  take: { entry(entry: HistoryEntry): void; unreadable(unread: UnreadEntry): void },
): Promise<'done' | Stalled> {
  const worker: Worker = startThread(new URL('./worker.ts', import.meta.url), reading, {
    maxOldGenerationSizeMb: HEAP_MB,
  })
  let at: Stalled['at']
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<'done' | Stalled>((resolve, reject) => {
      const wait = (ms: number) => {
        clearTimeout(timer)
        const left = Math.max(0, Math.min(ms, deadline - performance.now()))
        timer = setTimeout(() => resolve({ why: `no end after ${Math.round(left)} ms`, at }), left)
      }
      wait(START_MS)
      worker.on('message', (message: Message) => {
        wait(stallMs)
        if ('begun' in message) at = message
        else if ('entry' in message) take.entry(message.entry)
        else if ('unreadable' in message) take.unreadable(message.unreadable)
        else if ('refused' in message) reject(new InvalidInput(message.refused))
        else resolve('done')
      })
      worker.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ why: 'it takes too much memory', at })
        else reject(error)
      })
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
