import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/platform/migrate.ts'
import { executeAs } from './database.ts'
import { roleOf, withDatabase } from './database-url.ts'

/** What test files need to know of the one server of the run. */
export interface TestServer {
  readonly ownerUrl: string
  readonly applicationUrl: string
  /** A migrated, empty database; nobody is connected to it, so that it can be cloned. */
  readonly template: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer
  }
}

/** Vitest's global set-up: one PostgreSQL and one migrated template for all test files. */
export default async function startDatabase(project: TestProject): Promise<() => Promise<void>> {
  const server = givenServer() ?? (await ownServer())
  const template = `vademecum_test_${randomBytes(6).toString('hex')}`
  try {
    await executeAs(server.ownerUrl, `create database ${template}`)
    await migrate(withDatabase(server.ownerUrl, template), { applicationRole: roleOf(server.applicationUrl) })
  } catch (error) {
    await server.stop()
    throw error
  }
  project.provide('testServer', {
    ownerUrl: server.ownerUrl,
    applicationUrl: server.applicationUrl,
    template,
  })
  return async () => {
    await executeAs(server.ownerUrl, `drop database if exists ${template}`).finally(() => server.stop())
  }
}

/** `DATABASE_URL` and `DATABASE_MIGRATION_URL`: one of them stands for both. */
function givenServer() {
  const { DATABASE_URL, DATABASE_MIGRATION_URL } = process.env
  const applicationUrl = DATABASE_URL || DATABASE_MIGRATION_URL
  const ownerUrl = DATABASE_MIGRATION_URL || DATABASE_URL
  return applicationUrl && ownerUrl ? { applicationUrl, ownerUrl, stop: async () => {} } : undefined
}

/** `database-process.ts` lives until its standard input closes. */
async function ownServer() {
  const script = fileURLToPath(new URL('database-process.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const urls = await new Promise<{ ownerUrl: string; applicationUrl: string }>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => reject(new Error('The PostgreSQL of the tests did not start.')))
    createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line)))
  })
  const stop = async () => {
    child.stdin.end()
    await exited
  }
  return { ...urls, stop }
}
