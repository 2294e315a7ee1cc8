import type { App } from '../../src/app.ts'
import type { PersonActor } from '../../src/identity/actor.ts'
import { claimWithCode } from '../../src/record/claims/claim-with-code.ts'
import { makeClaimCodes } from '../../src/record/claims/make-codes.ts'
import { confirmMerge } from '../../src/record/merges/decide-merge.ts'
import { proposeMerge } from '../../src/record/merges/propose-merge.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import type { RegistrationCells } from '../../src/record/register/registration.ts'
import { system } from '../record/support.ts'

/** A school with two registrars, and what they do with numbers. */
export function numbersOf(app: App, school: string, carys: PersonActor, ruth: PersonActor) {
  return {
    async register(cells: RegistrationCells, cohort = 'Y13') {
      return registerLearner(
        app,
        system,
        school,
        { ...cells, cohort },
        { override: { reason: 'A test of numbers' } },
      )
    },
    /** Carys proposes, Ruth confirms; the first number is the one to go on with. */
    async merge(uln: string, otherUln: string): Promise<string> {
      const reason = 'The same person, twice registered'
      const { mergeId } = await proposeMerge(app, carys, school, { uln, otherUln, reason })
      await confirmMerge(app, ruth, school, mergeId)
      return mergeId
    },
    async claim(person: PersonActor, uln: string, cohort = 'Y13') {
      const { slips } = await makeClaimCodes(app, carys, school, { cohort })
      const slip = slips.find((one) => one.uln === uln)
      if (!slip) throw new Error('that number is claimed already')
      return claimWithCode(app, person, { uln, code: slip.code })
    },
  }
}
