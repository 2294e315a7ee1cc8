import { heldBy } from '../../access/visible.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import type { ClaimState, ClaimTable } from '../tables.ts'

export interface NewClaim {
  readonly organisationId: string
  readonly claimId: string
  readonly learnerId: string | null
  readonly personId: string
  readonly personName: string
  readonly way: ClaimTable['way']
  readonly state: ClaimState
  readonly ulnGiven: string | null
  readonly note: string | null
}

/** The claim at the organisation that decides on it, and its index row for the person. */
export async function insertClaim(tx: Writer, claim: NewClaim, at: Date): Promise<void> {
  const granted = claim.state === 'granted'
  await tx.sql
    .insertInto('claim')
    .values({
      organisation_id: claim.organisationId,
      claim_id: claim.claimId,
      learner_id: claim.learnerId,
      person_id: claim.personId,
      person_name: claim.personName,
      way: claim.way,
      state: claim.state,
      uln_given: claim.ulnGiven,
      made_at: at,
      decided_by: null,
      decided_at: granted ? at : null,
      note: claim.note,
    })
    .execute()
  await tx.sql
    .insertInto('claim_of_person')
    .values({
      person_id: claim.personId,
      claim_id: claim.claimId,
      organisation_id: claim.organisationId,
      state: claim.state,
      made_at: at,
    })
    .execute()
}

/**
 * Makes a person the owner of a learner. False when somebody is already: then a person decides. The key of the row is
 * the learner, so that of two at once one is second.
 */
export async function insertOwner(
  tx: Writer,
  owner: { learnerId: string; personId: string; claimId: string },
  at: Date,
): Promise<boolean> {
  const row = { learner_id: owner.learnerId, person_id: owner.personId, claim_id: owner.claimId, since: at }
  const inserted = await tx.sql
    .insertInto('learner_owner')
    .values(row)
    .onConflict((conflict) => conflict.column('learner_id').doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows !== 1n) return false
  await tx.sql
    .insertInto('learner_of_person')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'learner_id'])
        .doUpdateSet({ claim_id: owner.claimId, since: at, through_merge: false }),
    )
    .execute()
  return true
}

/** The transaction needs `providerFor` the learner. */
export async function deleteOwner(
  tx: Writer,
  { learnerId, personId, claimId }: { learnerId: string; personId: string; claimId: string },
): Promise<boolean> {
  const gone = await tx.sql
    .deleteFrom('learner_owner')
    .where('learner_id', '=', learnerId)
    .where('person_id', '=', personId)
    .where('claim_id', '=', claimId)
    .executeTakeFirst()
  if (gone.numDeletedRows === 0n) return false
  await tx.sql
    .deleteFrom('learner_of_person')
    .where('person_id', '=', personId)
    .where('learner_id', '=', learnerId)
    .execute()
  return true
}

export type Claim = Awaited<ReturnType<typeof listClaims>>[number]

export async function listClaims(tx: Reader, organisationId: string, claimId?: string) {
  return tx.sql
    .selectFrom('claim')
    .selectAll()
    .where(heldBy(organisationId, 'organisation_id'))
    .$if(claimId !== undefined, (query) => query.where('claim_id', '=', claimId ?? ''))
    .orderBy('made_at', 'desc')
    .limit(500)
    .execute()
}

export async function updateClaim(
  tx: Writer,
  claim: Pick<Claim, 'organisation_id' | 'claim_id' | 'person_id'>,
  set: Partial<Pick<ClaimTable, 'state' | 'learner_id' | 'decided_by' | 'decided_at' | 'note'>>,
): Promise<void> {
  await tx.sql
    .updateTable('claim')
    .set(set)
    .where(heldBy(claim.organisation_id, 'organisation_id'))
    .where('claim_id', '=', claim.claim_id)
    .execute()
  if (set.state === undefined) return
  const index = { person_id: claim.person_id, claim_id: claim.claim_id }
  // An undone claim leaves no trace in the account that it should not have reached.
  if (set.state === 'undone') {
    await tx.sql
      .deleteFrom('claim_of_person')
      .where('person_id', '=', index.person_id)
      .where('claim_id', '=', index.claim_id)
      .execute()
    return
  }
  await tx.sql
    .updateTable('claim_of_person')
    .set({ state: set.state })
    .where('person_id', '=', index.person_id)
    .where('claim_id', '=', index.claim_id)
    .execute()
}
