import { Readable } from 'node:stream'
import pg from 'pg'
import { actorOfPerson } from '../../src/access/load-actor.ts'
import type { App } from '../../src/app.ts'
import { type CastName, demonstrationPassword, people } from '../../src/commands/seed/cast.ts'
import { holdCredential } from '../../src/credentials/wallet/hold-credential.ts'
import { seed } from '../../src/commands/seed/seed.ts'
import type { PersonActor, SystemActor } from '../../src/identity/actor.ts'
import { createToken } from '../../src/identity/api-token.ts'
import { requestRecovery } from '../../src/identity/request-recovery.ts'
import { inviteMember } from '../../src/institution/invitations.ts'
import { paths } from '../../src/paths.ts'
import { checkClassList } from '../../src/record/cohorts/check-class-list.ts'
import { joinCohort } from '../../src/record/cohorts/join.ts'
import { makeJoinCode } from '../../src/record/cohorts/make-code.ts'
import { decideHeld } from '../../src/record/held/decide-held.ts'
import { heldRow } from '../../src/record/held/held-row.ts'
import { heldRows } from '../../src/record/held/held-rows.ts'
import { matchHeldOfBatch } from '../../src/record/held/match-held.ts'
import { openRecord } from '../../src/record/provider/open-record.ts'
import { receiveRegistrationFile } from '../../src/record/registration/receive-file.ts'
import { copyLookUp, lookUpLearners } from '../../src/record/register/look-ups.ts'
import { newId } from '../../src/platform/id.ts'
import { proposeMerge } from '../../src/record/merges/propose-merge.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { updateLearner } from '../../src/record/register/update-learner.ts'
import { importResults } from '../../src/record/results/import-results.ts'
import type { Server } from '../../src/server.ts'
import { createShare } from '../../src/sharing/create-share.ts'
import { shareRecord } from '../../src/sharing/record/share-record.ts'
import { stopShare } from '../../src/sharing/stop-share.ts'
import { csv } from '../record/support.ts'
import { csvOf, learners } from '../registration/files.ts'
import { createTestApp } from '../support/app.ts'
import type { Browser } from '../support/browser.ts'
import type { TestClock } from '../support/clock.ts'
import type { TestDatabase } from '../support/database.ts'

const classListOfAmina = 'ULN,GivenName,FamilyName,DateOfBirth\n8228186621,Amina,Yusuf,2000-01-01\n'
const badge = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential'],
  issuer: 'did:web:badges.example',
  credentialSubject: { id: 'urn:uuid:0d0e7f0a-1111-4222-8333-444455556666' },
}
const seeder: SystemActor = { kind: 'system', name: 'matrix' }

const purpose = 'teaching'
const everyLevel3 = {
  what: { kind: 'query', query: { levels: ['3'], issuerIds: [], awardYears: [], types: [] } },
  purpose: 'test',
  days: 30,
} as const

/** Everybody of the demonstration, and somebody who is not signed in. */
export type MatrixRole = CastName | 'visitor'
export const roles = [
  ...(Object.keys(people) as CastName[]),
  'visitor',
] as const satisfies readonly MatrixRole[]

/** The demonstration's things that the matrix asks for, by what they are. */
export interface Things {
  readonly harbour: string
  readonly meridian: string
  readonly event: string
  readonly item: string
  readonly picture: string
  /** A certificate from elsewhere. */
  readonly held: string
  readonly page: string
  readonly share: string
  readonly guardianShare: string
  readonly batch: string
  readonly hiddenBatch: string
  readonly hiddenEvent: string
  /** A row that could mean Amina; another was set aside. */
  readonly heldRow: string
  readonly series: string
  readonly examEntry: string
  readonly learner: string
  readonly claim: string
  readonly merge: string
  readonly challenge: string
  readonly proposal: string
  readonly membership: string
  readonly lookUp: string
  readonly recordLookUp: string
  readonly suspension: string
  readonly sharedAtHarbour: string
  readonly sharedWithSian: string
  readonly classList: string
  readonly registrationFile: string
  readonly joinCode: string
  readonly joinCodeId: string
  readonly joining: string
  readonly invitation: string
  readonly recovery: string
  readonly session: string
  readonly token: string
  readonly lineBlock: string
  readonly liveToken: string
  readonly stoppedToken: string
  readonly expiredToken: string
}

export interface World {
  readonly app: App
  readonly server: Server
  readonly clock: TestClock
  readonly database: TestDatabase
  readonly as: Readonly<Record<MatrixRole, Browser>>
  readonly actors: Readonly<Record<CastName, PersonActor>>
  readonly things: Things
  /** A visitor who has opened the live link. */
  readonly opened: Browser
}

/** The seeded demonstration with each of the cast signed in. Call it at the top of a test file. */
export async function createWorld(): Promise<World> {
  const { app, server, clock, visitor, database } = await createTestApp()
  await seed(app, database.ownerUrl)
  const owner = new pg.Client({ connectionString: database.ownerUrl, options: '-c app.backup=on' })
  await owner.connect()
  const one = async (query: string, ...values: unknown[]): Promise<string> => {
    const { rows } = await owner.query<{ value: string }>(query, values)
    const value = rows[0]?.value
    if (value === undefined) throw new Error(`the demonstration lacks: ${query}`)
    return value
  }
  try {
    const actors = {} as Record<CastName, PersonActor>
    for (const name of Object.keys(people) as CastName[]) {
      const id = await one('select person_id as value from email_key where address = $1', people[name].email)
      actors[name] = await actorOfPerson(app, id)
    }
    const amina = actors.amina
    const [learner] = amina.learnerIds
    const page = await one(
      `select page_id as value from page where owner_id = $1 and title like '%tide gauge%'`,
      amina.personId,
    )
    const link = async () => {
      const input = {
        audience: 'link',
        recipient: 'Acme',
        purpose: 'test',
        days: 30,
        mayDownload: true,
      } as const
      const { grantId, token } = await createShare(app, amina, page, input)
      return { grantId, token: token ?? '' }
    }
    const [live, stopped, expired] = [await link(), await link(), await link()]
    await stopShare(app, amina, stopped.grantId)
    await owner.query(
      `update access_grant set starts_at = now() - interval '2 days', ends_at = now() - interval '1 day'
       where grant_id = $1`,
      [expired.grantId],
    )
    const organisation = (name: string) =>
      one('select organisation_id as value from organisation where name = $1', name)
    const meridian = await organisation('Meridian Awards')
    const harbour = await organisation('Harbour Community School')
    const wall = await makeJoinCode(app, actors.carys, harbour, { cohort: 'Chess', days: 14 })
    const registered = 'LRB_90000035_250920260930.CSV'
    const registrations = {
      fileName: registered,
      stream: Readable.from([Buffer.from(csvOf(registered, '90000035', learners(50)))]),
    }
    const classFile = { fileName: 'chess.csv', stream: Readable.from([Buffer.from(classListOfAmina)]) }
    await twiceRegistered(app, harbour, actors.tom.personId)
    const things: Things = {
      harbour,
      meridian,
      event: await one(
        `select event_id as value from learning_event join specification using (specification_id)
         where learner_id = $1 and title = 'A level Physics'`,
        learner,
      ),
      item: await one(
        `select item_id as value from item where owner_id = $1 and kind = 'entry'`,
        amina.personId,
      ),
      picture: await one(
        `select item_id as value from item where owner_id = $1 and kind = 'resource'`,
        amina.personId,
      ),
      held: await holdCredential(app, amina, Buffer.from(JSON.stringify(badge))),
      page,
      share: live.grantId,
      guardianShare: await one(
        `select grant_id as value from access_grant where owner_id = $1`,
        actors.mali.personId,
      ),
      batch: await one(
        `select batch_id as value from batch where issuer_id = $1 and state = 'published' limit 1`,
        meridian,
      ),
      hiddenBatch: await one(
        `select batch_id as value from batch where issuer_id = $1 and state = 'loaded'`,
        meridian,
      ),
      series: await one(
        `select series_id as value from exam_series where issuer_id = $1 and release_at > now()`,
        meridian,
      ),
      examEntry: await one(
        `select entry_id as value from exam_entry where organisation_id = $1 and state = 'accepted' limit 1`,
        harbour,
      ),
      hiddenEvent: await one(
        `select event_id as value from learning_event join batch using (batch_id, issuer_id) where state = 'loaded' limit 1`,
      ),
      learner: learner ?? '',
      challenge: await one('select challenge_id as value from challenge where learner_id = $1', learner),
      proposal: await one(
        'select proposal_id as value from proposal where organisation_id = $1 and answer is null',
        meridian,
      ),
      claim: await one('select claim_id as value from claim where organisation_id = $1', harbour),
      merge: (
        await proposeMerge(app, seeder, harbour, {
          uln: people.amina.uln,
          otherUln: people.mali.uln,
          reason: 'A question for two registrars',
        })
      ).mergeId,
      membership: await one(
        `select membership_id as value from membership where person_id = $1`,
        actors.tom.personId,
      ),
      registrationFile: (
        await receiveRegistrationFile(app, actors.carys, harbour, registrations, { cohort: '2026' })
      ).fileId,
      classList: (await checkClassList(app, actors.carys, harbour, classFile, { cohort: 'Chess' })).fileId,
      joinCode: wall.code,
      joinCodeId: wall.joinCodeId,
      joining: (await joinCohort(app, amina, wall.code)).joiningId,
      lookUp: (await lookUpLearners(app, actors.carys, harbour, { purpose })).lookUpId,
      recordLookUp: (await openRecord(app, actors.carys, harbour, { learnerId: learner ?? '', purpose }))
        .lookUpId,
      suspension: await one(
        `insert into look_up_suspension (organisation_id, suspension_id, person_id, rule, counted, allowed,
           cohort_size, suspended_at) values ($1, gen_random_uuid(), gen_random_uuid(), 'misses', 41, 40, 2, now())
         returning suspension_id as value`,
        harbour,
      ),
      sharedAtHarbour: (
        await shareRecord(app, amina, {
          ...everyLevel3,
          to: { audience: 'organisation', organisationId: harbour },
        })
      ).grantId,
      sharedWithSian: (
        await shareRecord(app, amina, {
          ...everyLevel3,
          to: { audience: 'person', address: people.sian.email },
        })
      ).grantId,
      invitation: (await inviteMember(app, seeder, harbour, { address: people.erik.email, role: 'adviser' }))
        .invitationId,
      recovery: (
        await requestRecovery(app, actors.olu, {
          address: people.daniel.email,
          newAddress: 'daniel@elsewhere.example',
          reason: 'Lost every way in',
        })
      ).requestId,
      session: '',
      heldRow: '',
      token: await makeToken(app, amina),
      lineBlock: await one(
        `select block ->> 'id' as value from page_version, jsonb_array_elements(blocks) block
         where page_id = $1 and block ->> 'kind' = 'record' limit 1`,
        page,
      ),
      liveToken: live.token,
      stoppedToken: stopped.token,
      expiredToken: expired.token,
    }
    await copyLookUp(app, { organisationId: harbour, lookUpId: things.lookUp })
    const waiting = await rowsThatWait(app, meridian, actors.helen)
    const as = {} as Record<MatrixRole, Browser>
    for (const role of roles) {
      as[role] = visitor()
      if (role === 'visitor') await as[role].get(paths.home())
      else await signIn(as[role], people[role].email)
    }
    const sessions = `select session_id as value from session where person_id = $1`
    const present = await one(sessions, amina.personId)
    await signIn(visitor(), people.amina.email)
    const session = await one(`${sessions} and session_id <> $2`, amina.personId, present)
    const opened = visitor()
    await opened.get(paths.link(live.token))
    await opened.post(paths.linkOpening(live.token))
    return {
      app,
      server,
      clock,
      database,
      as,
      actors,
      things: { ...things, session, heldRow: waiting },
      opened,
    }
  } finally {
    await owner.end()
  }
}

/** Two rows with Amina's number and somebody else's names; of one a person has said that it is not she. */
async function rowsThatWait(app: App, meridian: string, helen: PersonActor): Promise<string> {
  const row = { GivenName: 'Nobody', FamilyName: 'Else', Series: 'June 2024' }
  const text = csv([row, { ...row, Series: 'June 2023' }])
  const stream = Readable.from([Buffer.from(text)])
  const { batchId } = await importResults(app, seeder, meridian, { fileName: 'waits.csv', stream })
  await matchHeldOfBatch(app, { issuerId: meridian, batchId })
  const { rows } = await heldRows(app, helen, meridian, { state: 'possible', limit: 2 })
  const [waits = '', aside = ''] = rows.map(({ eventId }) => eventId)
  const { seen } = await heldRow(app, helen, meridian, aside)
  const reason = 'The centre says that it is a misprint'
  await decideHeld(app, helen, meridian, aside, { decision: 'none', reason, seen })
  return waits
}

async function makeToken(app: App, actor: PersonActor): Promise<string> {
  const { tokenId } = await createToken(app, actor, demonstrationPassword, {
    label: 'matrix',
    scopes: ['record:read'],
    expiresAt: null,
  })
  return tokenId
}

async function signIn(browser: Browser, email: string): Promise<void> {
  await browser.get(paths.signIn())
  const page = await browser.submit('Sign in', { 'E-mail address': email, Password: demonstrationPassword })
  if (page.path !== paths.home()) throw new Error(`${email} could not sign in`)
}

/** Somebody whom a registrar entered despite a possible match, and changed; and a question to somebody about numbers. */
async function twiceRegistered(app: App, harbour: string, personId: string): Promise<void> {
  const efa = { givenName: 'Efa', familyName: 'Pritchard', birthDate: '2009-05-05' }
  const cells = { ...efa, emailAddress: 'efa@demo.example', cohort: 'Year 12' }
  const { learnerId } = await registerLearner(app, seeder, harbour, cells)
  const override = { reason: 'A cousin of the same name' }
  await registerLearner(app, seeder, harbour, { ...efa, cohort: 'Year 12' }, { override })
  await updateLearner(app, seeder, harbour, learnerId, { ...cells, familyName: 'Puw' }, { version: 1 })
  await app.db.write({ ingest: true }, (tx) =>
    tx.sql
      .insertInto('merge_party')
      .values({
        ...{ person_id: personId, merge_id: newId(), organisation_id: harbour, answer: null },
        ...{ settled: false, asked_at: app.now(), answered_at: null },
      })
      .execute(),
  )
}
