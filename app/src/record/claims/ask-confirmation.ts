import { checkUln } from '@vademecum/uln'
import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { listOrganisations, type Organisation, providerKinds } from '../../institution/organisation.ts'
import { newId } from '../../platform/id.ts'
import { limits } from './limits.ts'
import { insertClaim } from './store.ts'

/** Where somebody can be known in person. */
export function providersToAsk(app: App): Promise<Organisation[]> {
  return app.db.read({}, (tx) => listOrganisations(tx, { kinds: providerKinds }))
}

/**
 * Asks a school, college or university to say that they know this person. Nothing is looked up: whether the number
 * exists shows only to the registrar who decides.
 */
export async function askConfirmation(
  app: App,
  actor: Actor,
  { uln, organisationId }: { uln: string; organisationId: string },
): Promise<{ claimId: string }> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:write')
  const number = checkUln(uln)
  if (!number.ok) invalid({ field: 'uln', key: `record.rule_uln-${number.rule}` })
  await app.limit.take(limits.claimByAccount, person.personId)
  await app.limit.take(limits.claimByAccountAndUln, `${person.personId} ${number.value}`)
  await app.limit.take(limits.claimByUln, number.value)
  const providers = await providersToAsk(app)
  if (!providers.some((provider) => provider.organisationId === organisationId)) {
    invalid({ field: 'organisation', key: 'record.chooseSchool' })
  }
  return app.db.write(asSelf(person), async (tx) => {
    const open = await tx.sql
      .selectFrom('claim_of_person')
      .select('claim_id')
      .where('person_id', '=', person.personId)
      .where('organisation_id', '=', organisationId)
      .where('state', '=', 'waiting')
      .executeTakeFirst()
    if (open) conflict('record.askedAlready')
    const at = app.now()
    const claimId = newId(at.getTime())
    await insertClaim(
      tx,
      {
        ...{ organisationId, claimId },
        learnerId: null,
        personId: person.personId,
        personName: person.name,
        way: 'confirmation',
        state: 'waiting',
        ulnGiven: number.value,
        note: null,
      },
      at,
    )
    await recordEvent(tx, actor, {
      action: 'claim.asked',
      about: [person.personId, organisationId],
      permission: 'own',
      organisationId,
      thing: { kind: 'claim', id: claimId },
      at,
    })
    return { claimId }
  })
}

export interface OwnClaim {
  readonly claimId: string
  readonly organisationName: string
  readonly state: 'waiting' | 'granted' | 'refused' | 'undone'
  readonly madeAt: Date
}

export function ownClaims(app: App, actor: Actor): Promise<OwnClaim[]> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:read')
  return app.db.read(asSelf(person), (tx) =>
    tx.sql
      .selectFrom('claim_of_person')
      .innerJoin('organisation', 'organisation.organisation_id', 'claim_of_person.organisation_id')
      .select(['claim_id as claimId', 'organisation.name as organisationName', 'state', 'made_at as madeAt'])
      .where('person_id', '=', person.personId)
      .orderBy('made_at', 'desc')
      .limit(20)
      .execute(),
  )
}
