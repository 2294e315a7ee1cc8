import { Readable } from 'node:stream'
import { actorOfPerson } from '../../src/access/load-actor.ts'
import type { App } from '../../src/app.ts'
import { enterAdmitted } from '../../src/commands/seed/admitted.ts'
import type { PersonActor, Role, SystemActor } from '../../src/identity/actor.ts'
import { createAccount } from '../../src/identity/create-account.ts'
import { addMember } from '../../src/institution/memberships.ts'
import type { OrganisationKind, StatementKind } from '../../src/institution/organisation.ts'
import { type ImportOptions, importResults } from '../../src/record/results/import-results.ts'
import { tasksOf } from '../../src/tasks.ts'
import type { Browser } from '../support/browser.ts'

export const system: SystemActor = { kind: 'system', name: 'test' }
export const password = 'Take-me-along-26'

let ukprn = 90_000_100

export async function organisation(
  app: App,
  kind: OrganisationKind,
  mayAttest: readonly StatementKind[] = [],
  name = `Organisation ${ukprn}`,
): Promise<string> {
  ukprn += 1
  const made = await enterAdmitted(app, { ukprn: String(ukprn), name, kind, mayAttest })
  return made.organisationId
}

let accounts = 0

/** An account with a role, or none. Actors are loaded afresh: what changed since is seen. */
export async function person(
  app: App,
  name: string,
  roles: readonly { at: string; role: Role }[] = [],
): Promise<{ id: string; email: string; actor(): Promise<PersonActor> }> {
  accounts += 1
  const [givenName = '', familyName = 'Person'] = name.split(' ')
  const email = `${givenName.toLowerCase()}.${accounts}@demo.example`
  const { personId } = await createAccount(app, system, {
    address: email,
    password,
    givenName,
    familyName,
    birthDate: '2000-05-04',
    language: 'en',
    confirmed: true,
  })
  for (const { at, role } of roles) await addMember(app, system, at, { personId, personName: name, role })
  return { id: personId, email, actor: () => actorOfPerson(app, personId) }
}

export async function signIn(visitor: Browser, email: string): Promise<Browser> {
  await visitor.get('/sign-in')
  await visitor.submit('Sign in', { address: email, password })
  return visitor
}

export const headings = [
  ...['ULN', 'GivenName', 'FamilyName', 'DateOfBirth', 'QualificationNumber', 'QualificationTitle', 'Level'],
  ...['GradingScheme', 'Grade', 'Series', 'AwardDate'],
]

export type Row = Partial<Record<string, string>>

export const amina = { uln: '8228186621', givenName: 'Amina', familyName: 'Yusuf', birthDate: '2008-05-15' }
export const mali = { uln: '8500407939', givenName: 'Mali', familyName: "O'Rees", birthDate: '2012-01-09' }

const good: Row = {
  ULN: amina.uln,
  GivenName: amina.givenName,
  FamilyName: amina.familyName,
  DateOfBirth: amina.birthDate,
  QualificationNumber: '601/4292/3',
  QualificationTitle: 'GCSE in Mathematics',
  Level: '2',
  GradingScheme: 'GCSE9-1',
  Grade: '7',
  Series: 'June 2026',
  AwardDate: '2026-08-20',
}

export const ofMali: Row = {
  ULN: mali.uln,
  GivenName: mali.givenName,
  FamilyName: mali.familyName,
  DateOfBirth: mali.birthDate,
}

export function csv(rows: readonly Row[], extra: readonly string[] = []): string {
  const names = [...headings, ...extra]
  const quoted = (text: string) => (/[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = rows.map((row) => names.map((name) => quoted(row[name] ?? good[name] ?? '')).join(','))
  return `${[names.join(','), ...lines].join('\n')}\n`
}

let files = 0

/** Loads rows for an issuer, as its own act; the file name differs, the content is what counts. */
export function load(app: App, issuerId: string, text: string | Buffer, options: ImportOptions = {}) {
  files += 1
  const stream = Readable.from([Buffer.from(text)])
  return importResults(app, system, issuerId, { fileName: `results-${files}.csv`, stream }, options)
}

/** Does the jobs that are due, one after the other, until none is left. */
export async function workDueJobs(app: App): Promise<void> {
  const tasks = tasksOf(app)
  for (let rounds = 0; rounds < 50; rounds += 1) {
    const { rows } = await app.db.pool.query<{ id: string; task: string; payload: unknown }>(
      `select j.id, t.identifier as task, j.payload
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where j.run_at <= now() order by j.id`,
    )
    if (rows.length === 0) return
    for (const job of rows) {
      await tasks[job.task]?.(job.payload)
      await app.db.pool.query('delete from graphile_worker._private_jobs where id = $1', [job.id])
    }
  }
}
