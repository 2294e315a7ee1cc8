import type { Selectable, Updateable } from 'kysely'
import { heldBy } from '../../access/visible.ts'
import { conflict, notFound } from '../../errors.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import { isOpen } from './challenge.ts'
import type { ChallengeTable } from './tables.ts'
import './tables.ts'

export type ChallengeRow = Selectable<ChallengeTable>

/** The challenge in its home, the mark on the line, and an index row for each of the others. */
export async function insertChallenge(tx: Writer, row: ChallengeRow): Promise<void> {
  const { learner_id, challenge_id, issuer_id, event_id, raised_for } = row
  await tx.sql.insertInto('challenge').values(row).execute()
  if (event_id !== null) {
    const marked = await tx.sql
      .insertInto('challenged_line')
      .values({ learner_id, challenge_id, event_id, issuer_id, since: row.raised_at, ended_at: null })
      .onConflict((same) => same.doNothing())
      .executeTakeFirst()
    if (marked.numInsertedOrUpdatedRows === 0n) conflict('challenge.openAlready')
  }
  const { reference, kind, state, raised_at, due_at } = row
  const parties = [...new Set([issuer_id, ...(raised_for === null ? [] : [raised_for])])]
  await tx.sql
    .insertInto('challenge_of_party')
    .values(
      parties.map((party_id) => ({
        ...{ party_id, challenge_id, learner_id, issuer_id, raised_for },
        ...{ reference, kind, state, raised_at, due_at },
      })),
    )
    .execute()
}

/** What is true of it now, everywhere at once: the mark goes when it is over. */
export async function updateChallenge(
  tx: Writer,
  { learner_id, challenge_id }: Pick<ChallengeRow, 'learner_id' | 'challenge_id'>,
  change: Updateable<ChallengeTable> & Pick<ChallengeRow, 'state'>,
  at: Date,
): Promise<void> {
  const { state } = change
  await tx.sql
    .updateTable('challenge')
    .set(change)
    .where('learner_id', '=', learner_id)
    .where('challenge_id', '=', challenge_id)
    .execute()
  await tx.sql
    .updateTable('challenge_of_party')
    .set({ state })
    .where('learner_id', '=', learner_id)
    .where('challenge_id', '=', challenge_id)
    .execute()
  if (isOpen(state)) return
  await tx.sql
    .updateTable('challenged_line')
    .set({ ended_at: at })
    .where('learner_id', '=', learner_id)
    .where('challenge_id', '=', challenge_id)
    .execute()
}

/** Which part an organisation has in it: a university may have either. */
export type Part = 'issuer' | 'raiser'

/** One of the organisation's, held until the transaction ends: two people do not answer it at once. */
export async function lockOfParty(
  tx: Writer,
  partyId: string,
  challengeId: string,
  part: Part,
): Promise<ChallengeRow> {
  const found = await ofParty(tx, partyId, challengeId, part).forUpdate('challenge').executeTakeFirst()
  return found ?? notFound('challenge')
}

export async function findOfParty(
  tx: Reader,
  partyId: string,
  challengeId: string,
  part: Part,
): Promise<ChallengeRow | undefined> {
  return ofParty(tx, partyId, challengeId, part).executeTakeFirst()
}

function ofParty(tx: Reader, partyId: string, challengeId: string, part: Part) {
  return tx.sql
    .selectFrom('challenge_of_party as party')
    .innerJoin('challenge', (join) =>
      join
        .onRef('challenge.learner_id', '=', 'party.learner_id')
        .onRef('challenge.challenge_id', '=', 'party.challenge_id'),
    )
    .selectAll('challenge')
    .where(heldBy(partyId, 'party.party_id'))
    .where(heldBy(partyId, part === 'issuer' ? 'challenge.issuer_id' : 'challenge.raised_for'))
    .where('party.challenge_id', '=', challengeId)
}
