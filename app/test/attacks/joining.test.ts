import { expect, test } from 'vitest'
import { undoClaim } from '../../src/record/claims/undo-claim.ts'
import { system } from '../record/support.ts'
import { createClasses, makeCode, seesAtProvider } from '../cohorts/world.ts'

const { app, school, college, learnerIds, carys, her } = await createClasses()

test('who joined with a record that was not theirs puts nobody into the class once that is found out', async () => {
  const { code } = await makeCode(carys, college, 'Physics')
  await her.get(`/join/${code}`)
  await her.submit('I agree: join')
  const claim = await app.db.read({ organisation: school }, (tx) =>
    tx.sql.selectFrom('claim').select('claim_id').where('state', '=', 'granted').executeTakeFirstOrThrow(),
  )
  await undoClaim(app, system, school, claim.claim_id, { reason: 'Somebody else’s slip' })
  await carys.get(`/organisations/${college}/classes`)
  const answer = await carys.submit('button[value=confirm]')
  expect(answer.status).toBe(409)
  expect(await seesAtProvider(carys, college, 'Amina Yusuf')).toBe(false)
  const enrolled = await app.db.read({ organisation: college }, (tx) =>
    tx.sql.selectFrom('enrolment').select('learner_id').where('ended_at', 'is', null).execute(),
  )
  expect(enrolled.map(({ learner_id }) => learner_id)).not.toContain(learnerIds.amina)
})
