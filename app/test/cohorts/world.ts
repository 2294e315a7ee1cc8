import { expect } from 'vitest'
import type { App } from '../../src/app.ts'
import { claimWithCode } from '../../src/record/claims/claim-with-code.ts'
import { makeClaimCodes } from '../../src/record/claims/make-codes.ts'
import { endEnrolmentOf } from '../../src/record/register/enrol-learner.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { createTestApp } from '../support/app.ts'
import type { Browser } from '../support/browser.ts'
import { amina, mali, organisation, person, signIn, system } from '../record/support.ts'

/** A school where Amina and Mali are registered, a college, and those who keep their classes. */
export async function createClasses() {
  const { app, server, clock, visitor } = await createTestApp()
  const school = await organisation(app, 'school', [], 'Ysgol Cwm Afon')
  const college = await organisation(app, 'college', [], 'Coleg Afon')
  const carys = await person(app, 'Carys Lloyd', [
    { at: school, role: 'registrar' },
    { at: college, role: 'registrar' },
  ])
  const head = await person(app, 'Huw Head', [{ at: college, role: 'administrator' }])
  const tutor = await person(app, 'Tom Okafor', [{ at: college, role: 'tutor' }])
  const other = await person(app, 'Ruth Bevan', [{ at: school, role: 'registrar' }])
  const learner = await person(app, 'Amina Yusuf')
  const stranger = await person(app, 'Erik Lund')
  const ids: Record<string, string> = {}
  for (const [name, who] of Object.entries({ amina, mali })) {
    ids[name] = (await registerLearner(app, system, school, { ...who, cohort: 'Y13' })).learnerId
  }
  const sheet = await makeClaimCodes(app, await carys.actor(), school, { cohort: 'Y13' })
  const slip = sheet.slips.find(({ uln }) => uln === amina.uln)
  await claimWithCode(app, await learner.actor(), { uln: amina.uln, code: slip?.code ?? '' })
  const as = async (email: string): Promise<Browser> => signIn(visitor(), email)
  return {
    ...{ app, server, clock, visitor, school, college },
    learnerIds: { amina: ids['amina'] ?? '', mali: ids['mali'] ?? '' },
    people: { carys, head, tutor, other, learner, stranger },
    carys: await as(carys.email),
    huw: await as(head.email),
    tom: await as(tutor.email),
    ruth: await as(other.email),
    her: await as(learner.email),
    erik: await as(stranger.email),
    endAt: (organisationId: string, learnerId: string, cohort: string) =>
      endEnrolmentOf(app, system, organisationId, learnerId, cohort),
  }
}

/** Makes a code as a registrar does, and reads it from the sheet. */
export async function makeCode(registrar: Browser, organisationId: string, cohort: string, days = '14') {
  await registrar.get(`/organisations/${organisationId}/classes`)
  const sheet = await registrar.submit('Make the code', { cohort, days })
  expect(sheet.status).toBe(200)
  return { sheet, code: sheet.all('.slip__code')[0] ?? '' }
}

/** Whether the organisation may open the list of its learners and finds this name on it. */
export async function seesAtProvider(
  registrar: Browser,
  organisationId: string,
  name: string,
): Promise<boolean> {
  await registrar.get(`/organisations/${organisationId}/learners`)
  if (!registrar.page.html.includes('Show the list')) return false
  const list = await registrar.submit('Show the list', { purpose: 'Checking the class' })
  return list.text.includes(name)
}

export async function auditOf(app: App, ownerId: string): Promise<string[]> {
  return app.db.read({ self: [ownerId], organisation: ownerId }, async (tx) => {
    const rows = await tx.sql
      .selectFrom('audit_event')
      .select('action')
      .where('owner_id', '=', ownerId)
      .orderBy('event_id')
      .execute()
    return rows.map(({ action }) => action)
  })
}

/** A post that no page offers to them, with their own token: only the permission can refuse it. */
export async function postAs(who: Browser, path: string, fields: Record<string, string> = {}) {
  await who.get('/record')
  return who.post(path, { ...fields, csrf: csrfOf(who) })
}

export function csrfOf({ page }: Browser): string {
  return /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
}
