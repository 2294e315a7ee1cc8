import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { App } from '../../src/app.ts'
import { openApp } from '../../src/open-app.ts'
import { readConfig } from '../../src/platform/config.ts'
import { createServer, type Server } from '../../src/server.ts'
import { type Browser, browser } from './browser.ts'
import { type TestClock, testClock } from './clock.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

export interface TestApp {
  readonly app: App
  readonly server: Server
  readonly clock: TestClock
  readonly database: TestDatabase
  /** A new visitor, not signed in. */
  visitor(): Browser
}

/** The whole application on a database of this file's own. Call it at the top of a test file. */
export async function createTestApp(settings: Record<string, string> = {}): Promise<TestApp> {
  const database = await createTestDatabase()
  const dataFolder = mkdtempSync(join(tmpdir(), 'vademecum-test-'))
  const clock = testClock(new Date().toISOString())
  const config = readConfig({ VADEMECUM_DATA: dataFolder, LOG_LEVEL: 'error', ...settings })
  const app = openApp(config, database.applicationUrl, { now: clock.now, connections: 8 })
  afterAll(async () => {
    await app.close()
    rmSync(dataFolder, { recursive: true, force: true })
  })
  const server = createServer(app)
  return { app, server, clock, database, visitor: () => browser(server, { origin: config.publicUrl }) }
}
