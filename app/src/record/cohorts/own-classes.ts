import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import { ownedBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import './tables.ts'

export interface OwnClass {
  readonly organisationName: string
  readonly cohort: string
  readonly since: Date
  /** Joined with a code: then it can be left. */
  readonly joiningId: string | undefined
  readonly state: 'enrolled' | 'waiting'
}

/** Where somebody is enrolled, which is who may see their record without a share, and where they wait to be. */
export function ownClasses(app: App, actor: Actor): Promise<OwnClass[]> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:read')
  return app.db.read(asSelf(person), async (tx) => {
    const joinings = await tx.sql
      .selectFrom('joining_of_person')
      .innerJoin('organisation', 'organisation.organisation_id', 'joining_of_person.organisation_id')
      .select([
        'joining_id',
        'joining_of_person.organisation_id',
        'cohort',
        'learner_id',
        'state',
        'asked_at',
      ])
      .select('organisation.name')
      .where(ownedBy(person, 'person_id'))
      .where('state', 'in', ['waiting', 'confirmed'])
      .orderBy('asked_at', 'desc')
      .execute()
    const enrolments = await tx.sql
      .selectFrom('enrolment_of_learner')
      .innerJoin('organisation', 'organisation.organisation_id', 'enrolment_of_learner.organisation_id')
      .select(['learner_id', 'enrolment_of_learner.organisation_id', 'cohort', 'since', 'organisation.name'])
      .where(ownedBy(person, 'learner_id'))
      .where('ended_at', 'is', null)
      .orderBy('since', 'desc')
      .execute()
    const joined = (of: (typeof enrolments)[number]) =>
      joinings.find(
        (joining) =>
          joining.state === 'confirmed' &&
          joining.organisation_id === of.organisation_id &&
          joining.learner_id === of.learner_id &&
          joining.cohort === of.cohort,
      )?.joining_id
    return [
      ...joinings
        .filter(({ state }) => state === 'waiting')
        .map(({ name, cohort, asked_at, joining_id }) => ({
          ...{ organisationName: name, cohort, since: asked_at, joiningId: joining_id },
          state: 'waiting' as const,
        })),
      ...enrolments.map((enrolment) => ({
        ...{ organisationName: enrolment.name, cohort: enrolment.cohort, since: enrolment.since },
        joiningId: joined(enrolment),
        state: 'enrolled' as const,
      })),
    ]
  })
}
