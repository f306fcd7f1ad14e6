/** From a file to a reader's history, with an account of every entry. */
import { setImmediate } from 'node:timers/promises'
import { importHistory } from '../db/import-history.ts'
import { papersById } from '../db/papers.ts'
import { InvalidInput } from '../errors.ts'
import type { HistoryEntry } from '../ingest/history/entry.ts'
import type { HistoryFormat } from '../ingest/history/format.ts'
import { type HistoryFile, readHistory } from '../ingest/history/thread.ts'
import type { Library } from '../library.ts'
import { nearestTitles } from '../nearest-titles.ts'
import type { ReactionKind } from '../reader.ts'
import { z } from './contract.ts'
import { libraryIfAny } from './named-papers.ts'
import { embedOutside } from './reader-history.ts'
import type { Service } from './service.ts'

/** Of each list in the answer; the counts are whole. */
const TOLD_MAX = 100
const LABEL_LENGTH_MAX = 200

const Entry = {
  place: z.string().openapi({ description: 'Where in the file it stands.', example: 'line 12' }),
  entry: z.string().openapi({ description: 'Its title, or the name that the file gave.' }),
}
export const ImportReply = z
  .object({
    matched: z
      .array(z.object({ ...Entry, id: z.string(), title: z.string() }))
      .openapi({ description: 'Entries whose paper is in the collection, with its id and title there.' }),
    kept: z.array(z.object(Entry)).openapi({
      description: 'Papers that are not in the collection; by their abstracts they count all the same.',
    }),
    unmatched: z
      .array(z.object({ ...Entry, nearest: z.array(z.object({ id: z.string(), title: z.string() })) }))
      .openapi({
        description:
          'Neither in the collection nor with an abstract; `nearest` are titles that may be meant.',
      }),
    unreadable: z.array(z.object({ place: z.string(), reason: z.string() })),
    counts: z
      .object({
        matched: z.int(),
        kept: z.int(),
        unmatched: z.int(),
        unreadable: z.int(),
        changed: z.int().openapi({
          description:
            'Entries that added to the history; the others were said before, or contradict the reader.',
        }),
      })
      .openapi({ description: `How many there are; each list shows the first ${TOLD_MAX}.` }),
  })
  .openapi('Import')
export type ImportReply = z.infer<typeof ImportReply>

/**
 * @param options.kind said of every entry that tells none itself
 * @throws InvalidInput when nothing in the file can be read; NotFound when there is no such reader
 *
 * Cost: 4 ms an entry of BibTeX, in a thread; 20 ms a kept paper, for the newest 100 of them.
 */
export async function importFile(
  service: Service,
  readerId: string,
  bytes: Uint8Array,
  options: { kind: ReactionKind; format?: HistoryFormat },
): Promise<ImportReply> {
  const file = await readHistory(bytes, { format: options.format })
  if (file.entries.length === 0) throw new InvalidInput(nothingRead(file))
  const now = service.now()
  const items = file.entries.map((entry) => ({
    ...entry,
    kind: entry.kind ?? options.kind,
    weight: entry.weight ?? 1,
    // A clock that was set wrong must not make this the newest of all for years.
    at: entry.at && entry.at < now ? entry.at : now,
  }))
  const placed = await importHistory(service.db, readerId, items)
  if (placed.some(({ place }) => place === 'outside')) await embedOutside(service, readerId)

  const inPlace = (place: string) => file.entries.filter((_, i) => placed[i]!.place === place)
  const kept = inPlace('outside')
  const unmatched = inPlace('nowhere')
  const matched = file.entries.flatMap((entry, i) => {
    const known = placed[i]!
    return known.place === 'collection' ? { ...told(entry), id: known.paperId } : []
  })
  return {
    matched: await titled(service, matched.slice(0, TOLD_MAX)),
    kept: kept.slice(0, TOLD_MAX).map(told),
    unmatched: await withNearest(libraryIfAny(service), unmatched.slice(0, TOLD_MAX)),
    unreadable: file.unreadable.slice(0, TOLD_MAX),
    counts: {
      matched: matched.length,
      kept: kept.length,
      unmatched: unmatched.length,
      unreadable: file.unreadable.length,
      changed: placed.filter((what) => what.place !== 'nowhere' && what.changed).length,
    },
  }
}

const told = ({ place, label }: HistoryEntry) => ({ place, entry: label.slice(0, LABEL_LENGTH_MAX) })

async function withNearest(library: Library | undefined, entries: readonly HistoryEntry[]) {
  const found: ImportReply['unmatched'] = []
  for (const entry of entries) {
    found.push({ ...told(entry), nearest: library ? nearestTitles(library, entry.label) : [] })
    // Each is a search; a hundred in a row would hold up everybody else.
    await setImmediate()
  }
  return found
}

async function titled<T extends { id: string }>(
  service: Service,
  entries: readonly T[],
): Promise<(T & { title: string })[]> {
  const papers = await papersById(service.db, [...new Set(entries.map(({ id }) => id))])
  const titles = new Map(papers.map(({ id, title }) => [id, title]))
  // One merged away in this very moment has no title of its own any more.
  return entries.map((entry) => ({ ...entry, title: titles.get(entry.id) ?? '' }))
}

function nothingRead({ unreadable }: HistoryFile): string {
  const [first] = unreadable
  return `nothing in the file can be read; ${first!.place}: ${first!.reason}`
}
