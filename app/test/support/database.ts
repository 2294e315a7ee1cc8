import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { withDatabase } from './database-url.ts'

export interface TestDatabase {
  /** Owns the tables: for what a test arranges or looks at behind the application's back. */
  readonly ownerUrl: string
  /** What the application under test runs as. */
  readonly applicationUrl: string
  readonly name: string
}

/**
 * A migrated, empty database of this test file's own, dropped after it. Call it at the top of the file, before what
 * connects to it: `afterAll` hooks run last to first, so the connections close before the database goes.
 *
 * @example const database = await createTestDatabase()
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { ownerUrl, applicationUrl, template } = inject('testServer')
  const name = `vademecum_test_${randomBytes(6).toString('hex')}`
  await executeAs(ownerUrl, `create database ${name} template ${template}`)
  afterAll(() => dropDatabase(ownerUrl, name))
  return {
    ownerUrl: withDatabase(ownerUrl, name),
    applicationUrl: withDatabase(applicationUrl, name),
    name,
  }
}

/** A connection that is closing may take a moment longer than the pool that let go of it. */
async function dropDatabase(ownerUrl: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await executeAs(ownerUrl, `drop database if exists ${name}`)
    } catch (error) {
      const inUse = error instanceof pg.DatabaseError && error.code === '55006'
      if (!inUse || attempt === 10) throw error
      await new Promise((resolve) => setTimeout(resolve, 100 * attempt))
    }
  }
}

/** One statement outside of any transaction, on a connection of its own. */
export async function executeAs(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
