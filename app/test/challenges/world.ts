import type { Row } from '../record/support.ts'
import { claimWithCode } from '../../src/record/claims/claim-with-code.ts'
import { makeClaimCodes } from '../../src/record/claims/make-codes.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import { createTestApp } from '../support/app.ts'
import { amina, csv, load, organisation, person, signIn, system, workDueJobs } from '../record/support.ts'

/** A school, two that issue, a learner who has claimed her record with two results, and staff of each. */
export async function createChallengeWorld() {
  const made = await createTestApp()
  const { app, visitor } = made
  const meridian = await organisation(app, 'awardingOrganisation', ['result'], 'Meridian Awards')
  const severn = await organisation(app, 'awardingOrganisation', ['result'], 'Severn Examinations Board')
  const school = await organisation(app, 'school', [], 'Ysgol Cwm Afon')
  const elsewhere = await organisation(app, 'school', [], 'Harbour School')
  const { learnerId } = await registerLearner(app, system, school, { ...amina, cohort: 'Y13' })
  const people = {
    helen: await person(app, 'Helen Forde', [{ at: meridian, role: 'examsOfficer' }]),
    ivan: await person(app, 'Ivan Petrov', [{ at: severn, role: 'examsOfficer' }]),
    carys: await person(app, 'Carys Lloyd', [{ at: school, role: 'registrar' }]),
    dewi: await person(app, 'Dewi Puw', [{ at: elsewhere, role: 'registrar' }]),
    tom: await person(app, 'Tom Okafor', [{ at: school, role: 'tutor' }]),
    amina: await person(app, 'Amina Yusuf'),
    erik: await person(app, 'Erik Lund'),
  }
  const { slips } = await makeClaimCodes(app, await people.carys.actor(), school, { cohort: 'Y13' })
  await claimWithCode(app, await people.amina.actor(), { uln: amina.uln, code: slips[0]?.code ?? '' })
  const publish = async (issuer: string, rows: readonly Row[]) => {
    const { batchId } = await load(app, issuer, csv(rows))
    await publishBatch(app, system, issuer, batchId)
  }
  await publish(meridian, [
    {},
    { QualificationNumber: '601/8355/3', QualificationTitle: 'GCSE in Physics', Grade: '6' },
  ])
  await workDueJobs(app)
  return {
    ...made,
    ...{ meridian, severn, school, elsewhere, learnerId, publish, people },
    as: async (name: keyof typeof people) => signIn(visitor(), people[name].email),
  }
}
