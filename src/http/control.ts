/**
 * What a reader changes of what they are recommended: reactions, interests, rules. Each action is one
 * function of a service and a reader, which the routes run for good and a preview runs and takes back.
 */
import { createHash } from 'node:crypto'
import { listInterests, replaceInterests } from '../db/interests.ts'
import { deleteOutside } from '../db/outside-papers.ts'
import { deleteReaction, getReader, putReaction, putStrategy } from '../db/readers.ts'
import { deleteRule, listRules, putRule } from '../db/rules.ts'
import { InvalidInput, NotFound } from '../errors.ts'
import type { ReactionKind, Rule } from '../reader.ts'
import { editInterests, type InterestChange } from '../recommend/edit-interests.ts'
import { interestsOf } from '../recommend/profile.ts'
import { parseRule } from '../recommend/rules.ts'
import { namesOf } from '../reference.ts'
import { paperNamed } from './named-papers.ts'
import { readerHistory } from './reader-history.ts'
import type { Service } from './service.ts'

export type Action =
  | { readonly action: 'react'; readonly paper: string; readonly kind: ReactionKind; readonly weight: number }
  | { readonly action: 'unreact'; readonly paper: string; readonly kind?: ReactionKind }
  | { readonly action: 'interest'; readonly id: string; readonly change: InterestChange }
  | { readonly action: 'rule'; readonly text: string }
  | { readonly action: 'unrule'; readonly id: string }
  | { readonly action: 'reset' }

/** Each one makes an answer dearer and a reader's wishes harder to see through. */
const RULES_MAX = 20
const ID_LENGTH = 12

/** @throws NotFound or InvalidInput, as the routes of the actions do */
export async function act(service: Service, readerId: string, action: Action): Promise<void> {
  const { db } = service
  switch (action.action) {
    case 'react': {
      const { id: paperId } = await paperNamed(service, action.paper)
      const { kind, weight } = action
      return putReaction(db, readerId, { paperId, kind, weight, at: service.now() })
    }
    case 'unreact':
      return takeBack(service, readerId, action.paper, action.kind)
    case 'interest':
      return changeInterest(service, readerId, action.id, action.change)
    case 'rule':
      await addRule(service, readerId, action.text)
      return
    case 'unrule':
      return deleteRule(db, readerId, action.id)
    case 'reset':
      return reset(service, readerId)
  }
}

/** One kind of reaction to a paper, or all. @throws NotFound when the reader said no such thing */
export async function takeBack(
  service: Service,
  readerId: string,
  paper: string,
  kind?: ReactionKind,
): Promise<void> {
  const outside = await deleteOutside(service.db, readerId, { names: namesOf(paper), kind })
  if (outside > 0) return
  const { id } = await paperNamed(service, paper)
  const gone = await deleteReaction(service.db, readerId, id, kind)
  if (gone === 0) throw new NotFound('the reader said no such thing of this paper')
}

/** @throws NotFound when there is no such interest; InvalidInput when it can’t be changed so */
export async function changeInterest(
  service: Service,
  readerId: string,
  id: string,
  change: InterestChange,
): Promise<void> {
  const library = service.library.get()
  const history = await readerHistory(service, library, readerId)
  const stored = await listInterests(service.db, readerId)
  const interests = interestsOf(library, history)
  const kept = editInterests(library, history, { interests, stored }, id, change)
  const gone = stored.filter((interest) => !kept.some((other) => other.id === interest.id))
  await replaceInterests(service.db, readerId, { gone: gone.map((interest) => interest.id), kept })
}

/** The same words are the same rule. @throws InvalidInput when they are none, or there are too many */
export async function addRule(service: Service, readerId: string, text: string): Promise<Rule> {
  const words = text.trim().replace(/\s+/g, ' ')
  parseRule(words)
  const known = await listRules(service.db, readerId)
  if (known.length >= RULES_MAX)
    throw new InvalidInput(`a reader has at most ${RULES_MAX} rules: remove one first`, 'text')
  const id = createHash('sha1').update(words.toLowerCase()).digest('hex').slice(0, ID_LENGTH)
  const rule = { id, text: words }
  await putRule(service.db, readerId, rule, service.now())
  return rule
}

/** Forgets what was made of interests, all rules, and the strategy that was chosen; the history stays. */
export async function reset(service: Service, readerId: string): Promise<void> {
  const { db } = service
  await getReader(db, readerId)
  await db.transaction(async (tx) => {
    const stored = await listInterests(tx, readerId)
    await replaceInterests(tx, readerId, { gone: stored.map(({ id }) => id), kept: [] })
    for (const { id } of await listRules(tx, readerId)) await deleteRule(tx, readerId, id)
    await putStrategy(tx, readerId, undefined)
  })
}
