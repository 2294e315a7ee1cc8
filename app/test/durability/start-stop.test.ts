import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { demonstrationPassword, people } from '../../src/commands/seed/cast.ts'
import { createTestDatabase } from '../support/database.ts'
import { type Installation, newInstallation } from './installation.ts'

const vademecum = await newInstallation()
const database = await createTestDatabase()
const elsewhere = await newInstallation({
  DATABASE_URL: database.applicationUrl,
  DATABASE_MIGRATION_URL: database.ownerUrl,
})

async function signIn(installation: Installation, email: string) {
  const visitor = installation.visitor()
  await visitor.get('/sign-in')
  return visitor.submit('#sign-in', { address: email, password: demonstrationPassword })
}

const said = (what: string, milliseconds: number) => console.log(`${what}: ${Math.round(milliseconds)} ms`)

test('starts on an empty folder, says where it answers and as whom to sign in', async () => {
  said('first start', await vademecum.start())
  await expect.poll(() => vademecum.output).toContain('Ctrl-C stops it')
  expect(vademecum.output).toContain(vademecum.origin)
  for (const { email } of Object.values(people)) expect(vademecum.output).toContain(email)
  expect((await signIn(vademecum, people.amina.email)).status).toBe(200)
})

test('a second server on the same folder says who has it, and fails', async () => {
  const second = await vademecum.run('serve')
  expect(second.code).toBeGreaterThan(0)
  expect(second.errors).toContain('is in use by `vademecum serve`')
  expect((await vademecum.visitor().get('/healthz')).status).toBe(200)
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s stops server and database, and nothing is lost',
  async (signal) => {
    expect(vademecum.databaseProcesses().length).toBeGreaterThan(1)
    expect(await vademecum.stop(signal)).toBe(0)
    expect(vademecum.databaseProcesses()).toEqual([])
    said(`start after ${signal}`, await vademecum.start())
    const home = await signIn(vademecum, people.amina.email)
    expect(home.html).toContain(people.amina.givenName)
  },
)

test('a command joins the running database, and leaves it running', async () => {
  const doctor = await vademecum.run('doctor', '--json')
  expect(doctor.output).not.toBe('')
  expect(vademecum.databaseProcesses().length).toBeGreaterThan(1)
  expect((await vademecum.visitor().get('/readyz')).status).toBe(200)
})

test('DATABASE_URL is the database that is used, and none of our own is started', async () => {
  said('first start on a server', await elsewhere.start())
  expect((await signIn(elsewhere, people.amina.email)).status).toBe(200)
  expect(readdirSync(elsewhere.config.dataFolder)).not.toContain('postgres')
  expect(await elsewhere.stop()).toBe(0)
})
