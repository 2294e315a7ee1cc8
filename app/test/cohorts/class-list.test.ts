import { expect, test } from 'vitest'
import { enrolMany } from '../../src/record/cohorts/enrol-many.ts'
import { amina, mali } from '../record/support.ts'
import { auditOf, createClasses, postAs, seesAtProvider } from './world.ts'

const { app, visitor, school, college, learnerIds, carys, huw, tom, ruth, her, endAt } = await createClasses()

const heading = 'ULN,GivenName,FamilyName,DateOfBirth,Cohort'
const line = (who: typeof amina, cohort = 'Maths') =>
  [who.uln, who.givenName, who.familyName, who.birthDate, cohort].join(',')
const csv = (...lines: string[]) => new File([`${[heading, ...lines].join('\n')}\n`], 'year-12.csv')

async function check(file: File, cohort = '') {
  await huw.get(`/organisations/${college}/classes/lists/new`)
  return huw.submit('Check the list', { file, cohort })
}

test('the dry run says of each row what would happen and enrols nobody; one press enrols', async () => {
  const report = await check(
    csv(
      line(amina),
      line(mali),
      line({ ...mali, givenName: 'Mia' }),
      line({ ...amina, uln: '1026893096' }),
      line({ ...amina, uln: '8228186622' }),
      line(amina),
    ),
  )
  expect(report.all('tbody tr td:nth-child(4) .tag')).toEqual([
    ...[
      'Would be enrolled',
      'Would be enrolled',
      'Not matched',
      'Not matched',
      'Mistake',
      'Enrolled already',
    ],
  ])
  expect(await seesAtProvider(carys, college, 'Amina Yusuf')).toBe(false)
  await huw.get(report.path)
  const done = await huw.submit('Enrol 2 learners')
  expect(done.html).toContain('They are enrolled.')
  expect(await seesAtProvider(carys, college, 'Amina Yusuf')).toBe(true)
  expect(await auditOf(app, learnerIds.mali)).toContain('learner.enrolled')
  expect((await her.get('/record/classes')).text).toContain('Maths')
  const again = await check(csv(line(amina), line(mali)))
  expect(again.text).toContain('nobody to enrol')
})

test('what cannot be matched is said in the same words, whatever the register has', async () => {
  const unknown = await check(csv(line({ ...amina, uln: '1026893096' })))
  const otherName = await check(csv(line({ ...amina, givenName: 'Anna' })))
  const otherDay = await check(csv(line({ ...amina, birthDate: '2008-05-16' })))
  const outcome = (page: typeof unknown) => page.all('tbody tr td:nth-child(4)')
  expect(outcome(otherName)).toEqual(outcome(unknown))
  expect(outcome(otherDay)).toEqual(outcome(unknown))
})

test('a merged number leads to the one that stands, another name of the register counts, a shield hides', async () => {
  const set = (change: string, values: unknown[]) =>
    app.db.write({ ingest: true }, (tx) => tx.connection.query(`update learner set ${change}`, values))
  await set(`preferred_given_key = 'MINNIE', shielded_by = null where learner_id = $1`, [learnerIds.mali])
  const preferred = await check(csv(line({ ...mali, givenName: 'Minnie' }, 'Drama')))
  expect(preferred.text).toContain('Would be enrolled')
  await set('shielded_by = $2 where learner_id = $1', [learnerIds.mali, school])
  expect((await check(csv(line(mali, 'Drama')))).text).toContain('Not matched')
  await set('shielded_by = null where learner_id = $1', [learnerIds.mali])
})

test('the end of an enrolment ends the basis at once', async () => {
  expect(await seesAtProvider(carys, college, 'Amina Yusuf')).toBe(true)
  await endAt(college, learnerIds.amina, 'Maths')
  expect(await seesAtProvider(carys, college, 'Amina Yusuf')).toBe(false)
})

test('whoever comes back is enrolled since that day; who is there stays so since the first', async () => {
  const enrol = async (learnerId: string, day: string) => {
    await app.db.write({ organisation: college, providerFor: [learnerId] }, async (tx) => {
      await enrolMany(tx, college, [{ learner_id: learnerId, cohort: 'Maths' }], new Date(day))
    })
    return app.db.read({ organisation: college, providerFor: [learnerId] }, async (tx) => {
      const since = []
      for (const table of ['enrolment', 'enrolment_of_learner'] as const) {
        const row = await tx.sql
          .selectFrom(table)
          .select('since')
          .where('organisation_id', '=', college)
          .where('learner_id', '=', learnerId)
          .where('cohort', '=', 'Maths')
          .executeTakeFirstOrThrow()
        since.push(row.since.toISOString().slice(0, 10))
      }
      return since
    })
  }
  const [first] = await enrol(learnerIds.mali, '2030-09-01')
  expect(first).not.toBe('2030-09-01')
  expect(await enrol(learnerIds.amina, '2030-09-02')).toEqual(['2030-09-02', '2030-09-02'])
  expect(await enrol(learnerIds.amina, '2030-09-03')).toEqual(['2030-09-02', '2030-09-02'])
  await endAt(college, learnerIds.amina, 'Maths')
})

test('a file that is no list is refused whole', async () => {
  const wrong = async (file: File, cohort = '') => (await check(file, cohort)).errors
  expect(await wrong(new File(['a,b\n1,2\n'], 'x.csv'))).toHaveLength(1)
  expect(await wrong(new File([`${heading}\n`], 'x.csv'))).toHaveLength(1)
  expect(await wrong(new File([`${heading}\n"open`], 'x.csv'))).toHaveLength(1)
  expect(await wrong(new File([], ''))).toHaveLength(1)
  const many = Array.from({ length: 5001 }, () => line(amina))
  expect(await wrong(csv(...many))).toEqual(['A list holds at most 5000 rows. Send it in parts.'])
})

test('only registrars and administrators, only of this organisation', async () => {
  const report = (await check(csv(line(mali, 'Music')))).path
  for (const [who, status] of [
    [tom, 403],
    [ruth, 404],
    [her, 404],
  ] as const) {
    expect((await who.get(report)).status).toBe(status)
    expect((await who.get(`/organisations/${college}/classes/lists/new`)).status).toBe(status)
    expect((await postAs(who, `${report}/enrolment`)).status).toBe(status)
  }
  expect((await visitor().get(report, { follow: false })).status).toBe(303)
  await huw.get(report)
  expect((await huw.submit('Enrol 1 learner')).status).toBe(200)
  expect((await postAs(huw, `${report}/enrolment`)).status).toBe(409)
})
