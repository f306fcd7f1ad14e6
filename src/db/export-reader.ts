/** Everything we hold of a reader, to take along. */
import type { Digest, Sending } from '../digest.ts'
import type { ShownList } from '../impression.ts'
import type { Paper } from '../paper.ts'
import type { EditedInterest, Reaction, Reader, Rule } from '../reader.ts'
import type { SavedSearch } from '../saved-search.ts'
import { findDigest } from './digests.ts'
import { listLists } from './impressions.ts'
import { listInterests } from './interests.ts'
import { listOutside } from './outside-papers.ts'
import { papersById } from './papers.ts'
import { getReader, listReactions } from './readers.ts'
import { listRules } from './rules.ts'
import type { Database } from './schema.ts'
import { listSearches } from './searches.ts'
import { sendingsSince } from './sendings.ts'
import { listTags, type Tagged } from './tags.ts'

/** All that we hold of a reader. The papers come with every name, so another library can find its own copies. */
export interface ReaderExport {
  readonly reader: Reader
  readonly reactions: readonly (Omit<Reaction, 'paperId'> & { readonly paper: Paper })[]
  /** The same of papers that the collection does not hold. */
  readonly outside: readonly (Omit<Reaction, 'paperId'> & { readonly paper: Paper })[]
  readonly interests: readonly EditedInterest[]
  readonly rules: readonly Rule[]
  readonly searches: readonly SavedSearch[]
  readonly digest?: Digest
  /** Newest first. */
  readonly sendings: readonly Sending[]
  readonly tags: readonly Tagged[]
  /** Newest first. Their papers stand as ids, which another library computes from the same titles. */
  readonly lists: readonly ShownList[]
}

/** @throws NotFound when no reader has this id */
export async function exportReader(db: Database, id: string): Promise<ReaderExport> {
  return db.transaction(
    async (tx) => {
      const reader = await getReader(tx, id)
      const spoken = await listReactions(tx, id)
      const known = await papersById(tx, [...new Set(spoken.map((reaction) => reaction.paperId))])
      const byId = new Map(known.map((paper) => [paper.id, paper]))
      const outside = await listOutside(tx, id)
      const lists = await listLists(tx, id)
      return {
        reader,
        reactions: spoken.map(({ paperId, ...reaction }) => ({ ...reaction, paper: byId.get(paperId)! })),
        outside: outside.map(({ kind, weight, at, ...paper }) => ({ kind, weight, at, paper })),
        interests: await listInterests(tx, id),
        rules: await listRules(tx, id),
        tags: await listTags(tx, id),
        searches: await listSearches(tx, id),
        digest: await findDigest(tx, id),
        sendings: await sendingsSince(tx, id, '0001-01-01'),
        lists,
      }
    },
    // All of one moment: a paper merged between two queries would be missing.
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}
