import { Readable } from 'node:stream'
import pg from 'pg'
import { actorOfPerson } from '../../access/load-actor.ts'
import type { App } from '../../app.ts'
import type { PersonActor, SystemActor } from '../../identity/actor.ts'
import { createAccount } from '../../identity/create-account.ts'
import { importProviders } from '../../institution/import-providers.ts'
import { addMember } from '../../institution/memberships.ts'
import { propose } from '../../institution/proposals.ts'
import { sequence } from '../../log/sequence.ts'
import { paths } from '../../paths.ts'
import type { Config } from '../../platform/config.ts'
import { raiseChallenge } from '../../record/challenges/raise.ts'
import { claimWithCode } from '../../record/claims/claim-with-code.ts'
import { makeClaimCodes } from '../../record/claims/make-codes.ts'
import { ownRecord } from '../../record/own/own-record.ts'
import { registerLearner } from '../../record/register/register-learner.ts'
import { importResults } from '../../record/results/import-results.ts'
import { publishBatch } from '../../record/results/publish-batch.ts'
import { makeOperator } from '../make-operator.ts'
import { enterAdmitted, fileOf } from './admitted.ts'
import {
  birthDateAt,
  type CastName,
  demonstrationPassword,
  type OrganisationName,
  organisations,
  otherProviders,
  people,
} from './cast.ts'
import { seedPortfolios } from './portfolios.ts'
import { seedRecordShares } from './record-shares.ts'
import { csvOf, resultsFiles } from './results.ts'
import { seedSeries } from './series.ts'

const seeder: SystemActor = { kind: 'system', name: 'demonstration' }
const cohort = '2026'

/** Nobody has an account yet. */
export async function isEmpty(ownerUrl: string): Promise<boolean> {
  return asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ empty: boolean }>(
      'select not exists (select from email_key) and not exists (select from organisation) as empty',
    )
    return rows[0]?.empty === true
  })
}

/** The whole cast: everything goes through the verbs that people use, so it is what they could have done. */
export async function seed(app: App, ownerUrl: string): Promise<void> {
  const personIds = await seedPeople(app, ownerUrl)
  const as = (name: CastName) => actorOfPerson(app, personIds[name])
  const ids = await seedOrganisations(app, as)
  await seedMembers(app, ids, personIds)
  await seedRecord(app, ids, as)
  await seedPortfolios(app, as)
  await seedQuestions(app, ids, as)
  await seedRecordShares(app, ids, as)
}

type Organisations = Record<OrganisationName, string>
export type As = (name: CastName) => Promise<PersonActor>

/** One operator reads in the register, enters them and proposes; the other confirms. */
async function seedOrganisations(app: App, as: As): Promise<Organisations> {
  const operators = [await as('olu'), await as('nia')] as const
  await importProviders(app, operators[0], fileOf([...Object.values(organisations), ...otherProviders]))
  const entries: [string, string][] = []
  for (const [name, { ukprn, kind, attests, purposes, emailDomains, ...rest }] of Object.entries(
    organisations,
  )) {
    const input = { ukprn, name: rest.name, kind, mayAttest: attests, purposes, emailDomains }
    const { organisationId } = await enterAdmitted(app, input, operators)
    entries.push([name, organisationId])
  }
  return Object.fromEntries(entries) as Organisations
}

async function seedPeople(app: App, ownerUrl: string): Promise<Record<CastName, string>> {
  const created = await Promise.all(
    Object.entries(people).map(async ([name, person]) => {
      const { personId } = await createAccount(app, seeder, {
        address: person.email,
        password: demonstrationPassword,
        givenName: person.givenName,
        familyName: person.familyName,
        birthDate: birthDateAt(person.age, app.now()),
        language: person.language,
        confirmed: true,
      })
      if ('isOperator' in person) await makeOperator(ownerUrl, personId, app.now())
      return [name, personId] as const
    }),
  )
  return Object.fromEntries(created) as Record<CastName, string>
}

async function seedMembers(app: App, ids: Organisations, personIds: Record<CastName, string>): Promise<void> {
  for (const name of Object.keys(people) as CastName[]) {
    const person = people[name]
    const member = { personId: personIds[name], personName: `${person.givenName} ${person.familyName}` }
    for (const { at, role } of 'roles' in person ? person.roles : []) {
      await addMember(app, seeder, ids[at], { ...member, role })
    }
  }
}

async function seedRecord(app: App, ids: Organisations, as: As): Promise<void> {
  for (const person of Object.values(people)) {
    if (!('uln' in person)) continue
    await registerLearner(app, seeder, ids[person.enrolledAt], {
      uln: person.uln,
      givenName: person.givenName,
      familyName: person.familyName,
      birthDate: birthDateAt(person.age, app.now()),
      cohort,
    })
  }
  for (const file of resultsFiles(app.now())) {
    const report = await importResults(app, seeder, ids[file.issuer], {
      fileName: file.fileName,
      stream: Readable.from([Buffer.from(csvOf(file))]),
    })
    if (report.refused > 0) throw new Error(`${file.fileName} of the demonstration has bad rows`)
    if (file.publish) await publishBatch(app, seeder, ids[file.issuer], report.batchId)
  }
  for (const issuerId of new Set(resultsFiles(app.now()).map(({ issuer }) => ids[issuer])))
    await sequence(app, { issuerId })
  await claim(app, ids, as, 'amina', 'carys')
  await claim(app, ids, as, 'gethin', 'ruth')
  await seedSeries(app, ids, as)
}

/** What waits for somebody: a result that may be wrong, and what one operator proposed. */
async function seedQuestions(app: App, ids: Organisations, as: As): Promise<void> {
  const amina = await as('amina')
  const line = (await ownRecord(app, amina)).find(({ title }) => title === 'GCSE Biology')
  if (!line) throw new Error('the demonstration lacks a result')
  await raiseChallenge(app, amina, {
    kind: 'incorrect',
    eventId: line.eventId,
    said: 'My results slip of August 2024 says 8. I can show it.',
  })
  await propose(app, await as('olu'), ids.meridian, { what: 'statement', kind: 'award' })
}

/** With the code that the registrar made, as on paper. */
async function claim(app: App, ids: Organisations, as: As, learner: 'amina' | 'gethin', registrar: CastName) {
  const { uln, enrolledAt } = people[learner]
  const { slips } = await makeClaimCodes(app, await as(registrar), ids[enrolledAt], { cohort })
  const slip = slips.find((one) => one.uln === uln)
  if (!slip) throw new Error('the demonstration lacks a code')
  await claimWithCode(app, await as(learner), { uln, code: slip.code })
}

/** How to sign in as each of the cast. */
export function signInTable(config: Config): string {
  const width = Math.max(...Object.values(people).map(({ email }) => email.length))
  return [
    `Sign in at ${config.publicUrl}${paths.signIn()} with the password ${demonstrationPassword} as`,
    ...Object.values(people).map(({ email, what }) => `  ${email.padEnd(width)}  ${what}`),
  ].join('\n')
}

async function asOwner<T>(ownerUrl: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}
