import { ensurePerson } from '../../access/powers.ts'
import { heldBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { invalid, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { newId } from '../../platform/id.ts'
import { cohortPowers, ensureProvider } from './acting.ts'
import { ensureCohortName } from './cohort-name.ts'
import { hashJoinCode, newJoinCode } from './join-code.ts'
import { longestCode } from './limits.ts'
import './tables.ts'

export interface NewJoinCode {
  readonly joinCodeId: string
  readonly cohort: string
  /** Shown now and never again: only its keyed hash is kept. */
  readonly code: string
  readonly expiresAt: Date
}

const day = 24 * 60 * 60 * 1000

/** A code with which learners ask to join a class, each with the account that they have. */
export async function makeJoinCode(
  app: App,
  actor: Actor,
  organisationId: string,
  input: { cohort: string; days: number },
): Promise<NewJoinCode> {
  const powers = cohortPowers(actor, organisationId)
  const person = ensurePerson(actor)
  const cohort = ensureCohortName(input.cohort)
  if (!Number.isInteger(input.days) || input.days < 1 || input.days > longestCode) {
    invalid({ field: 'days', key: 'cohort.daysInvalid', values: { longest: longestCode } })
  }
  return app.db.write(powers, async (tx) => {
    await ensureProvider(tx, organisationId)
    const at = app.now()
    const code = newJoinCode()
    const joinCodeId = newId(at.getTime())
    const expiresAt = new Date(at.getTime() + input.days * day)
    await tx.sql
      .insertInto('join_code')
      .values({
        code_hash: hashJoinCode(app, code) ?? '',
        join_code_id: joinCodeId,
        organisation_id: organisationId,
        cohort,
        made_by: person.personId,
        made_at: at,
        expires_at: expiresAt,
        ended_at: null,
      })
      .execute()
    await recordEvent(tx, actor, {
      action: 'cohort.codeMade',
      about: [organisationId],
      permission: 'provider',
      organisationId,
      thing: { kind: 'joinCode', id: joinCodeId },
      at,
    })
    return { joinCodeId, cohort, code, expiresAt }
  })
}

/** From now on nobody joins with it; who has joined stays. */
export async function endJoinCode(
  app: App,
  actor: Actor,
  organisationId: string,
  joinCodeId: string,
): Promise<void> {
  await app.db.write(cohortPowers(actor, organisationId), async (tx) => {
    const at = app.now()
    const ended = await tx.sql
      .updateTable('join_code')
      .set({ ended_at: at })
      .where(heldBy(organisationId, 'organisation_id'))
      .where('join_code_id', '=', joinCodeId)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (ended.numUpdatedRows === 0n) notFound('join code')
    await recordEvent(tx, actor, {
      action: 'cohort.codeEnded',
      about: [organisationId],
      permission: 'provider',
      organisationId,
      thing: { kind: 'joinCode', id: joinCodeId },
      at,
    })
  })
}
