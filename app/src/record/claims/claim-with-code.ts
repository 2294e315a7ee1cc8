import { checkUln } from '@vademecum/uln'
import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { newId } from '../../platform/id.ts'
import { hashClaimCode } from './claim-code.ts'
import { limits } from './limits.ts'
import { claimInGroup } from './claim-in-group.ts'
import { insertClaim } from './store.ts'

/**
 * The code from the school decides, and it has to belong to the number. Whatever is wrong (no such number, another
 * learner's code, used, ended) is answered alike. Somebody's record already: the claim waits for a person.
 */
export async function claimWithCode(
  app: App,
  actor: Actor,
  { uln, code }: { uln: string; code: string },
): Promise<{ state: 'granted' | 'waiting' }> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:write')
  const number = checkUln(uln)
  await app.limit.take(limits.claimByAccount, person.personId)
  await app.limit.take(limits.claimByAccountAndUln, `${person.personId} ${number.value}`)
  await app.limit.take(limits.claimByUln, number.value)
  const hash = number.ok ? hashClaimCode(number.value, code) : undefined
  if (hash === undefined) throw noSuchCode()
  return app.db.write({ ...asSelf(person), key: hash }, async (tx) => {
    const at = app.now()
    const found = await tx.sql
      .updateTable('claim_code')
      .set({ used_at: at })
      .where('code_hash', '=', hash)
      .where('used_at', 'is', null)
      .where('cancelled_at', 'is', null)
      .where('expires_at', '>', at)
      .returning(['learner_id as learnerId', 'organisation_id as organisationId'])
      .executeTakeFirst()
    if (!found) throw noSuchCode()
    const { learnerId, organisationId } = found
    const claimId = newId(at.getTime())
    const isFirst = await claimInGroup(app, tx, { learnerId, personId: person.personId, claimId }, at)
    const state = isFirst ? ('granted' as const) : ('waiting' as const)
    await insertClaim(
      tx,
      {
        ...{ organisationId, claimId, learnerId, state },
        personId: person.personId,
        personName: person.name,
        way: 'code',
        ulnGiven: null,
        note: null,
      },
      at,
    )
    // About the learner and not the person: if the claim is undone, nothing of it stays in the wrong account.
    await recordEvent(tx, actor, {
      action: isFirst ? 'claim.granted' : 'claim.waiting',
      about: [learnerId, organisationId],
      permission: 'own',
      organisationId,
      thing: { kind: 'claim', id: claimId },
      detail: { way: 'code' },
      at,
    })
    return { state }
  })
}

function noSuchCode(): AppError {
  return new AppError('invalid', {
    key: 'record.codeUnknown',
    problems: [{ field: 'code', key: 'record.codeUnknown' }],
  })
}
