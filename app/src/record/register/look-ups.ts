import { heldBy } from '../../access/visible.ts'
import { ensurePerson } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError, invalid, notFound } from '../../errors.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import { newId } from '../../platform/id.ts'
import { registrarPowers } from '../acting.ts'
import { jobs } from '../jobs.ts'
import {
  type CohortSize,
  enrolledLearners,
  type LearnerName,
  listCohorts,
  namesOf,
} from '../learner-store.ts'

/** How long a list stays open for whoever said what it is for; after that they say it again. */
const minutesOpen = 30

export function cohortsOf(app: App, actor: Actor, organisationId: string): Promise<CohortSize[]> {
  return app.db.read(registrarPowers(actor, organisationId, 'learners:read'), (tx) =>
    listCohorts(tx, organisationId),
  )
}

/**
 * Opens a list of the learners of own cohorts, for a purpose that is said first. One row names all whom it shows; a job
 * copies it to each of them, so that everybody reads that they were looked up, by whom and for what.
 */
export async function lookUpLearners(
  app: App,
  actor: Actor,
  organisationId: string,
  { cohort, purpose }: { cohort?: string; purpose: string },
): Promise<{ lookUpId: string }> {
  const person = ensurePerson(actor)
  const said = purpose.trim()
  if (said.length < 5 || said.length > 200) invalid({ field: 'purpose', key: 'record.purposeInvalid' })
  return app.db.write(registrarPowers(actor, organisationId, 'learners:read'), async (tx) => {
    const enrolled = await enrolledLearners(tx, organisationId, cohort)
    const at = app.now()
    const lookUpId = newId(at.getTime())
    await tx.sql
      .insertInto('look_up')
      .values({
        organisation_id: organisationId,
        look_up_id: lookUpId,
        person_id: person.personId,
        person_name: person.name,
        purpose: said,
        learner_ids: [...new Set(enrolled.map(({ learnerId }) => learnerId))],
        looked_at: at,
        copied_at: null,
      })
      .execute()
    await recordEvent(tx, actor, {
      action: 'learners.lookedUp',
      about: [organisationId],
      permission: 'provider',
      organisationId,
      thing: { kind: 'lookUp', id: lookUpId },
      detail: { count: enrolled.length },
      at,
    })
    await app.jobs.add(tx, jobs.copyLookUp, { organisationId, lookUpId })
    return { lookUpId }
  })
}

export interface LearnerList {
  readonly purpose: string
  readonly until: Date
  readonly learners: readonly (LearnerName & { readonly cohorts: readonly string[] })[]
}

/** The list itself, for the one who opened it, while it is open. It shows whom its row names, and nobody else. */
export async function lookedUp(
  app: App,
  actor: Actor,
  organisationId: string,
  lookUpId: string,
): Promise<LearnerList> {
  const person = ensurePerson(actor)
  return app.db.read(registrarPowers(actor, organisationId, 'learners:read'), async (tx) => {
    const row = await tx.sql
      .selectFrom('look_up')
      .select(['purpose', 'learner_ids', 'looked_at'])
      .where(heldBy(organisationId, 'organisation_id'))
      .where('look_up_id', '=', lookUpId)
      .where('person_id', '=', person.personId)
      .executeTakeFirst()
    if (!row) notFound('look-up')
    const until = new Date(row.looked_at.getTime() + minutesOpen * 60_000)
    if (until <= app.now()) throw new AppError('gone', { key: 'record.lookUpOver' })
    const enrolled = await enrolledLearners(tx, organisationId)
    const shown = row.learner_ids.filter((id) => enrolled.some(({ learnerId }) => learnerId === id))
    await tx.raise({ providerFor: shown })
    const learners = await namesOf(tx, shown)
    const cohorts = new Map<string, string[]>()
    for (const { learnerId, cohort } of enrolled) {
      cohorts.set(learnerId, [...(cohorts.get(learnerId) ?? []), cohort])
    }
    return {
      purpose: row.purpose,
      until,
      learners: learners.map((learner) => ({
        ...learner,
        cohorts: cohorts.get(learner.learnerId) ?? [],
      })),
    }
  })
}

const learnersAtOnce = 1000

/** The job: says to each learner who looked them up. Once: the row remembers that it was done. */
export async function copyLookUp(
  app: App,
  { organisationId, lookUpId }: { organisationId: string; lookUpId: string },
): Promise<void> {
  await app.db.write({ organisation: organisationId }, async (tx) => {
    const row = await tx.sql
      .updateTable('look_up')
      .set({ copied_at: app.now() })
      .where(heldBy(organisationId, 'organisation_id'))
      .where('look_up_id', '=', lookUpId)
      .where('copied_at', 'is', null)
      .returning(['person_id', 'person_name', 'purpose', 'learner_ids', 'looked_at'])
      .executeTakeFirst()
    if (!row) return
    const actor = namedPerson(row.person_id, row.person_name)
    for (let from = 0; from < row.learner_ids.length; from += learnersAtOnce) {
      await recordEvent(tx, actor, {
        action: 'learner.lookedUp',
        about: row.learner_ids.slice(from, from + learnersAtOnce),
        permission: 'provider',
        organisationId,
        thing: { kind: 'lookUp', id: lookUpId },
        detail: { purpose: row.purpose },
        at: row.looked_at,
      })
    }
  })
}

/** Whoever looked, as the log names them: this job does it in their stead and with none of their powers. */
function namedPerson(personId: string, name: string): PersonActor {
  return {
    kind: 'person',
    personId,
    name,
    birthDate: '',
    language: 'en',
    learnerIds: [],
    roles: [],
    isOperator: false,
    scopes: [],
    credentialId: personId,
  }
}
