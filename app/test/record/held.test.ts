import { randomInt } from 'node:crypto'
import { issueUln } from '@vademecum/uln'
import { expect, test } from 'vitest'
import { attachHeld } from '../../src/record/results/attach-held.ts'
import { decideHeld } from '../../src/record/held/decide-held.ts'
import { matchHeldNear } from '../../src/record/held/match-held.ts'
import { ownRecord } from '../../src/record/own/own-record.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { shieldLearner } from '../../src/record/register/shield-learner.ts'
import { claimWithCode } from '../../src/record/claims/claim-with-code.ts'
import { makeClaimCodes } from '../../src/record/claims/make-codes.ts'
import { endAdmission } from '../../src/institution/admission.ts'
import { addMember } from '../../src/institution/memberships.ts'
import { endMembership } from '../../src/institution/membership-store.ts'
import { createTestApp } from '../support/app.ts'
import type { Browser } from '../support/browser.ts'
import { amina, csv, load, ofMali, organisation, person, signIn, system, workDueJobs } from './support.ts'

const { app, visitor } = await createTestApp()
const issuer = await organisation(app, 'awardingOrganisation', ['result'], 'Meridian Awards')
const other = await organisation(app, 'awardingOrganisation', ['result'], 'Severn Board')
const school = await organisation(app, 'school')
const { learnerId } = await registerLearner(app, system, school, { ...amina, cohort: 'Y11' })
const registrar = await person(app, 'Carys Lloyd', [{ at: school, role: 'registrar' }])
const learner = await person(app, 'Amina Yusuf')
const sheet = await makeClaimCodes(app, await registrar.actor(), school, { cohort: 'Y11' })
await claimWithCode(app, await learner.actor(), { uln: amina.uln, code: sheet.slips[0]?.code ?? '' })
const officer = await person(app, 'Helen Forde', [{ at: issuer, role: 'examsOfficer' }])
const colleague = await person(app, 'Idris Vaughan', [{ at: issuer, role: 'examsOfficer' }])
const tutor = await person(app, 'Tom Okafor', [{ at: issuer, role: 'tutor' }])
const elsewhere = await person(app, 'Sefa Board', [{ at: other, role: 'examsOfficer' }])
const helen = await signIn(visitor(), officer.email)
const her = await signIn(visitor(), learner.email)

const newUln = () => issueUln(randomInt)
const list = `/organisations/${issuer}/held-results`
const known = 'The centre confirms that it is she'
let subjects = 0

/** A row that names Amina with a slip of the keyboard and a number that nobody has; each of another qualification. */
async function slip(row: Record<string, string> = {}) {
  subjects += 1
  const said = {
    ULN: newUln(),
    GivenName: 'Amena',
    QualificationNumber: `601/4292/${subjects % 10}`,
    Component: `C${subjects}`,
    ...row,
  }
  const text = (changed: Record<string, string> = {}) => csv([{ ...said, ...changed }], ['Component'])
  const { batchId } = await load(app, issuer, text())
  await workDueJobs(app)
  return { batchId, said, text, eventId: await eventOf(batchId) }
}

const asIssuer = <T>(read: (query: (text: string, ...values: unknown[]) => Promise<T[]>) => Promise<T[]>) =>
  app.db.write({ issuer, ingest: true }, (tx) =>
    read(async (text, ...values) => (await tx.connection.query(text, values)).rows as T[]),
  )

async function eventOf(batchId: string): Promise<string> {
  const [row] = await asIssuer<{ event_id: string }>((query) =>
    query('select event_id from held_result where batch_id = $1', batchId),
  )
  return row?.event_id ?? ''
}

async function stateOf(eventId: string) {
  const [row] = await asIssuer<{ state: string; seen: string }>((query) =>
    query(
      `select m.state, m.decisions || '.' || (select max(version) from held_result h where h.event_id = m.event_id) as seen
       from held_match m where m.event_id = $1`,
      eventId,
    ),
  )
  return row ?? { state: 'gone', seen: '' }
}

/** Everything that is told of a row, but for what was decided and when it was looked at. */
const waitingOf = (eventId: string) =>
  asIssuer((query) =>
    query(
      `select h.*, m.state, m.batch_id as first_batch, array(select c.learner_id || array_to_string(c.reasons, ' ')
         from held_candidate c where c.event_id = h.event_id order by 1) as candidates,
         (select count(*) from event_key k where k.event_id = h.event_id) as keys
       from held_result h left join held_match m using (issuer_id, event_id) where h.event_id = $1 order by version`,
      eventId,
    ),
  )

const eventsOf = (eventId: string) =>
  asIssuer<{ version: number; change: string; grade: string; learner_id: string }>((query) =>
    query(
      'select version, change, grade, learner_id from learning_event where event_id = $1 order by version',
      eventId,
    ),
  )

async function attach(who: Browser, eventId: string, reason = known) {
  const page = await who.get(`${list}/${eventId}`)
  const choice = page.document.querySelector('input[name=decision]')?.getAttribute('value') ?? ''
  return who.submit('Save the decision', { decision: choice, reason })
}

async function undo(who: Browser, eventId: string) {
  await who.get(`${list}/${eventId}`)
  return who.submit('Take it back', { reason: 'It was her sister after all' })
}

const linesOf = async (eventId: string) =>
  (await ownRecord(app, await learner.actor())).filter((line) => line.eventId === eventId)

test('rows that wait are listed by what the job found; one is compared field by field, masked', async () => {
  const { eventId, said } = await slip()
  await load(app, issuer, csv([{ ...ofMali, Component: 'Z1' }], ['Component']))
  const taken = { ULN: amina.uln, GivenName: 'Nobody', FamilyName: 'Else', DateOfBirth: '2001-01-01' }
  const third = await slip(taken)
  const page = await helen.get(list)
  expect(page.text).toContain('To decide (2)')
  expect(page.text).toContain('Nobody in the register (1)')
  expect(page.text).toContain(said.ULN)
  const open = await helen.get(`${list}/${eventId}`)
  expect(open.text).toContain('almost the same')
  expect(open.text).toContain('the birth date is the same, the names nearly')
  for (const secret of [amina.uln, amina.birthDate, '15 May', learnerId]) {
    expect(open.html).not.toContain(secret)
  }
  expect((await helen.get(`${list}/${third.eventId}`)).text).toContain('the number is theirs')
  expect((await helen.get(`${list}?state=none`)).text).toContain('8500407939')
  expect((await helen.get(`${list}?state=possible&after=nonsense`)).status).toBe(200)
})

test('a decision needs a choice and a reason, and keeps what was typed', async () => {
  const { eventId } = await slip()
  await helen.get(`${list}/${eventId}`)
  const none = await helen.submit('Save the decision', { reason: 'too short' })
  expect([none.status, none.errors]).toEqual([422, [expect.stringContaining('Choose whose')]])
  const short = await helen.submit('Save the decision', { decision: 'none', reason: 'short' })
  expect([short.status, short.errors.length]).toEqual([422, 1])
  const made = await helen.post(`${list}/${eventId}/decision`, {
    csrf: helen.page.document.querySelector('input[name=csrf]')?.getAttribute('value') ?? '',
    decision: 'attach someone',
    reason: known,
    seen: '0.1',
  })
  expect([made.status, made.errors]).toEqual([422, [expect.stringContaining('compare again')]])
})

test('before the release a decision shows nothing to anybody, and taking it back leaves nothing', async () => {
  const { eventId, batchId } = await slip({ Series: 'June 2025' })
  const before = await waitingOf(eventId)
  expect((await attach(helen, eventId)).html).toContain('The result goes to that learner.')
  await workDueJobs(app)
  expect(await eventsOf(eventId)).toEqual([])
  expect(await linesOf(eventId)).toEqual([])
  expect((await her.get('/account/activity')).text).not.toContain('was not clear')
  expect(await stateOf(eventId)).toMatchObject({ state: 'attached' })

  expect((await undo(helen, eventId)).html).toContain('The row waits.')
  expect(await waitingOf(eventId)).toEqual(before)
  await workDueJobs(app)
  expect(await waitingOf(eventId)).toEqual(before)

  await attach(helen, eventId)
  await publishBatch(app, system, issuer, batchId)
  await workDueJobs(app)
  expect(await linesOf(eventId)).toMatchObject([{ learnerId, grade: '7', version: 1 }])
  expect((await her.get('/account/activity')).text).toContain('was not clear')
})

test('from the instant of a release that was appointed what was decided is there', async () => {
  const { eventId, batchId } = await slip()
  await attach(helen, eventId)
  await publishBatch(app, system, issuer, batchId, { at: new Date(Date.now() + 4 * 60_000) })
  await workDueJobs(app)
  expect(await eventsOf(eventId)).toMatchObject([{ version: 1, learner_id: learnerId }])
  expect(await linesOf(eventId)).toEqual([])
  const late = await undo(helen, eventId)
  expect([late.status, late.text]).toEqual([409, expect.stringContaining('about to be released')])
})

test('what was seen is withdrawn where it stood, and can be attached again; later files follow the decision', async () => {
  const { eventId, batchId, text } = await slip()
  await publishBatch(app, system, issuer, batchId)
  await workDueJobs(app)
  const before = await waitingOf(eventId)
  await attach(helen, eventId)
  await workDueJobs(app)
  expect(await linesOf(eventId)).toMatchObject([{ grade: '7', change: 'loaded' }])

  // The names of the file are still not the learner's; whose it is was decided.
  const again = await load(app, issuer, text({ Grade: '8' }), { applyCorrections: true })
  expect(again).toMatchObject({ corrected: 1, refused: 0, held: 0 })
  await publishBatch(app, system, issuer, again.batchId)
  await workDueJobs(app)
  expect(await linesOf(eventId)).toMatchObject([{ grade: '8', version: 2 }])

  await undo(helen, eventId)
  await workDueJobs(app)
  expect(await linesOf(eventId)).toMatchObject([{ change: 'withdrawn', version: 3 }])
  const waits = await waitingOf(eventId)
  expect(waits.slice(0, 1)).toEqual(before)
  expect(waits).toHaveLength(2)
  expect(await load(app, issuer, text({ Grade: '8' }))).toMatchObject({ knownFile: true })

  await attach(helen, eventId)
  await workDueJobs(app)
  expect((await eventsOf(eventId)).map(({ version, change, grade }) => [version, change, grade])).toEqual([
    [1, 'loaded', '7'],
    [2, 'corrected', '8'],
    [3, 'withdrawn', '8'],
    [4, 'reinstated', '7'],
    [5, 'corrected', '8'],
  ])
  expect(await linesOf(eventId)).toMatchObject([{ grade: '8', version: 5 }])
})

test('a row that was taken off loads with the names put right', async () => {
  const { eventId, batchId, said, text } = await slip()
  await publishBatch(app, system, issuer, batchId)
  await attach(helen, eventId)
  await undo(helen, eventId)
  const put = await registerLearner(app, system, school, {
    uln: said.ULN,
    givenName: 'Amelia',
    familyName: 'Yusuf-Hart',
    birthDate: '2007-02-03',
    cohort: 'Y11',
  })
  const right = { GivenName: 'Amelia', FamilyName: 'Yusuf-Hart', DateOfBirth: '2007-02-03' }
  const report = await load(app, issuer, text(right))
  expect(report).toMatchObject({ added: 1, refused: 0 })
  expect((await eventsOf(eventId)).filter((event) => event.learner_id === put.learnerId)).toMatchObject([
    { version: 1, change: 'loaded' },
  ])
  expect(await stateOf(eventId)).toMatchObject({ state: 'gone' })
})

test('none of these: whoever was ruled out never gets it by itself, somebody new is shown', async () => {
  const { eventId, said, text } = await slip()
  await helen.get(`${list}/${eventId}`)
  await helen.submit('Save the decision', { decision: 'none', reason: 'The centre knows neither of them' })
  expect(await stateOf(eventId)).toMatchObject({ state: 'setAside' })
  const again = await load(app, issuer, `${text()}\n`)
  expect(again).toMatchObject({ held: 1 })
  const twin = { givenName: 'Amona', familyName: 'Yusuf', birthDate: amina.birthDate, cohort: 'Y11' }
  const override = { reason: 'Twins: the mother showed both passports' }
  await registerLearner(app, system, school, { uln: '', ...twin }, { override })
  await workDueJobs(app)
  expect(await stateOf(eventId)).toMatchObject({ state: 'possible' })
  const page = await helen.get(`${list}/${eventId}`)
  expect(page.document.querySelectorAll('input[name=decision]')).toHaveLength(2)
  await helen.submit('Save the decision', { decision: 'none', reason: 'Nor is it her twin sister' })
  await undo(helen, eventId)
  expect(
    (await helen.get(`${list}/${eventId}`)).document.querySelectorAll('input[name=decision]'),
  ).toHaveLength(3)
  expect(said.GivenName).toBe('Amena')
})

test('somebody who is shielded is shown to nobody, and comes back with the shield', async () => {
  const hidden = {
    uln: newUln(),
    givenName: 'Osian',
    familyName: 'Puw',
    birthDate: '2006-06-06',
    cohort: 'Y11',
  }
  const { learnerId: shielded } = await registerLearner(app, system, school, hidden)
  const row = { GivenName: 'Osien', FamilyName: 'Puw', DateOfBirth: '2006-06-06' }
  const { eventId } = await slip(row)
  expect(await stateOf(eventId)).toMatchObject({ state: 'possible' })
  await shieldLearner(app, system, school, shielded, { shielded: true })
  expect((await helen.get(`${list}/${eventId}`)).text).toContain('Nobody can be meant any more')
  await workDueJobs(app)
  expect(await stateOf(eventId)).toMatchObject({ state: 'none' })
  await shieldLearner(app, system, school, shielded, { shielded: false })
  await workDueJobs(app)
  expect(await stateOf(eventId)).toMatchObject({ state: 'possible' })
})

test('of two who decide one is second; so is whoever decides what attached, or changed, meanwhile', async () => {
  const one = await slip()
  const idris = await signIn(visitor(), colleague.email)
  const decided = await Promise.all([attach(helen, one.eventId), attach(idris, one.eventId)])
  expect(new Set(decided.map(({ status }) => status))).toEqual(new Set([200, 409]))

  const two = await slip({ ULN: newUln() })
  const page = await helen.get(`${list}/${two.eventId}`)
  expect(page.status).toBe(200)
  const right = { givenName: 'Amena', familyName: 'Yusuf', birthDate: amina.birthDate, cohort: 'Y11' }
  const reason = { override: { reason: 'Another Amena, who was born that day' } }
  const entered = await registerLearner(app, system, school, { uln: two.said.ULN, ...right }, reason)
  const [, answered] = await Promise.all([
    attachHeld(app, { learnerId: entered.learnerId }),
    helen.submit('Save the decision', { decision: 'none', reason: known }),
  ])
  // Whichever came first: either it attached and the decision is second, or it was ruled out for those who were shown.
  const events = await eventsOf(two.eventId)
  expect([answered.status, events.length]).toEqual([
    expect.toSatisfy((s: number) => s === 409 || s === 200),
    1,
  ])
  expect(events[0]?.learner_id).toBe(entered.learnerId)
  await matchHeldNear(app, [entered.learnerId])

  const three = await slip()
  const before = await helen.get(`${list}/${three.eventId}`)
  await load(app, issuer, three.text({ GivenName: 'Anina' }), { applyCorrections: true })
  const late = await helen.submit('Save the decision', { decision: 'none', reason: known })
  expect([before.status, late.status]).toEqual([200, 409])
  expect(late.text).toContain('Look at it again')
})

test('an issuer has its own rows alone; roles, revocation and the end of an admission count', async () => {
  const { eventId } = await slip()
  const paths = [list, `${list}/${eventId}`]
  const tom = await signIn(visitor(), tutor.email)
  const sefa = await signIn(visitor(), elsewhere.email)
  for (const path of paths) {
    expect((await tom.get(path)).status).toBe(403)
    expect((await sefa.get(path)).status).toBe(404)
    expect((await visitor().get(path)).path).toMatch(/^\/sign-in/)
  }
  expect((await sefa.get(`/organisations/${other}/held-results/${eventId}`)).status).toBe(404)
  const foreign = await elsewhere.actor()
  const input = { decision: 'none', reason: known, seen: '0.1' } as const
  await expect(decideHeld(app, foreign, other, eventId, input)).rejects.toMatchObject({ code: 'not_found' })
  await expect(decideHeld(app, foreign, issuer, eventId, input)).rejects.toMatchObject({ code: 'not_found' })
  await expect(decideHeld(app, await tutor.actor(), issuer, eventId, input)).rejects.toMatchObject({
    code: 'forbidden',
  })
  const idris = await signIn(visitor(), colleague.email)
  expect((await idris.get(`${list}/${eventId}`)).status).toBe(200)
  const { membershipId } = await addMember(app, system, issuer, {
    ...{ personId: colleague.id, personName: 'Idris Vaughan', role: 'examsOfficer' },
  })
  await app.db.write({ organisation: issuer }, (tx) => endMembership(tx, issuer, membershipId, app.now()))
  expect((await idris.submit('Save the decision', { decision: 'none', reason: known })).status).toBe(404)
  expect((await idris.get(`${list}/${eventId}`)).status).toBe(404)
  await endAdmission(app, system, issuer, 'result')
  await expect(decideHeld(app, await officer.actor(), issuer, eventId, input)).rejects.toMatchObject({
    code: 'forbidden',
  })
})
