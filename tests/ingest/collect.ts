/** Reads a content through the whole of ingest, as a file whose name says nothing of its format. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ReadOptions, readPapers } from '../../src/ingest/read.ts'
import type { Note, Unreadable } from '../../src/ingest/record.ts'
import type { PaperRecord } from '../../src/paper.ts'

export interface Collected {
  readonly records: PaperRecord[]
  readonly unreadable: Unreadable[]
  readonly notes: Note[]
}

export async function collect(content: string | Uint8Array, options?: ReadOptions): Promise<Collected> {
  const folder = mkdtempSync(join(tmpdir(), 'kindred-ingest-'))
  const path = join(folder, 'papers')
  try {
    writeFileSync(path, content)
    return await collectFile(path, options)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export async function collectFile(path: string, options?: ReadOptions): Promise<Collected> {
  const collected: Collected = { records: [], unreadable: [], notes: [] }
  for await (const item of readPapers(path, options)) {
    if ('record' in item) collected.records.push(item.record)
    else if ('unreadable' in item) collected.unreadable.push(item.unreadable)
    else collected.notes.push(item.note)
  }
  return collected
}

/** `line 4: no title`, for comparing all that went wrong at a glance. */
export const reasons = ({ unreadable }: Collected) =>
  unreadable.map(({ place, reason }) => `${place}: ${reason}`)
