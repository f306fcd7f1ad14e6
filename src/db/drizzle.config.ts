/** For `npx drizzle-kit generate --config src/db/drizzle.config.ts --name what_changed`; paths are from the project root. */
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    'src/db/schema.ts',
    'src/db/digest-schema.ts',
    'src/db/topic-schema.ts',
    'src/db/shared-tables.ts',
  ],
  out: 'migrations',
})
