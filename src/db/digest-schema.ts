/** The tables of the digest: who gets one, and what became of each. */
import { sql } from 'drizzle-orm'
import { char, check, date, index, integer, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core'
import { PERIODS, SENDING_STATES } from '../digest.ts'
import { moment, momentIfAny, oneOf } from './columns.ts'
import { lists, readers } from './schema.ts'

/** Who gets a digest, where and when: see digests.ts. */
export const digests = pgTable(
  'digests',
  {
    readerId: char('reader_id', { length: 32 })
      .primaryKey()
      .references(() => readers.id, { onDelete: 'cascade' }),
    /** In the links to confirm and to unsubscribe; another one for another address. */
    linkId: char('link_id', { length: 32 }).notNull().unique(),
    address: text('address').notNull(),
    confirmedAt: momentIfAny('confirmed_at'),
    period: text('period', { enum: PERIODS }).notNull(),
    weekday: integer('weekday').notNull(),
    hour: integer('hour').notNull(),
    timeZone: text('time_zone').notNull(),
    since: moment('since'),
    count: integer('count').notNull(),
    bar: real('bar').notNull(),
  },
  (table) => [
    check('digests_period', oneOf('period', PERIODS)),
    check('digests_weekday', sql`${table.weekday} between 1 and 7`),
    check('digests_hour', sql`${table.hour} between 0 and 23`),
    check('digests_count', sql`${table.count} between 1 and 50`),
    check('digests_bar', sql`${table.bar} between 0 and 1`),
  ],
)

/** What became of each digest that was due: see sendings.ts. They outlive the settings, so that who comes back gets nothing twice. */
export const sendings = pgTable(
  'sendings',
  {
    readerId: char('reader_id', { length: 32 })
      .notNull()
      .references(() => readers.id, { onDelete: 'cascade' }),
    day: date('day', { mode: 'string' }).notNull(),
    state: text('state', { enum: SENDING_STATES }).notNull(),
    attempts: integer('attempts').notNull(),
    /** When somebody else may take it over, or it may be tried again. */
    nextTryAt: moment('next_try_at'),
    listId: char('list_id', { length: 32 }).references(() => lists.id, { onDelete: 'set null' }),
    error: text('error'),
  },
  (table) => [
    primaryKey({ columns: [table.readerId, table.day] }),
    index('sendings_list').on(table.listId),
    check('sendings_state', oneOf('state', SENDING_STATES)),
  ],
)

/** When an address was last asked to confirm, so that nobody is asked all day: see digests.ts. */
export const confirmations = pgTable('confirmations', {
  /** sha256: it outlives the settings, and who takes their address back wants it gone. */
  addressHash: char('address_hash', { length: 64 }).primaryKey(),
  sentAt: moment('sent_at'),
})
