/** Tags as readers write them, checked and kept: for the route and the page alike. */
import { listTags, putTag } from '../db/tags.ts'
import { InvalidInput } from '../errors.ts'
import { z } from './contract.ts'
import type { Service } from './service.ts'

const LENGTH_MAX = 40
/** A paper with more has no order but a description. */
const PER_PAPER_MAX = 20

export const Tag = z
  .string()
  .transform((text) => text.replace(/\s+/g, ' ').trim())
  .refine((text) => text.length > 0, 'is empty')
  .refine((text) => text.length <= LENGTH_MAX, `is longer than ${LENGTH_MAX} characters`)
  .refine((text) => !/[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(text), 'holds control characters')

/** @throws InvalidInput when the paper has too many; NotFound when there is no such reader or paper */
export async function addTag(
  service: Service,
  readerId: string,
  paperId: string,
  tag: string,
): Promise<void> {
  const own = (await listTags(service.db, readerId)).filter((tagged) => tagged.paperId === paperId)
  if (own.length >= PER_PAPER_MAX && !own.some((tagged) => tagged.tag === tag))
    throw new InvalidInput(`a paper has at most ${PER_PAPER_MAX} tags: remove one first`, 'tag')
  await putTag(service.db, readerId, { paperId, tag }, service.now())
}
