import { heldBy, isReleased } from '../../access/visible.ts'
import { ensurePerson } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import type { Action } from '../../audit/record-event.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError, notFound } from '../../errors.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import { dayOf } from '../../identity/age.ts'
import { statedPurposes } from '../../institution/purposes.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import { keepsRegister, readerPowers } from '../acting.ts'
import {
  type CohortSize,
  enrolledLearners,
  type LearnerName,
  listCohorts,
  namesOf,
} from '../learner-store.ts'
import { jobs } from '../jobs.ts'
import type { LookUpKind } from '../tables.ts'
import { recordLookUp } from './record-look-up.ts'
import { ensureNotSuspended, type Suspension, suspensionOf } from './suspensions.ts'

/** How long a list stays open for whoever said what it is for; after that they say it again. */
const minutesOpen = 30

/** What stands before any name: the cohorts, what may be said as a purpose, and whether look-ups are stopped. */
export interface LookUpStart {
  readonly cohorts: readonly CohortSize[]
  readonly purposes: readonly string[]
  readonly suspension: Suspension | undefined
}

export function cohortsOf(app: App, actor: Actor, organisationId: string): Promise<CohortSize[]> {
  return app.db.read(readerPowers(actor, organisationId), (tx) => listCohorts(tx, organisationId))
}

export function lookUpStart(app: App, actor: Actor, organisationId: string): Promise<LookUpStart> {
  const person = ensurePerson(actor)
  return app.db.read(readerPowers(actor, organisationId), async (tx) => ({
    cohorts: await listCohorts(tx, organisationId),
    purposes: await statedPurposes(tx, organisationId),
    suspension: await suspensionOf(tx, organisationId, person.personId),
  }))
}

/** Opens a list of the learners of own cohorts, for a purpose that is said first. */
export async function lookUpLearners(
  app: App,
  actor: Actor,
  organisationId: string,
  { cohort, purpose }: { cohort?: string; purpose: string },
): Promise<{ lookUpId: string }> {
  const person = ensurePerson(actor)
  return app.db.write(readerPowers(actor, organisationId), async (tx) => {
    const enrolled = await enrolledLearners(tx, organisationId, cohort)
    const learnerIds = enrolled.map(({ learnerId }) => learnerId)
    return recordLookUp(app, tx, person, { organisationId, kind: 'list', purpose, learnerIds })
  })
}

/** Number and birth date are for those who keep the register. */
export interface ListedLearner extends Omit<LearnerName, 'uln' | 'birthDate'> {
  readonly uln: string | null
  readonly birthDate: string | null
  readonly cohorts: readonly string[]
}

export interface LearnerList {
  readonly purpose: string
  readonly until: Date
  /** The reader keeps the register. */
  readonly isRegistrar: boolean
  readonly learners: readonly ListedLearner[]
}

/** The list itself, for the one who opened it, while it is open. It shows whom its row names, and nobody else. */
export async function lookedUp(
  app: App,
  actor: Actor,
  organisationId: string,
  lookUpId: string,
): Promise<LearnerList> {
  const person = ensurePerson(actor)
  return app.db.read(readerPowers(actor, organisationId), async (tx) => {
    const row = await openLookUp(app, tx, person, { organisationId, lookUpId, kind: 'list' })
    const enrolled = await enrolledLearners(tx, organisationId)
    const named = new Set(row.learnerIds)
    const cohorts = new Map<string, string[]>()
    for (const { learnerId, cohort } of enrolled) {
      if (named.has(learnerId)) cohorts.set(learnerId, [...(cohorts.get(learnerId) ?? []), cohort])
    }
    const shown = [...cohorts.keys()]
    await tx.raise({ providerFor: shown })
    const learners = await namesOf(tx, shown)
    const isRegistrar = keepsRegister(person, organisationId)
    return {
      purpose: row.purpose,
      until: row.until,
      isRegistrar,
      learners: learners.map((learner) => ({
        ...learner,
        ...(isRegistrar ? {} : { uln: null, birthDate: null }),
        cohorts: cohorts.get(learner.learnerId) ?? [],
      })),
    }
  })
}

/** One's own look-up while it is open: whom it named, and what for. Whoever is suspended sees nothing of it any more. */
export async function openLookUp(
  app: App,
  tx: Reader,
  person: PersonActor,
  { organisationId, lookUpId, kind }: { organisationId: string; lookUpId: string; kind: LookUpKind },
): Promise<{ purpose: string; learnerIds: readonly string[]; until: Date }> {
  const row = await tx.sql
    .selectFrom('look_up')
    .select(['purpose', 'learner_ids', 'looked_at'])
    .where(heldBy(organisationId, 'organisation_id'))
    .where('look_up_id', '=', lookUpId)
    .where('kind', '=', kind)
    .where('person_id', '=', person.personId)
    .executeTakeFirst()
  if (!row) notFound('look-up')
  const until = new Date(row.looked_at.getTime() + minutesOpen * 60_000)
  if (until <= app.now()) throw new AppError('gone', { key: 'record.lookUpOver' })
  await ensureNotSuspended(tx, organisationId, person.personId)
  return { purpose: row.purpose, learnerIds: row.learner_ids, until }
}

const learnersAtOnce = 1000

const actions: Readonly<Record<LookUpKind, Action>> = {
  list: 'learner.lookedUp',
  record: 'learner.recordOpened',
  search: 'learner.found',
  comparison: 'learner.compared',
}

/** Of a batch that was released, whom somebody compared with its rows is told: the job that did not tell comes again. */
export async function tellComparisons(
  app: App,
  tx: Writer,
  { issuerId, batchId }: { issuerId: string; batchId: string },
): Promise<void> {
  const rows = await tx.sql
    .selectFrom('look_up')
    .select('look_up_id')
    .where(heldBy(issuerId, 'organisation_id'))
    .where('told_with', '=', batchId)
    .where('copied_at', 'is', null)
    .execute()
  await app.jobs.addMany(
    tx,
    jobs.copyLookUp,
    rows.map(({ look_up_id }) => ({ organisationId: issuerId, lookUpId: look_up_id })),
  )
}

/**
 * The job: says to each learner who looked them up, and counts it. Once: the row remembers that it was done. Before the
 * release of the batch with which it is told it says nothing.
 */
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
      .where((eb) =>
        eb.or([
          eb('told_with', 'is', null),
          eb.exists(
            eb
              .selectFrom('release')
              .select('batch_id')
              .whereRef('release.batch_id', '=', 'look_up.told_with')
              .where(isReleased('release.release_at')),
          ),
        ]),
      )
      .returning(['person_id', 'person_name', 'kind', 'purpose', 'learner_ids', 'missed', 'looked_at'])
      .executeTakeFirst()
    if (!row) return
    await countLookUp(tx, organisationId, row)
    const actor = namedPerson(row.person_id, row.person_name)
    for (let from = 0; from < row.learner_ids.length; from += learnersAtOnce) {
      await recordEvent(tx, actor, {
        action: actions[row.kind],
        about: row.learner_ids.slice(from, from + learnersAtOnce),
        permission: row.kind === 'search' || row.kind === 'comparison' ? 'organisation' : 'provider',
        organisationId,
        thing: { kind: 'lookUp', id: lookUpId },
        detail: { purpose: row.purpose },
        at: row.looked_at,
      })
    }
  })
}

async function countLookUp(
  tx: Writer,
  organisationId: string,
  row: { kind: LookUpKind; learner_ids: readonly string[]; missed: boolean; looked_at: Date },
): Promise<void> {
  await tx.named(
    'look-up counted',
    `insert into look_up_day as d (organisation_id, day, kind, look_ups, learners, missed)
     values ($1, $2, $3, 1, $4, $5)
     on conflict (organisation_id, day, kind) do update set look_ups = d.look_ups + 1,
       learners = d.learners + excluded.learners, missed = d.missed + excluded.missed`,
    [organisationId, dayOf(row.looked_at), row.kind, row.learner_ids.length, row.missed ? 1 : 0],
  )
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
