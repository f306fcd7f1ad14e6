/** Kinds of columns that several tables have. */
import { sql } from 'drizzle-orm'
import { customType, timestamp } from 'drizzle-orm/pg-core'

export const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })

export const momentIfAny = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
export const moment = (name: string) => momentIfAny(name).notNull()

/** That a column holds one of these values. */
export const oneOf = (column: string, values: readonly string[]) =>
  sql.raw(`${column} in (${values.map((value) => `'${value}'`).join(', ')})`)
