import { heldBy } from '../../access/visible.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import type { JoiningState, JoiningTable } from './tables.ts'

export type Joining = Pick<
  JoiningTable,
  | 'organisation_id'
  | 'joining_id'
  | 'cohort'
  | 'person_id'
  | 'person_name'
  | 'learner_id'
  | 'state'
  | 'asked_at'
>

/** The joining at the organisation and its index row for the person. */
export async function insertJoining(
  tx: Writer,
  joining: Joining & Pick<JoiningTable, 'join_code_id'>,
): Promise<void> {
  await tx.sql
    .insertInto('joining')
    .values({ ...joining, decided_by: null, decided_at: null })
    .execute()
  const { person_id, joining_id, organisation_id, cohort, learner_id, state, asked_at } = joining
  await tx.sql
    .insertInto('joining_of_person')
    .values({ person_id, joining_id, organisation_id, cohort, learner_id, state, asked_at })
    .execute()
}

/** False when it is not in that state any more: of two who decide at once one is second. */
export async function moveJoining(
  tx: Writer,
  joining: Pick<Joining, 'organisation_id' | 'joining_id' | 'person_id' | 'state'>,
  to: JoiningState,
  by: { personId: string | null; at: Date },
): Promise<boolean> {
  const moved = await tx.sql
    .updateTable('joining')
    .set({ state: to, decided_by: by.personId, decided_at: by.at })
    .where('organisation_id', '=', joining.organisation_id)
    .where('joining_id', '=', joining.joining_id)
    .where('state', '=', joining.state)
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n) return false
  await tx.sql
    .updateTable('joining_of_person')
    .set({ state: to })
    .where('person_id', '=', joining.person_id)
    .where('joining_id', '=', joining.joining_id)
    .execute()
  return true
}

/** Who waits, and who has joined: what the organisation may know of, the earliest first. */
export async function joiningsAt(tx: Reader, organisationId: string, joiningId?: string): Promise<Joining[]> {
  return tx.sql
    .selectFrom('joining')
    .select([
      ...(['organisation_id', 'joining_id', 'cohort', 'person_id', 'person_name', 'learner_id'] as const),
      ...(['state', 'asked_at'] as const),
    ])
    .where(heldBy(organisationId, 'organisation_id'))
    .where('state', 'in', ['waiting', 'confirmed'])
    .$if(joiningId !== undefined, (query) => query.where('joining_id', '=', joiningId ?? ''))
    .orderBy('asked_at')
    .limit(5000)
    .execute()
}
