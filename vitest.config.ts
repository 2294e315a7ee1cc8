import { defineConfig } from 'vitest/config'

/** Our own packages are loaded as TypeScript, as in the bundle; JSX is Hono's, else it compiles for React. */
const shared = {
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'module', 'node'], externalConditions: ['source', 'node'] } },
  oxc: { jsx: { runtime: 'automatic' as const, importSource: 'hono/jsx' } },
}
const scripts = '{ts,tsx}'
const onDatabase = {
  globalSetup: ['app/test/support/start-database.ts'],
  pool: 'forks' as const,
  testTimeout: 60_000,
  hookTimeout: 60_000,
}
const secondWall = 'app/test/matrix/*second-wall.test.ts'

export default defineConfig({
  test: {
    // Two cores carry database, browser and server too.
    maxWorkers: 2,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: [`packages/*/src/**/*.test.${scripts}`, `app/src/**/*.test.${scripts}`],
          exclude: [`**/*.db.test.${scripts}`],
          // Files share their modules: no state at the top of a module, and every stand-in is put back.
          pool: 'threads',
          isolate: false,
          restoreMocks: true,
          unstubEnvs: true,
          unstubGlobals: true,
        },
      },
      {
        ...shared,
        test: {
          ...onDatabase,
          name: 'behaviour',
          include: [`app/test/**/*.test.${scripts}`, `app/src/**/*.db.test.${scripts}`],
          exclude: [secondWall],
          // As above: loading the application anew for each file would take half of the time.
          isolate: false,
        },
      },
      {
        ...shared,
        test: {
          // These files replace a module, so each has a process of its own.
          ...onDatabase,
          name: 'behaviour-second-wall',
          include: [secondWall],
        },
      },
      {
        ...shared,
        test: {
          name: 'journeys',
          include: [`app/e2e/**/*.test.${scripts}`],
          globalSetup: ['app/e2e/support/start-server.ts', 'app/e2e/support/start-browser.ts'],
          pool: 'forks',
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
