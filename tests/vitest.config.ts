import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/support/global-setup.ts'],
    // Processes, not threads: native modules and PGlite are not made to share one.
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
