import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from './database.ts'
import { roleOf, withDatabase } from './database-url.ts'

const database = await createTestDatabase()
const owner = new pg.Pool({ connectionString: database.ownerUrl })
const application = new pg.Pool({ connectionString: database.applicationUrl })
afterAll(() => Promise.all([owner.end(), application.end()]))

test('is migrated, and belongs to the owner', async () => {
  const { rows } = await owner.query(
    `select current_database() as name,
            (select count(*)::int from pg_tables where schemaname = 'public') as tables`,
  )
  expect(rows[0].name).toBe(database.name)
  expect(rows[0].tables).toBeGreaterThan(0)
})

test('lets the application in as a role that is no superuser', async () => {
  const { rows } = await application.query(
    'select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user',
  )
  expect(rows[0]).toEqual({ rolname: roleOf(database.applicationUrl), rolsuper: false, rolbypassrls: false })
})

test.each([
  ['postgres://u:p@db.example:5433/main', 'postgres://u:p@db.example:5433/x'],
  ['postgres://u@/main?host=/run/pg', 'postgres://u@/x?host=/run/pg'],
  ['postgresql:///main?host=%2Frun%2Fpg&user=u', 'postgresql:///x?host=%2Frun%2Fpg&user=u'],
  ['postgres://u@localhost', 'postgres://u@localhost/x'],
])('%s names its role and takes another database', (url, other) => {
  expect(roleOf(url)).toBe('u')
  expect(withDatabase(url, 'x')).toBe(other)
})
