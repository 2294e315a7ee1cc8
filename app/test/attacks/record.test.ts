import { describe, expect, test } from 'vitest'
import { claimWithCode } from '../../src/record/claims/claim-with-code.ts'
import { makeClaimCodes } from '../../src/record/claims/make-codes.ts'
import { ownRecord } from '../../src/record/own/own-record.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { correctResult, withdrawResult } from '../../src/record/results/new-version.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import { createTestApp } from '../support/app.ts'
import { amina, csv, load, organisation, person, signIn, system } from '../record/support.ts'

const { app, visitor } = await createTestApp()
const issuer = await organisation(app, 'awardingOrganisation', ['result'], 'Meridian Awards')
const school = await organisation(app, 'school', [], 'Ysgol Cwm Afon')
await registerLearner(app, system, school, { ...amina, cohort: 'Y13' })
const registrar = await person(app, 'Carys Lloyd', [{ at: school, role: 'registrar' }])
const learner = await person(app, 'Amina Yusuf')
const { slips } = await makeClaimCodes(app, await registrar.actor(), school, { cohort: 'Y13' })
await claimWithCode(app, await learner.actor(), { uln: amina.uln, code: slips[0]?.code ?? '' })

/** A result that was released, and a correction of its file that nobody may see yet. */
async function correctionUnderEmbargo(qualification: string, title: string): Promise<string> {
  const row = { QualificationNumber: qualification, QualificationTitle: title }
  const first = await load(app, issuer, csv([{ ...row, Grade: '5' }]))
  await publishBatch(app, system, issuer, first.batchId)
  const secret = { ...row, QualificationTitle: `${title} (regraded)`, Grade: '9' }
  await load(app, issuer, csv([secret]), { applyCorrections: true })
  const line = (await ownRecord(app, await learner.actor())).find((each) => each.title === title)
  return line?.eventId ?? ''
}

/** All that the learner gets to see of it, by page and by program. */
async function whatIsSeen(eventId: string): Promise<string> {
  const browser = await signIn(visitor(), learner.email)
  const pages = [await browser.get(`/record/events/${eventId}`), await browser.get('/record')]
  const answer = await browser.request('/api/v1/record')
  return [...pages.map(({ html }) => html), await answer.text()].join('\n')
}

describe('a correction under embargo', () => {
  test('is not told by withdrawing the result meanwhile', async () => {
    const eventId = await correctionUnderEmbargo('601/4292/3', 'GCSE in Mathematics')
    await withdrawResult(app, system, issuer, eventId, { reason: 'Entered for the wrong candidate' })
    const line = (await ownRecord(app, await learner.actor())).find((each) => each.eventId === eventId)
    expect(line).toMatchObject({ change: 'withdrawn', grade: '5' })
    expect(await whatIsSeen(eventId)).not.toContain('regraded')
  })

  test('is not told by another correction meanwhile', async () => {
    const eventId = await correctionUnderEmbargo('601/4700/3', 'GCSE in Physics')
    const again = {
      grade: '6',
      awardDate: '2026-08-20',
      status: 'final',
      reason: 'Clerical mistake',
    } as const
    await correctResult(app, system, issuer, eventId, again)
    const line = (await ownRecord(app, await learner.actor())).find((each) => each.eventId === eventId)
    expect(line).toMatchObject({ change: 'corrected', grade: '6', title: 'GCSE in Physics' })
    expect(await whatIsSeen(eventId)).not.toContain('regraded')
  })
})
