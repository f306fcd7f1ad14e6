/** From files to the collection: every readable record is stored, everything else is told. */
import type { Corpus } from './corpus.ts'
import { readPapers } from './ingest/read.ts'
import type { Note, Unreadable } from './ingest/record.ts'
import type { PaperRecord } from './paper.ts'

export interface AddReport {
  /** Papers that were not there before. */
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  /** Stored papers that turned out to be one with another. */
  readonly merged: number
  /** Records that could not be read. */
  readonly unreadable: number
}

export interface AddEvents {
  readonly onUnreadable?: (record: Unreadable) => void
  readonly onNote?: (note: Note) => void
  readonly onBytes?: (bytes: number) => void
}

/** Records stored at a time: enough to share the cost of a statement, few enough to lose nothing of note on a kill. */
const BATCH = 500

/**
 * @param options.pageDate day or year of a Daily Papers page whose dates leave out the year
 * @param options.signal when it is aborted, what was read is stored, and no more is read
 * @throws InvalidInput when the file is missing or in no known format
 */
export async function addPapers(
  corpus: Corpus,
  file: string,
  options: AddEvents & { pageDate?: string; signal?: AbortSignal } = {},
): Promise<AddReport> {
  const { onUnreadable, onNote, onBytes, pageDate, signal } = options
  const report = { added: 0, updated: 0, unchanged: 0, merged: 0, unreadable: 0 }
  let batch: PaperRecord[] = []
  const save = async () => {
    const { added, updated, unchanged, merged } = await corpus.save(batch)
    report.added += added
    report.updated += updated
    report.unchanged += unchanged
    report.merged += merged
    batch = []
  }
  for await (const found of readPapers(file, { pageDate, onBytes })) {
    if ('note' in found) onNote?.(found.note)
    else if ('unreadable' in found) {
      report.unreadable++
      onUnreadable?.(found.unreadable)
    } else batch.push(found.record)
    if (batch.length === BATCH) await save()
    if (signal?.aborted) break
  }
  await save()
  return report
}
