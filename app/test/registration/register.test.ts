import { checkUln } from '@vademecum/uln'
import { expect, test } from 'vitest'
import { signIn, workDueJobs } from '../record/support.ts'
import { postAs } from '../cohorts/world.ts'
import { csvOf, learner, learners, xmlOf } from './files.ts'
import { createRegistrations } from './world.ts'

const world = await createRegistrations()
const { app, clock, visitor, college, ukprn, carys, tom, ruth, name } = world

async function send(fileName: string, text: string, cohort = 'Year 12') {
  await carys.get(`/organisations/${college}/registrations/new`)
  const file = new File([text], fileName)
  return carys.submit('Check the file', { file, cohort })
}

const counts = (page: { all(selector: string): string[] }) => page.all('.figures dd').map(Number)

test('a file is checked first, then registered, and goes back with codes and numbers', async () => {
  const fileName = name()
  const rows = learners(50)
  rows[3] = learner(4, { Gender: '7', AbilityToShare: '' })
  rows[4] = { ...learner(5), ...learner(1) }
  const text = csvOf(fileName, ukprn, rows)
  const checked = await send(fileName, text)
  expect(checked.html).toContain('Nobody is registered yet')
  expect(counts(checked)).toEqual([50, 48, 1, 0, 1])
  expect(checked.text).toContain('Gender: ')
  expect(await registered()).toBe(0)

  const started = await carys.submit('Register 49 learners')
  expect(started.text).toContain('0 of 50 done')
  await workDueJobs(app)
  const done = await carys.get(started.path)
  expect(counts(done)).toEqual([50, 48, 1, 0, 1])
  expect(await registered()).toBe(48)

  const output = await carys.get(`${started.path}/output`)
  expect(output.headers.get('content-disposition')).toBe(
    `attachment; filename="${fileName.replace('.CSV', '_OUT.CSV')}"`,
  )
  const lines = output.html.trim().split('\r\n')
  expect(lines[0]?.endsWith(',AbilityToShare,Notes,ReturnCode,ULN')).toBe(true)
  expect(lines[1]).toBe(`2A,${fileName},${ukprn},50`)
  expect(lines).toHaveLength(52)
  const ulns = lines.slice(2).map((line) => line.split(',').at(-1) ?? '')
  expect(ulns.filter((uln) => uln !== '').every((uln) => checkUln(uln).ok)).toBe(true)
  expect(ulns[3]).toBe('')
  expect(ulns[4]).toBe(ulns[0])
  expect(lines[5]).toContain(',INVALID,')

  // The same bytes again, by the same name or another: the same answers.
  const again = await send(fileName, text)
  expect(again.path).toBe(started.path)
  expect(again.html).toContain('This file came before')
  expect(await registered()).toBe(48)
})

test('the same learners in another file, and in XML, are found and not made twice', async () => {
  const fileName = name('XML')
  const before = await registered()
  const { fileId } = await world.receive(fileName, xmlOf(fileName, ukprn, learners(60)))
  expect((await world.report(fileId)).counts).toMatchObject({ WSRC0001: 12, WSRC0004: 48 })
  await world.register(fileId)
  await world.register(fileId)
  expect((await world.report(fileId)).counts).toMatchObject({ WSRC0001: 12, WSRC0004: 48 })
  expect(await registered()).toBe(before + 12)
  const output = await carys.get(`/organisations/${college}/registrations/${fileId}/output`)
  expect(output.headers.get('content-type')).toContain('application/xml')
  expect(output.html.match(/<ULN>\d{10}<\/ULN>/g)).toHaveLength(60)
  expect(output.html.match(/<ReturnCode>WSRC0004<\/ReturnCode>/g)).toHaveLength(48)
})

test('who is possible waits for a person, who sees masked fields and decides with a reason', async () => {
  const rows = learners(50, 200)
  const twins = { FamilyName: 'Twinne', DateOfBirth: '2007-03-04', LastKnownPostCode: 'CF10 1AA' }
  rows[0] = learner(200, { ...twins, GivenName: 'Mia', Gender: '2' })
  rows[1] = learner(201, { ...twins, GivenName: 'Max', Gender: '2' })
  rows[2] = learner(1, { LastKnownPostCode: 'SW1A 1AA' })
  rows[3] = learner(2, { LastKnownPostCode: 'SW1A 1AA' })
  const fileName = name()
  const { fileId } = await world.receive(fileName, csvOf(fileName, ukprn, rows))
  await world.register(fileId)
  const path = `/organisations/${college}/registrations/${fileId}`
  const report = await carys.get(path)
  expect(report.text).toContain('3 rows wait for you')

  const compare = await carys.get(`${path}/rows/4`)
  expect(compare.heading).toBe('Row 4: who is it?')
  expect(compare.text).toContain('same initial')
  expect(compare.text).not.toMatch(/\d{10}/)
  const none = await carys.submit('Save the decision', { reason: 'They are twins, both stood here' })
  expect([none.status, none.errors.length]).toEqual([422, 1])
  const short = await carys.submit('Save the decision', { 'Who is it?': 'new', reason: 'no' })
  expect([short.status, short.errors.length]).toEqual([422, 1])
  await carys.get(`${path}/rows/4`)
  const twin = await carys.submit('Save the decision', {
    'Who is it?': 'new',
    reason: 'They are twins, both stood here',
  })
  expect(twin.html).toContain('Decided.')
  expect(twin.text).toContain('They are twins, both stood here')

  await carys.get(`${path}/rows/5`)
  const same = await carys.submit('Save the decision', {
    'Who is it?': 'It is person 1',
    reason: 'She moved to London in May and said so',
  })
  expect(same.text).toContain('Found in the register')
  await carys.get(`${path}/rows/6`)
  await carys.submit('Save the decision', {
    'Who is it?': 'aside',
    reason: 'Nobody here knows where they live now',
  })
  const done = await carys.get(path)
  expect(done.text).toContain('Set aside')
  expect(done.text).not.toContain('wait for you')
  expect((await carys.get(`${path}/rows/4`)).status).toBe(409)
  expect((await carys.get(`${path}/rows/999`)).status).toBe(404)

  // What was decided stays so when the same person comes again.
  const next = name()
  const again = await world.receive(next, csvOf(next, ukprn, [...rows.slice(0, 49), learner(901)]))
  expect((await world.report(again.fileId)).counts).toMatchObject({ WSRC0003: 1, WSRC0004: 48, WSRC0001: 1 })
})

test('only registrars of the organisation, and signed in', async () => {
  const fileName = name()
  const { fileId } = await world.receive(fileName, csvOf(fileName, ukprn, learners(50, 500)))
  const base = `/organisations/${college}/registrations`
  for (const path of [base, `${base}/new`, `${base}/${fileId}`, `${base}/${fileId}/output`]) {
    expect((await tom.get(path)).status, path).toBe(403)
    expect((await ruth.get(path)).status, path).toBe(404)
    expect((await visitor().get(path, { follow: false })).status, path).toBe(303)
  }
  expect((await postAs(tom, `${base}/${fileId}/start`)).status).toBe(403)
  expect((await postAs(ruth, `${base}/${fileId}/start`)).status).toBe(404)
  expect((await postAs(ruth, `${base}/${fileId}/rows/3`, { decision: 'new', reason: 'x' })).status).toBe(404)
  expect((await carys.get(`${base}/${fileId}/output`)).status).toBe(409)
  await world.register(fileId)
  expect((await postAs(carys, `${base}/${fileId}/start`)).status).toBe(409)
})

test('after its time the answers are gone, and what was sent is forgotten', async () => {
  const fileName = name()
  const { fileId } = await world.receive(fileName, csvOf(fileName, ukprn, learners(50, 400)))
  await world.register(fileId)
  const path = `/organisations/${college}/registrations/${fileId}`
  const list = new File(
    ['ULN,GivenName,FamilyName,DateOfBirth\n1026893096,Ada,Moss,2007-01-01\n'],
    'list.csv',
  )
  await carys.get(`/organisations/${college}/classes/lists/new`)
  const listed = await carys.submit('Check the list', { file: list, cohort: 'Maths' })
  expect(listed.text).toContain('Ada Moss')
  clock.advance({ days: 31 })
  await signIn(carys, world.registrar.email)
  expect((await carys.get(`${path}/output`)).status).toBe(410)
  await app.db.write({}, (tx) => app.jobs.add(tx, 'record.forgetRegistrations', {}))
  await workDueJobs(app)
  const kept = await app.db.read({ organisation: college }, (tx) =>
    tx.named<{ content: object; uln: string }>(
      'kept',
      'select content, uln from registration_row where file_id = $1',
      [fileId],
    ),
  )
  expect(kept.every(({ content }) => Object.keys(content).length === 0)).toBe(true)
  expect(kept.every(({ uln }) => checkUln(uln).ok)).toBe(true)
  expect((await carys.get(path)).text).toContain('not there any more')
  expect((await carys.get(listed.path)).text).not.toContain('Ada Moss')
})

async function registered(): Promise<number> {
  return app.db.read({ ingest: true }, async (tx) => {
    const [row] = await tx.named<{ count: number }>('learners', 'select count(*) from learner', [])
    return row?.count ?? 0
  })
}
