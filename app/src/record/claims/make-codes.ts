import { heldBy } from '../../access/visible.ts'
import { ensurePerson } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { registrarPowers } from '../acting.ts'
import { enrolledLearners, namesOf } from '../learner-store.ts'
import { hashClaimCode, newClaimCode } from './claim-code.ts'

const daysOpen = 60
const day = 24 * 60 * 60 * 1000

export interface CodeSlip {
  readonly learnerId: string
  readonly name: string
  readonly uln: string
  /** Shown now and never again: only its hash is kept. */
  readonly code: string
}

export interface CodeSheet {
  readonly cohort: string
  readonly expiresAt: Date
  readonly slips: readonly CodeSlip[]
  /** Learners of the cohort whose record is claimed already: they need none. */
  readonly claimed: number
}

/** One-time codes for a cohort, to be printed and handed over in person. New ones end those that were not used. */
export async function makeClaimCodes(
  app: App,
  actor: Actor,
  organisationId: string,
  { cohort, learnerId }: { cohort: string; learnerId?: string },
): Promise<CodeSheet> {
  const person = ensurePerson(actor)
  return app.db.write(registrarPowers(actor, organisationId), async (tx) => {
    const enrolled = await enrolledLearners(tx, organisationId, cohort)
    const wanted = enrolled.filter((one) => learnerId === undefined || one.learnerId === learnerId)
    if (wanted.length === 0) invalid({ field: 'cohort', key: 'record.cohortUnknown' })
    const ids = wanted.map((one) => one.learnerId)
    await tx.raise({ providerFor: ids })
    const names = await namesOf(tx, ids)
    const free = names.filter((learner) => !learner.isClaimed)
    const at = app.now()
    const expiresAt = new Date(at.getTime() + daysOpen * day)
    const slips = free.map(
      (learner): CodeSlip => ({
        learnerId: learner.learnerId,
        name: `${learner.givenName} ${learner.familyName}`,
        uln: learner.uln,
        code: newClaimCode(),
      }),
    )
    if (slips.length > 0) {
      const freeIds = slips.map((slip) => slip.learnerId)
      await tx.sql
        .updateTable('claim_code')
        .set({ cancelled_at: at })
        .where(heldBy(organisationId, 'organisation_id'))
        .where('learner_id', 'in', freeIds)
        .where('used_at', 'is', null)
        .where('cancelled_at', 'is', null)
        .execute()
      const rows = slips.map(({ learnerId: learner_id, uln, code }) => ({
        code_hash: hashClaimCode(uln, code) ?? '',
        learner_id,
        organisation_id: organisationId,
        issued_by: person.personId,
        issued_at: at,
        expires_at: expiresAt,
        used_at: null,
        cancelled_at: null,
      }))
      for (let from = 0; from < rows.length; from += 1000) {
        await tx.sql
          .insertInto('claim_code')
          .values(rows.slice(from, from + 1000))
          .execute()
      }
      await recordEvent(tx, actor, {
        action: 'claim.codesMade',
        about: [organisationId, ...freeIds],
        permission: 'provider',
        organisationId,
        thing: { kind: 'claimCode' },
        at,
      })
    }
    return { cohort, expiresAt, slips, claimed: names.length - free.length }
  })
}
