import { expect, test } from 'vitest'
import { createTestApp } from '../support/app.ts'
import { amina, csv, mali, ofMali, organisation, person, signIn, workDueJobs } from './support.ts'

const { app, visitor } = await createTestApp()
const issuer = await organisation(app, 'awardingOrganisation', ['result'], 'Meridian Awards')
const school = await organisation(app, 'school', [], 'Ysgol Cwm Afon')
const exams = await person(app, 'Helen Forde', [{ at: issuer, role: 'examsOfficer' }])
const registrar = await person(app, 'Carys Lloyd', [{ at: school, role: 'registrar' }])
const tutor = await person(app, 'Tom Okafor', [{ at: school, role: 'tutor' }])
const learner = await person(app, 'Amina Yusuf')
const stranger = await person(app, 'Erik Lund')
const [helen, carys, tom, her, erik] = [
  await signIn(visitor(), exams.email),
  await signIn(visitor(), registrar.email),
  await signIn(visitor(), tutor.email),
  await signIn(visitor(), learner.email),
  await signIn(visitor(), stranger.email),
] as const

const file = (text: string) => new File([text], 'june.csv', { type: 'text/csv' })

async function enter(who: typeof amina, cohort: string, known = 'new') {
  await carys.get(`/organisations/${school}/learners/new`)
  const [year = '', month = '', day = ''] = who.birthDate.split('-')
  return carys.submit('Enter the learner', {
    known: known,
    uln: who.uln,
    givenName: who.givenName,
    familyName: who.familyName,
    'birthDate-day': day,
    'birthDate-month': month,
    'birthDate-year': year,
    cohort,
  })
}

test('a registrar enters learners; a number belongs to one', async () => {
  expect((await enter(amina, 'Y13')).html).toContain('The learner is entered')
  expect((await enter(mali, 'Y9')).status).toBe(200)
  const twice = await enter({ ...mali, givenName: 'Mia' }, 'Y9')
  expect([twice.status, twice.errors]).toEqual([422, [expect.stringContaining('registered already')]])
  const wrong = await enter({ ...mali, uln: '8500407938', birthDate: '2012-02-30' }, 'Y9')
  expect(wrong.errors).toHaveLength(2)
  expect((await enter({ ...mali, givenName: 'Mia' }, 'Y9', 'known')).errors).toHaveLength(1)
  expect((await enter(mali, 'Y9 again', 'known')).status).toBe(200)
})

test('a list of learners needs a purpose, and each learner reads who looked and why', async () => {
  await carys.get(`/organisations/${school}/learners`)
  expect((await carys.submit('Show the list', { purpose: '' })).status).toBe(422)
  await carys.get(`/organisations/${school}/learners`)
  const list = await carys.submit('Show the list', { cohort: 'Y13', purpose: 'Print codes' })
  expect(list.text).toContain('Amina Yusuf')
  expect(list.text).not.toContain('Mali')
  await workDueJobs(app)
  const claimed = await learnerAudit('learner.lookedUp')
  expect(claimed).toEqual([{ actor_name: 'Carys Lloyd', detail: { purpose: 'Print codes' } }])
  const path = new URL(list.url).pathname
  expect((await tom.get(path)).status).toBe(404)
  expect((await helen.get(path)).status).toBe(404)
})

async function learnerAudit(action: string) {
  return app.db.read({ key: amina.uln }, async (tx) => {
    const { learner_id } = await tx.sql
      .selectFrom('uln_key')
      .select('learner_id')
      .where('uln', '=', amina.uln)
      .executeTakeFirstOrThrow()
    await tx.raise({ self: [learner_id] })
    return tx.sql
      .selectFrom('audit_event')
      .select(['actor_name', 'detail'])
      .where('owner_id', '=', learner_id)
      .where('action', '=', action)
      .execute()
  })
}

test('an exams officer uploads, reads the report and publishes; the learner claims and sees the line', async () => {
  await helen.get(`/organisations/${issuer}/results/new`)
  const bad = await helen.submit('Upload and check', { file: file('a,b\n1,2\n') })
  expect([bad.status, bad.errors.length]).toEqual([422, 2])
  await helen.get(`/organisations/${issuer}/results/new`)
  expect((await helen.submit('Upload and check')).status).toBe(422)
  await helen.get(`/organisations/${issuer}/results/new`)
  const checked = await helen.submit('Upload and check', {
    file: file(csv([{}, { ...ofMali, ULN: '1026893096' }, { Grade: '12' }])),
  })
  expect(checked.text).toContain('Nothing is loaded yet')
  expect(checked.text).toContain('Grade: is not a grade of GCSE9-1')
  const list = await helen.get(`${new URL(checked.url).pathname}/report.csv`)
  expect(list.html).toContain('Grade: is not a grade of GCSE9-1')
  await helen.get(new URL(checked.url).pathname)
  const report = await helen.submit('Load')
  expect(report.html).toContain('The file is loaded')
  expect(report.text).toContain('no learner is registered with exactly this number')
  expect(report.text).toContain('Grade: is not a grade of GCSE9-1')

  await carys.get(`/organisations/${school}/claim-codes`)
  const sheet = await carys.submit('Make codes', { cohort: 'Y13' })
  const code = sheet.all('.slip__code')[1] ?? ''
  expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
  await her.get('/record/claim')
  const unknown = await her.submit('Connect my record', { uln: '1026893096', code })
  await her.get('/record/claim')
  const known = await her.submit('Connect my record', { uln: mali.uln, code })
  expect([known.status, known.errors]).toEqual([unknown.status, unknown.errors])
  expect(known.status).toBe(422)
  await her.get('/record/claim')
  const mine = await her.submit('Connect my record', {
    uln: amina.uln,
    code: code.toLowerCase().replaceAll('-', ' '),
  })
  expect(mine.text).toContain('Nothing in your record yet')

  const path = new URL(report.url).pathname
  await helen.get(path)
  expect(
    (
      await helen.submit('Publish', {
        when: 'later',
        'date-day': '31',
        'date-month': '2',
        'date-year': '2099',
      })
    ).status,
  ).toBe(422)
  await helen.get(path)
  expect((await helen.submit('Publish', { when: 'now' })).html).toContain('Learners see it now')
  for (const look of ['/record', '/record?look=table']) {
    const record = await her.get(look)
    expect(record.text).toContain('GCSE in Mathematics')
    expect(record.text).toContain('confirmed by Meridian Awards')
  }
  const line = await her.click('GCSE in Mathematics')
  expect(line.text).toContain('Only Meridian Awards can change this line')
  for (const other of [erik, helen, tom]) expect((await other.get(line.path)).status).toBe(404)
  expect((await visitor().get(line.path, { follow: false })).status).toBe(303)
})

test('publishing tells the learner by a letter without personal data', async () => {
  await workDueJobs(app)
  const { rows } = await app.db.pool.query<{ subject: string; body: string }>(
    'select subject, body from kept_mail where recipient = $1',
    [learner.email],
  )
  const letter = rows.find(({ subject }) => subject === 'There is something new in your record')
  expect(letter?.body).toContain('/record')
  expect(`${letter?.subject}${letter?.body}`).not.toMatch(/Amina|Yusuf|Mathematics|Meridian|7/)
})

test('an issuer corrects and withdraws one result; the learner reads what it was', async () => {
  await helen.get(`/organisations/${issuer}/results`)
  await helen.submit('Find', { uln: amina.uln })
  await helen.click('GCSE in Mathematics')
  const path = helen.page.path
  expect((await helen.submit('Make the new version', { grade: '8', reason: '' })).status).toBe(422)
  await helen.get(path)
  expect(
    (await helen.submit('Make the new version', { grade: '8', reason: 'Review of marking' })).status,
  ).toBe(200)
  await her.get('/record')
  expect(her.page.text).toContain('Amended on')
  expect((await her.click('GCSE in Mathematics')).text).toContain('Review of marking')
  await helen.get(path)
  await helen.submit('Withdraw the result', { withdrawalReason: 'Loaded by mistake' })
  expect((await her.get(her.page.path)).text).toContain('This no longer stands')
  expect((await carys.post(`${path}/withdrawal`, {})).status).toBeGreaterThanOrEqual(403)
})

test('a second claim waits for a person; a wrong one is undone without trace', async () => {
  await erik.get('/record/claim')
  const asked = await erik.submit('Ask them to confirm', { ulnAsked: amina.uln, organisation: school })
  expect(asked.text).toContain('waiting')
  const claims = await carys.get(`/organisations/${school}/claims`)
  expect(claims.text).toContain('Another account has this record already')
  const granted = await carys.submit('Confirm Erik Lund', { how: 'I taught him for two years' })
  expect(granted.status).toBe(409)
  await carys.get(`/organisations/${school}/claims`)
  await carys.submit('Undo the claim of Amina Yusuf', { reason: 'The slip went to the wrong pupil' })
  const after = await her.get('/record')
  expect(after.text).toContain('Nothing in your record yet')
  expect((await her.get('/record/claim')).text).not.toContain('undone')
  await carys.get(`/organisations/${school}/claims`)
  await carys.submit('Confirm Erik Lund', { how: 'I taught him for two years' })
  expect((await erik.get('/record')).text).toContain('GCSE in Mathematics')
})

test('claims by the same account are limited, for known and unknown numbers alike', async () => {
  const answers: number[] = []
  for (let tries = 0; tries < 12; tries += 1) {
    await tom.get('/record/claim')
    answers.push(
      (await tom.submit('Connect my record', { uln: amina.uln, code: 'K7Q2-M4XA-09ZC-TBHE' })).status,
    )
  }
  expect(answers.at(0)).toBe(422)
  expect(answers.at(-1)).toBe(429)
})

test.each([
  '',
  '/results',
  '/results/new',
  '/learners',
  '/learners/new',
  '/claim-codes',
  '/claims',
  '/members',
])('who is not of the organisation finds nothing at …%s', async (path) => {
  expect((await her.get(`/organisations/${issuer}${path}`)).status).toBe(404)
  expect((await visitor().get(`/organisations/${issuer}${path}`, { follow: false })).status).toBe(303)
})
