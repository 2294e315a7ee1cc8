import { heldBy, listed } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { forbidden, notFound } from '../../errors.ts'
import type { Reader } from '../../platform/db.ts'
import { groupOf } from '../merges/group.ts'
import { basisFor } from './current-provider.ts'

/** All numbers that are linked with this one. Asked before the transaction that reads, which may not ask it. */
export function numbersOf(app: App, learnerId: string): Promise<string[]> {
  return app.db.read({ ingest: true }, (tx) => groupOf(tx, [learnerId]))
}

/**
 * Whose record an enrolment opens: the learner's, and of the numbers linked with it those that the same people own, so
 * that nobody's lines are shown with another's before both have confirmed that they are one person. From here on the
 * transaction has the powers to read them.
 */
export async function ensureSight(
  tx: Reader,
  organisationId: string,
  learnerId: string,
  numbers: readonly string[],
): Promise<readonly string[]> {
  const own = await tx.sql
    .selectFrom('enrolment')
    .select('learner_id')
    .where(heldBy(organisationId, 'organisation_id'))
    .where('learner_id', '=', learnerId)
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!own) notFound('learner')
  await tx.raise({ providerFor: [learnerId, ...numbers] })
  const learnerIds = await ofTheSamePeople(tx, learnerId, numbers)
  await tx.raise({ providerFor: learnerIds })
  const basis = await basisFor(tx, organisationId, learnerIds)
  if (basis === 'notEnrolled') notFound('learner')
  if (basis === 'notShared') forbidden('recordAccess.notShared')
  return learnerIds
}

async function ofTheSamePeople(
  tx: Reader,
  learnerId: string,
  numbers: readonly string[],
): Promise<readonly string[]> {
  const others = numbers.filter((number) => number !== learnerId)
  if (others.length === 0) return [learnerId]
  const rows = await tx.sql
    .selectFrom('learner_of_person')
    .select(['learner_id', 'person_id'])
    .where(listed([learnerId, ...others], 'learner_id'))
    .orderBy('person_id')
    .execute()
  const ownersOf = (id: string) =>
    rows
      .filter((row) => row.learner_id === id)
      .map((row) => row.person_id)
      .join()
  return [learnerId, ...others.filter((other) => ownersOf(other) === ownersOf(learnerId))]
}
