import pg from 'pg'
import { afterAll } from 'vitest'
import { claimWithCode } from '../../src/record/claims/claim-with-code.ts'
import { makeClaimCodes } from '../../src/record/claims/make-codes.ts'
import { endEnrolmentOf, enrolLearner } from '../../src/record/register/enrol-learner.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import {
  amina,
  csv,
  load,
  organisation,
  person,
  type Row,
  signIn,
  system,
  workDueJobs,
} from '../record/support.ts'
import { createTestApp } from '../support/app.ts'
import type { Browser } from '../support/browser.ts'

const extra = ['Restriction', 'QualificationType']

/** A school with its staff, a college, a university and an employer, and a learner with an account. */
export async function accessWorld() {
  const test = await createTestApp()
  const { app, visitor, database, clock } = test
  // By day, whenever it runs: at night look-ups are watched more closely. And not to come, for the database's clock.
  clock.set(new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 - 14 * 3_600_000).toISOString())
  const owner = new pg.Client({ connectionString: database.ownerUrl, options: '-c app.backup=on' })
  await owner.connect()
  afterAll(() => owner.end())
  const issuer = await organisation(app, 'awardingOrganisation', ['result'], 'Meridian Awards')
  const otherIssuer = await organisation(app, 'awardingOrganisation', ['result'], 'Severn Examinations')
  const school = await organisation(app, 'school', [], 'Ysgol Cwm Afon')
  const college = await organisation(app, 'college', [], 'Coleg Afon')
  const university = await organisation(app, 'university', [], 'University of Northmoor')
  const employer = await organisation(app, 'employer', [], 'Acme Marine Ltd')
  const people = {
    registrar: await person(app, 'Carys Lloyd', [{ at: school, role: 'registrar' }]),
    tutor: await person(app, 'Tom Okafor', [{ at: school, role: 'tutor' }]),
    adviser: await person(app, 'Priya Nair', [{ at: school, role: 'adviser' }]),
    examsOfficer: await person(app, 'Meg Ellis', [{ at: school, role: 'examsOfficer' }]),
    collegeTutor: await person(app, 'Nia Howell', [{ at: college, role: 'tutor' }]),
    admissions: await person(app, 'Daniel Marsh', [{ at: university, role: 'admissions' }]),
    recruiter: await person(app, 'Erik Lund', [{ at: employer, role: 'recruiter' }]),
    friend: await person(app, 'Sian Rees'),
    learner: await person(app, 'Amina Yusuf'),
    operator: await person(app, 'Olu Adeyemi'),
    secondOperator: await person(app, 'Bea Holt'),
  }
  for (const { id } of [people.operator, people.secondOperator]) {
    await owner.query('insert into operator (person_id, since) values ($1, now())', [id])
  }
  const { learnerId } = await registerLearner(app, system, school, { ...amina, cohort: 'Y13' })
  const { slips } = await makeClaimCodes(app, await people.registrar.actor(), school, { cohort: 'Y13' })
  await claimWithCode(app, await people.learner.actor(), { uln: amina.uln, code: slips[0]?.code ?? '' })

  const rowsOf = async (batchId: string) =>
    (await owner.query('select verdict, problems from batch_row where batch_id = $1', [batchId])).rows

  let numbers = 4000
  /** Another released line of the learner; its title is how tests tell it. */
  async function award(title: string, row: Row = {}, by = issuer): Promise<string> {
    numbers += 1
    const number = `601/${numbers}/3`
    const text = csv([{ QualificationNumber: number, QualificationTitle: title, ...row }], extra)
    const { batchId, refused, held } = await load(app, by, text)
    if (refused + held > 0) throw new Error(`${title} did not load: ${JSON.stringify(await rowsOf(batchId))}`)
    await publishBatch(app, system, by, batchId)
    return number
  }

  const as = {} as Record<keyof typeof people | 'visitor', Browser>
  for (const [name, { email }] of Object.entries(people)) {
    as[name as keyof typeof people] = await signIn(visitor(), email)
  }
  as.visitor = visitor()

  /** As staff do it: the list first, then the learner on it. */
  async function openRecordAs(who: keyof typeof people, at = school, name = 'Amina Yusuf') {
    const start = await as[who].get(`/organisations/${at}/learners`)
    if (!start.html.includes('Show the list')) return start
    const list = await as[who].submit('Show the list', { purpose: 'Advice on courses' })
    if (!list.text.includes(name)) return list
    return as[who].submit(`Open the record of ${name}`)
  }

  const enrolAt = (at: string) => enrolLearner(app, system, at, { ...amina, cohort: 'Y12' })
  const leave = (at: string, cohort: string) => endEnrolmentOf(app, system, at, learnerId, cohort)
  const jobs = () => workDueJobs(app)
  return {
    ...test,
    owner,
    ...{ issuer, otherIssuer, school, college, university, employer, people, as, learnerId },
    ...{ award, openRecordAs, enrolAt, leave, jobs },
  }
}
