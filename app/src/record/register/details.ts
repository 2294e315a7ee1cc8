import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { statedPurposes } from '../../institution/purposes.ts'
import type { Reader } from '../../platform/db.ts'
import { registrarPowers } from '../acting.ts'
import type { LearnerTable } from '../tables.ts'
import { recordLookUp } from './record-look-up.ts'
import type { RegistrationCells } from './registration.ts'

export interface LearnerDetails {
  readonly learnerId: string
  readonly uln: string
  readonly version: number
  /** The number by which the learner goes now, where this one is linked. */
  readonly linkedTo: string | null
  readonly shieldedBy: 'nobody' | 'us' | 'others'
  readonly cells: RegistrationCells
}

/** All that the register holds of a learner of one's own, for those who keep it. The learner reads that it was opened. */
export async function learnerDetails(
  app: App,
  actor: Actor,
  organisationId: string,
  learnerId: string,
): Promise<LearnerDetails> {
  const powers = registrarPowers(actor, organisationId, 'learners:read')
  return app.db.write(powers, async (tx) => {
    const row = await ownLearner(tx, organisationId, learnerId)
    const [root] = row.root_id
      ? await tx.named<{ uln: string }>('number of a root', 'select uln from learner where learner_id = $1', [
          row.root_id,
        ])
      : []
    if (actor.kind === 'person') {
      await recordLookUp(app, tx, actor, {
        ...{ organisationId, kind: 'list', learnerIds: [learnerId] },
        purpose: await keepingPurpose(tx, organisationId),
      })
    }
    return {
      learnerId,
      uln: row.uln,
      version: row.version,
      linkedTo: root?.uln ?? null,
      shieldedBy: row.shielded_by === null ? 'nobody' : row.shielded_by === organisationId ? 'us' : 'others',
      cells: cellsOf(row),
    }
  })
}

/** What registering and keeping the register is for: enrolling, or what the organisation says first. */
export async function keepingPurpose(tx: Reader, organisationId: string): Promise<string> {
  const stated = await statedPurposes(tx, organisationId)
  return stated.find((purpose) => purpose === 'enrolling') ?? stated[0] ?? 'enrolling'
}

type Row = Pick<LearnerTable, 'uln' | 'version' | 'given_name' | 'family_name' | 'birth_date'> & {
  gender: string
  ability_to_share: number
  root_id: string | null
  shielded_by: string | null
  details: Readonly<Record<string, string>>
}

/** One who is enrolled here now; anybody else is not there. Raises `providerFor` them. */
export async function ownLearner(tx: Reader, organisationId: string, learnerId: string): Promise<Row> {
  const [enrolled] = await tx.named(
    'enrolled with us',
    'select from enrolment where organisation_id = $1 and learner_id = $2 and ended_at is null limit 1',
    [organisationId, learnerId],
  )
  if (!enrolled) notFound('learner')
  await tx.raise({ providerFor: [learnerId] })
  const row = await tx.sql
    .selectFrom('learner')
    .select(['uln', 'version', 'given_name', 'family_name', 'birth_date', 'gender', 'ability_to_share'])
    .select(['root_id', 'shielded_by', 'details'])
    .where('learner_id', '=', learnerId)
    .executeTakeFirst()
  return row ?? notFound('learner')
}

/** A row of the register as the fields of a registration. */
export function cellsOf(row: Row): RegistrationCells {
  return {
    givenName: row.given_name,
    familyName: row.family_name,
    birthDate: row.birth_date,
    gender: row.gender,
    abilityToShare: String(row.ability_to_share),
    ...row.details,
  }
}
