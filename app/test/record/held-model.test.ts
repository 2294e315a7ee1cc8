import { randomInt } from 'node:crypto'
import { issueUln } from '@vademecum/uln'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { claimWithCode } from '../../src/record/claims/claim-with-code.ts'
import { makeClaimCodes } from '../../src/record/claims/make-codes.ts'
import { candidateToken } from '../../src/record/held/compare-held.ts'
import { decideHeld } from '../../src/record/held/decide-held.ts'
import { heldRow } from '../../src/record/held/held-row.ts'
import { heldRows } from '../../src/record/held/held-rows.ts'
import { undoHeld } from '../../src/record/held/undo-held.ts'
import { ownRecord } from '../../src/record/own/own-record.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { createTestApp } from '../support/app.ts'
import { amina, csv, load, organisation, person, system, workDueJobs } from './support.ts'

const { app } = await createTestApp()
const issuer = await organisation(app, 'awardingOrganisation', ['result'], 'Meridian Awards')
const school = await organisation(app, 'school')
const { learnerId } = await registerLearner(app, system, school, { ...amina, cohort: 'Y11' })
const registrar = await person(app, 'Carys Lloyd', [{ at: school, role: 'registrar' }])
const learner = await person(app, 'Amina Yusuf')
const sheet = await makeClaimCodes(app, await registrar.actor(), school, { cohort: 'Y11' })
await claimWithCode(app, await learner.actor(), { uln: amina.uln, code: sheet.slips[0]?.code ?? '' })

const reason = 'As the model says, for a reason'
const acts = fc.array(fc.constantFrom('attach', 'none', 'undo', 'correct', 'publish'), {
  minLength: 3,
  maxLength: 9,
})

let components = 0

/** What there is, as one would think of it without a database. */
interface Model {
  readonly decided: 'attach' | 'none' | null
  readonly grade: number
  readonly published: boolean
  /** It was seen, and taken off again. */
  readonly takenOff: boolean
}

test('whatever is decided, taken back, corrected and published, in whatever order, is what a naive model says', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (doing) => {
      components += 1
      const row = { ULN: issueUln(randomInt), GivenName: 'Amena', Component: `M${components}` }
      const send = async (grade: number) => {
        const text = csv([{ ...row, Grade: String(grade) }], ['Component'])
        return (await load(app, issuer, text, { applyCorrections: true })).batchId
      }
      const unpublished = [await send(1)]
      await workDueJobs(app)
      const { rows } = await heldRows(app, system, issuer, { state: 'possible', limit: 200 })
      const found = rows.find(({ identifier }) => identifier === row.ULN)
      const eventId = found?.eventId ?? ''
      let model: Model = { decided: null, grade: 1, published: false, takenOff: false }
      for (const act of doing) {
        model = await step(model, act, { eventId, send, unpublished })
        await workDueJobs(app)
        expect(await seenOf(eventId), doing.join(' ')).toEqual(expected(model))
      }
    }),
    { numRuns: Number(process.env.HELD_RUNS ?? 4) },
  )
})

async function step(
  model: Model,
  act: string,
  {
    eventId,
    send,
    unpublished,
  }: { eventId: string; send: (grade: number) => Promise<string>; unpublished: string[] },
): Promise<Model> {
  if (act === 'publish') {
    for (const batchId of unpublished.splice(0)) await publishBatch(app, system, issuer, batchId)
    return { ...model, published: true }
  }
  if (act === 'correct') {
    if (model.grade === 9) return model
    const batchId = await send(model.grade + 1)
    if (model.published) await publishBatch(app, system, issuer, batchId)
    else unpublished.push(batchId)
    return { ...model, grade: model.grade + 1 }
  }
  const { seen } = await heldRow(app, system, issuer, eventId)
  if (act === 'undo') {
    if (model.decided === null) return model
    await undoHeld(app, system, issuer, eventId, { reason, seen })
    const takenOff = model.takenOff || (model.decided === 'attach' && model.published)
    return { ...model, decided: null, takenOff }
  }
  if (model.decided !== null) return model
  const decision = act === 'attach' ? 'attach' : 'none'
  const candidate = candidateToken(app, issuer, eventId, learnerId)
  await decideHeld(app, system, issuer, eventId, { decision, candidate, reason, seen })
  return { ...model, decided: decision }
}

function expected({ decided, grade, published, takenOff }: Model) {
  const state = decided === 'attach' ? 'attached' : decided === 'none' ? 'setAside' : 'possible'
  if (decided === 'attach' && published) return { state, line: String(grade) }
  return { state, line: takenOff ? 'withdrawn' : 'none' }
}

async function seenOf(eventId: string) {
  const { state } = await heldRow(app, system, issuer, eventId)
  const lines = await ownRecord(app, await learner.actor())
  const line = lines.find((each) => each.eventId === eventId)
  return { state, line: line ? (line.change === 'withdrawn' ? 'withdrawn' : line.grade) : 'none' }
}
