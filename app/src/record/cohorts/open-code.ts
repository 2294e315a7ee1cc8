import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { AppError } from '../../errors.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import { type Organisation, organisationById } from '../../institution/organisation.ts'
import type { Powers, Reader } from '../../platform/db.ts'
import { isProvider } from './acting.ts'
import { hashJoinCode } from './join-code.ts'
import { codeMisses } from './limits.ts'
import './tables.ts'

/** What a learner is asked: by whom, for which class, and whether they can say yes. */
export interface Offer {
  readonly organisation: Organisation
  readonly cohort: string
  readonly joinCodeId: string
  /** The learner of the register who would join: without one there is nobody to enrol yet. */
  readonly learnerId: string | undefined
  /** Asked already, or enrolled already. */
  readonly place: 'waiting' | 'enrolled' | undefined
}

/** What stands behind a code. One that has ended answers so; one that never was is not found, and is counted. */
export async function openJoinCode(app: App, actor: Actor, code: string): Promise<Offer> {
  const { powers, person } = await codePowers(app, actor, code, 'record:read')
  const offer = await app.db.read(powers, (tx) => offerOf(app, tx, person, powers.key))
  return offer ?? missed(app, person)
}

export async function codePowers(
  app: App,
  actor: Actor,
  code: string,
  scope: 'record:read' | 'record:write',
): Promise<{ powers: Powers & { key: string }; person: PersonActor }> {
  const person = ensurePerson(actor)
  ensureScope(person, scope)
  await app.limit.ensure(codeMisses, person.personId)
  const key = hashJoinCode(app, code)
  return key === undefined ? missed(app, person) : { powers: { ...asSelf(person), key }, person }
}

export async function missed(app: App, person: PersonActor): Promise<never> {
  await app.limit.take(codeMisses, person.personId)
  throw new AppError('not_found', { problems: [{ field: 'code', key: 'cohort.codeUnknown' }] })
}

export async function offerOf(
  app: App,
  tx: Reader,
  person: PersonActor,
  codeHash: string,
): Promise<Offer | undefined> {
  const found = await tx.sql
    .selectFrom('join_code')
    .select(['join_code_id', 'organisation_id', 'cohort', 'expires_at', 'ended_at'])
    .where('code_hash', '=', codeHash)
    .executeTakeFirst()
  if (!found) return undefined
  const organisation = await organisationById(tx, found.organisation_id)
  const isOver = found.ended_at !== null || found.expires_at <= app.now()
  if (isOver || !isProvider(organisation)) throw new AppError('gone', { key: 'cohort.codeOver' })
  return {
    organisation,
    cohort: found.cohort,
    joinCodeId: found.join_code_id,
    learnerId: await learnerOf(tx, person),
    place: await placeOf(tx, person, found),
  }
}

/** Of merged numbers the one that stands. */
async function learnerOf(tx: Reader, { learnerIds }: PersonActor): Promise<string | undefined> {
  if (learnerIds.length === 0) return undefined
  const row = await tx.sql
    .selectFrom('learner')
    .select('learner_id')
    .where('learner_id', 'in', [...learnerIds])
    .where('status', '=', 'active')
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  return row?.learner_id
}

async function placeOf(
  tx: Reader,
  { personId, learnerIds }: PersonActor,
  of: { organisation_id: string; cohort: string },
): Promise<Offer['place']> {
  const waiting = await tx.sql
    .selectFrom('joining_of_person')
    .select('joining_id')
    .where('person_id', '=', personId)
    .where('organisation_id', '=', of.organisation_id)
    .where('cohort', '=', of.cohort)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  if (waiting) return 'waiting'
  if (learnerIds.length === 0) return undefined
  const enrolled = await tx.sql
    .selectFrom('enrolment_of_learner')
    .select('learner_id')
    .where('learner_id', 'in', [...learnerIds])
    .where('organisation_id', '=', of.organisation_id)
    .where('cohort', '=', of.cohort)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return enrolled && 'enrolled'
}
