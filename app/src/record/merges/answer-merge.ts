import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { groupOf, linksAmong, lockMerges } from './group.ts'
import { settleAccounts } from './settle-accounts.ts'
import './tables.ts'
import { takeAway } from './unmerge.ts'

export interface MergeQuestion {
  readonly mergeId: string
  readonly organisationName: string
  readonly askedAt: Date
  readonly confirmed: boolean
  /** Everybody who was asked has confirmed; until then what is shared of the record is paused. */
  readonly settled: boolean
}

/** What a person is asked: whether another account, of which nothing is told, is theirs too. */
export function mergeQuestions(app: App, actor: Actor): Promise<MergeQuestion[]> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:read')
  return app.db.read(asSelf(person), async (tx) => {
    const rows = await tx.sql
      .selectFrom('merge_party')
      .innerJoin('organisation', 'organisation.organisation_id', 'merge_party.organisation_id')
      .select(['merge_id', 'organisation.name', 'asked_at', 'answer', 'settled'])
      .where('person_id', '=', person.personId)
      .orderBy('asked_at', 'desc')
      .execute()
    return rows.map((row) => ({
      mergeId: row.merge_id,
      organisationName: row.name,
      askedAt: row.asked_at,
      confirmed: row.answer === 'confirmed',
      settled: row.settled,
    }))
  })
}

/**
 * *Both are me*, or not. Only when everybody who is asked has said yes does either see the other's lines; one *no*, and
 * the numbers are two people's again.
 */
export async function answerMerge(
  app: App,
  actor: Actor,
  mergeId: string,
  { isMe }: { isMe: boolean },
): Promise<void> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:write')
  await app.db.write({ ...asSelf(person), ingest: true }, async (tx) => {
    await lockMerges(tx)
    const party = await tx.sql
      .selectFrom('merge_party')
      .select('answer')
      .where('person_id', '=', person.personId)
      .where('merge_id', '=', mergeId)
      .executeTakeFirst()
    if (!party) notFound('merge')
    if (party.answer !== null) conflict('register.mergeAnswered')
    const { linked_id, organisation_id } = await tx.sql
      .selectFrom('learner_merge')
      .select(['linked_id', 'organisation_id'])
      .where('merge_id', '=', mergeId)
      .executeTakeFirstOrThrow()
    const at = app.now()
    await recordEvent(tx, actor, {
      action: isMe ? 'learner.mergeConfirmedByPerson' : 'learner.mergeRefusedByPerson',
      about: [person.personId, organisation_id],
      permission: 'own',
      organisationId: organisation_id,
      thing: { kind: 'merge', id: mergeId },
      at,
    })
    if (!isMe) {
      await takeAway(app, tx, actor, mergeId, '')
      return
    }
    await tx.sql
      .updateTable('merge_party')
      .set({ answer: 'confirmed', answered_at: at })
      .where('person_id', '=', person.personId)
      .where('merge_id', '=', mergeId)
      .execute()
    const members = await groupOf(tx, [linked_id])
    await tx.raise({ providerFor: members })
    await settleAccounts(app, tx, members, await linksAmong(tx, members))
  })
}
