/**
 * One entry of Hugging Face's `daily_papers` answer, or one paper of its `papers` answer.
 *
 * The paper proper sits inside the entry, and the two may disagree: the entry's title is what its
 * submitter typed, so the paper's own fields come first. Every field but the title may be absent.
 * The comments' text is not in the answer, only their number, under two names over the years.
 *
 * Format: https://huggingface.co/docs/hub/api
 */
import { z } from 'zod'
import { idAliases } from './aliases.ts'
import type { Mapped } from './record.ts'

// A field of an unexpected type counts as absent: the rest of the paper is still worth keeping.
const text = z.string().optional().catch(undefined)
const number = z.number().optional().catch(undefined)
const organization = z.object({ name: text, fullname: text }).optional().catch(undefined)

const Paper = z.object({
  id: text,
  title: text,
  summary: text,
  publishedAt: text,
  withdrawnAt: text,
  upvotes: number,
  numComments: number,
  organization,
  authors: z
    .array(z.object({ name: text, hidden: z.boolean().optional().catch(undefined) }))
    .optional()
    .catch(undefined),
})
const Entry = Paper.extend({ paper: Paper.optional().catch(undefined), num_comments: number })

/** Whether a JSON object has this shape: a paper inside an entry, or votes on an abstract called summary. */
export function isHuggingFace(value: object): boolean {
  return 'paper' in value || ('summary' in value && 'upvotes' in value)
}

/** The paper of an entry. Withdrawn papers are no longer for reading, and say so as their reason. */
export function fromHuggingFace(value: object): Mapped {
  const entry = Entry.parse(value)
  const paper = entry.paper ?? entry
  const withdrawnAt = paper.withdrawnAt ?? entry.withdrawnAt
  if (withdrawnAt) return { reason: `withdrawn on ${withdrawnAt.slice(0, 10)}` }
  const owner = paper.organization ?? entry.organization
  return {
    draft: {
      title: paper.title ?? entry.title,
      abstract: paper.summary ?? entry.summary,
      // A hidden author asked not to be listed, or was matched by mistake: neither is shown there.
      authors: paper.authors?.filter((author) => !author.hidden).map((author) => author.name ?? ''),
      organisation: owner?.fullname ?? owner?.name,
      date: paper.publishedAt ?? entry.publishedAt,
      commentCount: entry.numComments ?? entry.num_comments ?? paper.numComments,
      upvoteCount: paper.upvotes ?? entry.upvotes,
      aliases: idAliases(paper.id ?? ''),
    },
  }
}
