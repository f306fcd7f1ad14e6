/**
 * The tables: papers and their names, readers, their reactions, papers of theirs that we lack, the
 * lists that they were shown, and the key that signs their links.
 *
 * Ground state, with two exceptions. Whatever can be worked out from these rows (vectors, topics,
 * the index) is kept in files, so that losing it costs one command; but the vector of a paper that
 * no snapshot holds stands beside it, as private as the paper. And where several machines share a
 * Postgres, what one of them works out reaches the others through it; those tables (shared-tables.ts) can
 * be emptied at any time. One schema serves both engines: PGlite, embedded, and a real Postgres. Tables of the digest stand in digest-schema.ts, that of topics in topic-schema.ts.
 *
 * After a change here: `npx drizzle-kit generate --config src/db/drizzle.config.ts --name what_changed`.
 */
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  char,
  check,
  date,
  index,
  integer,
  jsonb,
  type PgDatabase,
  type PgQueryResultHKT,
  pgSequence,
  pgTable,
  primaryKey,
  real,
  text,
} from 'drizzle-orm/pg-core'
import { RESPONSE_KINDS, TEAMS } from '../impression.ts'
import { REACTION_KINDS } from '../reader.ts'
import { SEARCH_MODES } from '../saved-search.ts'
import { bytes, moment, momentIfAny, oneOf } from './columns.ts'

/** Either engine, or a transaction on it: what a query needs to know. */
export type Database = PgDatabase<PgQueryResultHKT>

/** Each stored change of a paper takes the next number, so a reader of the whole corpus sees that it moved. */
export const paperRevision = pgSequence('paper_revision')

export const papers = pgTable(
  'papers',
  {
    id: char('id', { length: 40 }).primaryKey(),
    title: text('title').notNull(),
    abstract: text('abstract').notNull(),
    authorCount: integer('author_count'),
    // Lists are jsonb, not text[]: both drivers read jsonb alike, while arrays of texts with quotes,
    // braces or NULL inside go through two different hand-made parsers.
    authors: jsonb('authors').$type<readonly string[]>(),
    organisation: text('organisation'),
    publishedOn: date('published_on', { mode: 'string' }),
    commentCount: integer('comment_count'),
    upvoteCount: integer('upvote_count'),
    categories: jsonb('categories').$type<readonly string[]>(),
    version: integer('version'),
    revision: bigint('revision', { mode: 'number' }).notNull().default(sql`nextval('paper_revision')`),
    createdAt: moment('created_at'),
    updatedAt: moment('updated_at'),
  },
  (table) => [
    index('papers_newest_first').on(table.publishedOn.desc().nullsLast(), table.id),
    index('papers_revision').on(table.revision),
    check('papers_id_is_sha1', sql`${table.id} ~ '^[0-9a-f]{40}$'`),
    check('papers_title_not_empty', sql`${table.title} <> ''`),
  ],
)

/**
 * Every name of every paper, its own id among them: one look-up tells whose name it is, and the
 * primary key alone keeps two papers from sharing one, be it an alias or another's id.
 */
export const aliases = pgTable(
  'aliases',
  {
    alias: text('alias').primaryKey(),
    paperId: char('paper_id', { length: 40 })
      .notNull()
      .references(() => papers.id, { onDelete: 'cascade' }),
  },
  (table) => [index('aliases_paper').on(table.paperId)],
)

export const readers = pgTable(
  'readers',
  {
    id: char('id', { length: 32 }).primaryKey(),
    name: text('name').notNull(),
    createdAt: moment('created_at'),
    /** What ranks their lists; null for the usual one. */
    strategy: text('strategy'),
    /** Stands for the reader in links that others may see; a new one makes all of before invalid. */
    linkId: char('link_id', { length: 32 })
      .notNull()
      .unique()
      .default(sql`replace(gen_random_uuid()::text, '-', '')`),
  },
  (table) => [
    index('readers_oldest_first').on(table.createdAt, table.id),
    check('readers_id_is_128_bits', sql`${table.id} ~ '^[0-9a-f]{32}$'`),
  ],
)

export const reactions = pgTable(
  'reactions',
  {
    readerId: char('reader_id', { length: 32 })
      .notNull()
      .references(() => readers.id, { onDelete: 'cascade' }),
    paperId: char('paper_id', { length: 40 })
      .notNull()
      .references(() => papers.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: REACTION_KINDS }).notNull(),
    weight: real('weight').notNull(),
    at: moment('at'),
  },
  (table) => [
    primaryKey({ columns: [table.readerId, table.paperId, table.kind] }),
    index('reactions_paper').on(table.paperId),
    check('reactions_kind', oneOf('kind', REACTION_KINDS)),
    check('reactions_weight', sql`${table.weight} > 0 and ${table.weight} <= 10`),
  ],
)

/** The one key that signs links: see signing-key.ts. */
export const signingKeys = pgTable(
  'signing_keys',
  { only: boolean('only').primaryKey().default(true), key: bytes('key').notNull() },
  (table) => [check('signing_keys_only_one', sql`${table.only}`)],
)

/** Tokens of the API: see access-tokens.ts. */
export const accessTokens = pgTable('access_tokens', {
  id: char('id', { length: 12 }).primaryKey(),
  name: text('name').notNull(),
  hash: char('hash', { length: 64 }).notNull().unique(),
  createdAt: moment('created_at'),
})

/** What readers brought along that the collection does not hold: see outside-papers.ts. */
export const outsidePapers = pgTable(
  'outside_papers',
  {
    readerId: char('reader_id', { length: 32 })
      .notNull()
      .references(() => readers.id, { onDelete: 'cascade' }),
    id: char('id', { length: 40 }).notNull(),
    title: text('title').notNull(),
    abstract: text('abstract').notNull(),
    aliases: jsonb('aliases').$type<readonly string[]>().notNull(),
    kind: text('kind', { enum: REACTION_KINDS }).notNull(),
    weight: real('weight').notNull(),
    at: moment('at'),
    /** Float32, little-endian, and the fingerprint of the model that made it; null until it is computed. */
    vector: bytes('vector'),
    model: char('model', { length: 16 }),
  },
  (table) => [
    primaryKey({ columns: [table.readerId, table.id] }),
    // By these a paper that enters the collection is recognised.
    index('outside_papers_id').on(table.id),
    index('outside_papers_aliases').using('gin', table.aliases),
    check('outside_papers_kind', oneOf('kind', REACTION_KINDS)),
    check('outside_papers_weight', sql`${table.weight} > 0 and ${table.weight} <= 10`),
  ],
)

/** What readers made of their interests: see interests.ts. */
export const interests = pgTable(
  'interests',
  {
    readerId: char('reader_id', { length: 32 })
      .notNull()
      .references(() => readers.id, { onDelete: 'cascade' }),
    id: char('id', { length: 12 }).notNull(),
    name: text('name'),
    weight: real('weight').notNull(),
    muted: boolean('muted').notNull(),
    snoozedUntil: momentIfAny('snoozed_until'),
    /** Ids of its papers when it was edited, which need not be ours. */
    papers: jsonb('papers').$type<readonly string[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.readerId, table.id] }),
    check('interests_weight', sql`${table.weight} >= 0 and ${table.weight} <= 10`),
  ],
)

/** Readers' rules in plain words: see rules.ts. */
export const rules = pgTable(
  'rules',
  {
    readerId: char('reader_id', { length: 32 })
      .notNull()
      .references(() => readers.id, { onDelete: 'cascade' }),
    id: char('id', { length: 12 }).notNull(),
    text: text('text').notNull(),
    createdAt: moment('created_at'),
  },
  (table) => [primaryKey({ columns: [table.readerId, table.id] })],
)

/** Searches that readers keep: see searches.ts. */
export const searches = pgTable(
  'searches',
  {
    readerId: char('reader_id', { length: 32 })
      .notNull()
      .references(() => readers.id, { onDelete: 'cascade' }),
    id: char('id', { length: 12 }).notNull(),
    name: text('name'),
    q: text('q').notNull(),
    mode: text('mode', { enum: SEARCH_MODES }).notNull(),
    from: date('from_day', { mode: 'string' }),
    to: date('to_day', { mode: 'string' }),
    topic: text('topic'),
    createdAt: moment('created_at'),
  },
  (table) => [
    primaryKey({ columns: [table.readerId, table.id] }),
    check('searches_mode', oneOf('mode', SEARCH_MODES)),
  ],
)

/** The lists that readers were shown: see impressions.ts. */
export const lists = pgTable(
  'lists',
  {
    id: char('id', { length: 32 }).primaryKey(),
    readerId: char('reader_id', { length: 32 })
      .notNull()
      .references(() => readers.id, { onDelete: 'cascade' }),
    strategy: text('strategy').notNull(),
    snapshot: text('snapshot').notNull(),
    madeAt: moment('made_at'),
  },
  (table) => [
    // Read backwards: newest first.
    index('lists_of_reader').on(table.readerId, table.madeAt, table.id),
    check('lists_id_is_128_bits', sql`${table.id} ~ '^[0-9a-f]{32}$'`),
  ],
)

/** The papers of those lists, each with the last word of the reader on it. */
export const impressions = pgTable(
  'impressions',
  {
    listId: char('list_id', { length: 32 })
      .notNull()
      .references(() => lists.id, { onDelete: 'cascade' }),
    paperId: char('paper_id', { length: 40 })
      .notNull()
      .references(() => papers.id, { onDelete: 'cascade' }),
    rank: integer('rank').notNull(),
    team: text('team', { enum: TEAMS }),
    response: text('response', { enum: RESPONSE_KINDS }),
    respondedAt: momentIfAny('responded_at'),
  },
  (table) => [
    primaryKey({ columns: [table.listId, table.paperId] }),
    index('impressions_paper').on(table.paperId),
    check('impressions_rank', sql`${table.rank} > 0`),
    check('impressions_team', oneOf('team', TEAMS)),
    check('impressions_response', oneOf('response', RESPONSE_KINDS)),
    check('impressions_responded_at', sql`(${table.response} is null) = (${table.respondedAt} is null)`),
  ],
)

/** How readers sort the papers of their libraries: see tags.ts. */
export const tags = pgTable(
  'tags',
  {
    readerId: char('reader_id', { length: 32 })
      .notNull()
      .references(() => readers.id, { onDelete: 'cascade' }),
    paperId: char('paper_id', { length: 40 })
      .notNull()
      .references(() => papers.id, { onDelete: 'cascade' }),
    tag: text('tag').notNull(),
    createdAt: moment('created_at'),
  },
  (table) => [
    primaryKey({ columns: [table.readerId, table.paperId, table.tag] }),
    index('tags_paper').on(table.paperId),
  ],
)
