import { expect, test } from 'vitest'
import { claimWithCode } from '../../src/record/claims/claim-with-code.ts'
import { makeClaimCodes } from '../../src/record/claims/make-codes.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import { amina, csv, load, organisation, person, signIn, system } from '../record/support.ts'
import { createTestApp } from '../support/app.ts'

const { app, visitor } = await createTestApp()
const board = await organisation(app, 'awardingOrganisation', ['result'], 'Meridian Awards')
const college = await organisation(app, 'college', ['result'], 'Coleg Afon')
const school = await organisation(app, 'school', ['result'], 'Ysgol Cwm Afon')
const notAdmitted = await organisation(app, 'college', [], 'Coleg Arall')
const carys = await person(app, 'Carys Lloyd', [{ at: school, role: 'registrar' }])
const officer = await person(app, 'Huw Morgan', [{ at: college, role: 'examsOfficer' }])
const outsider = await person(app, 'Lowri Puw', [{ at: notAdmitted, role: 'examsOfficer' }])
const learner = await person(app, 'Amina Yusuf')
await registerLearner(app, system, school, { ...amina, cohort: 'Y13' })
const sheet = await makeClaimCodes(app, await carys.actor(), school, { cohort: 'Y13' })
await claimWithCode(app, await learner.actor(), { uln: amina.uln, code: sheet.slips[0]?.code ?? '' })

const returned = ['CollectionType', 'ReturnNumber', 'ParticipationStart', 'ParticipationEnd']

test('a college loads its return on the page, a school by the same verb; each line says its source', async () => {
  const huw = await signIn(visitor(), officer.email)
  await huw.get(`/organisations/${college}/results/new`)
  const row = {
    QualificationTitle: 'BTEC Diploma in Engineering',
    Level: '3',
    CollectionType: 'ILR',
    ReturnNumber: '14',
    ParticipationStart: '2025-09-01',
    ParticipationEnd: '2026-06-30',
  }
  const text = csv([row], returned)
  const report = await huw.submit('Upload and check', { file: new File([text], 'ilr-r14.csv') })
  expect(report.errors).toEqual([])
  expect(report.text).not.toContain('Refused1')
  await huw.submit('Load')
  await huw.submit('Publish', { when: 'now' })

  const npd = csv(
    [{ QualificationTitle: 'GCSE in History', CollectionType: 'KS4', ReturnNumber: '2' }],
    returned,
  )
  const ofSchool = await load(app, school, npd)
  await publishBatch(app, system, school, ofSchool.batchId)
  const ofBoard = await load(app, board, csv([{ QualificationTitle: 'GCSE in Mathematics' }]))
  await publishBatch(app, system, board, ofBoard.batchId)

  const her = await signIn(visitor(), learner.email)
  const sourceOf = async (title: string) => {
    await her.get('/record')
    const line = await her.click(title)
    return line.all('.summary-list__row').find((said) => said.startsWith('Source'))
  }
  expect(await sourceOf('BTEC Diploma in Engineering')).toBe('SourceFurther education return · ILR R14')
  expect(await sourceOf('GCSE in History')).toBe('SourceSchools’ data · KS4 R02')
  expect(await sourceOf('GCSE in Mathematics')).toBe('SourceAwarding organisation')
})

test('a college that was not admitted for results loads none', async () => {
  const lowri = await signIn(visitor(), outsider.email)
  await lowri.get(`/organisations/${notAdmitted}/results/new`)
  const answer = await lowri.submit('Upload and check', { file: new File([csv([{}])], 'ilr.csv') })
  expect(answer.status).toBe(403)
})
