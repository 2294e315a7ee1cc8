import { randomInt } from 'node:crypto'
import { issueUln } from '@vademecum/uln'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import type { Actor } from '../../identity/actor.ts'
import { makeLogKeys } from '../../log/learner-keys.ts'
import type { Writer } from '../../platform/db.ts'
import { newId } from '../../platform/id.ts'
import { jobs } from '../jobs.ts'
import { insertEnrolment, insertLearner, isEnrolledHere } from '../learner-store.ts'
import { candidatesFor, type Registered, registeredById } from './candidates.ts'
import { type Judgement, judge } from './judge.ts'
import { insertKeys, learnerColumns } from './learner-columns.ts'
import { type MaskedCandidate, masked } from './masked.ts'
import { describe } from './matching.ts'
import type { Registration } from './registration.ts'
import './tables.ts'

export interface RegisterOptions {
  readonly cohort: string
  /** A person compared those who are possible and says why none of them is the one. */
  readonly override?: { readonly reason: string } | undefined
}

export type Registering =
  | { readonly code: 'WSRC0001'; readonly learnerId: string; readonly uln: string }
  | { readonly code: 'WSRC0002' }
  | {
      readonly code: 'WSRC0003'
      readonly candidates: readonly MaskedCandidate[]
      readonly learnerIds: readonly string[]
    }
  /** `uln` is the one to use; `foundUln` the one that fits, which is another where it is linked. */
  | {
      readonly code: 'WSRC0004' | 'WSRC0022'
      readonly learnerId: string
      readonly uln: string
      readonly foundUln: string
    }
  /** The number that was given is somebody's: of the organisation's own learners, or of others. */
  | { readonly code: 'ulnKnown' | 'ulnInUse' }

/**
 * Enters somebody into the register and enrols them, in a transaction of the caller's with a registrar's powers and
 * `ingest`. Whoever fits exactly is never entered twice; whoever is possible only with a reason. Registrations of one
 * birth date wait for each other, so that two at once do not both find nobody: many in one transaction come in the order
 * of their birth dates.
 */
export async function registerIn(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  registration: Registration,
  options: RegisterOptions,
): Promise<Registering> {
  const person = describe({ ...registration, ...registration.details })
  await tx.named('register one birth date', `select pg_advisory_xact_lock(hashtext('register ' || $1))`, [
    person.birthDate,
  ])
  if (registration.uln !== undefined && (await isTaken(tx, registration.uln))) {
    return { code: (await isEnrolledHere(tx, organisationId, registration.uln)) ? 'ulnKnown' : 'ulnInUse' }
  }
  const judgement = judge(person, await candidatesFor(tx, organisationId, person))
  if (judgement.code === 'WSRC0004' || judgement.code === 'WSRC0022') {
    return known(tx, organisationId, judgement)
  }
  if (judgement.code === 'WSRC0002') return { code: 'WSRC0002' }
  if (judgement.code === 'WSRC0003' && options.override === undefined) {
    return {
      code: 'WSRC0003',
      candidates: judgement.possible.map(masked),
      learnerIds: judgement.possible.map(({ candidate }) => candidate.learnerId),
    }
  }
  return enter(app, tx, actor, organisationId, registration, options, judgement)
}

async function isTaken(tx: Writer, uln: string): Promise<boolean> {
  const rows = await tx.named('number is taken', 'select from uln_key where uln = $1', [uln])
  return rows.length > 0
}

async function known(
  tx: Writer,
  organisationId: string,
  judgement: Extract<Judgement<Registered>, { code: 'WSRC0004' | 'WSRC0022' }>,
): Promise<Registering> {
  const { code, found } = judgement
  const root = code === 'WSRC0022' ? await registeredById(tx, organisationId, judgement.rootId) : found
  const { learnerId, uln } = root ?? found
  return { code, learnerId, uln, foundUln: found.uln }
}

async function enter(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  registration: Registration,
  { cohort, override }: RegisterOptions,
  judgement: Judgement<Registered>,
): Promise<Registering> {
  const at = app.now()
  const learnerId = newId(at.getTime())
  const row = {
    ...learnerColumns(registration),
    ...{ learner_id: learnerId, registered_by: organisationId, version: 1, created_at: at, updated_at: at },
  }
  const uln = await insertNumbered(tx, row, registration.uln)
  if (uln === undefined) return { code: 'ulnInUse' }
  await insertKeys(tx, learnerId, registration)
  await makeLogKeys(tx, [learnerId])
  await insertEnrolment(tx, { organisationId, learnerId, cohort, at })
  const possible = judgement.code === 'WSRC0003' ? judgement.possible : []
  if (override !== undefined && possible.length > 0) {
    await tx.sql
      .insertInto('register_override')
      .values({
        organisation_id: organisationId,
        learner_id: learnerId,
        candidate_ids: possible.map(({ candidate }) => candidate.learnerId),
        reason: override.reason,
        decided_by: actor.kind === 'person' ? actor.personId : null,
        decided_at: at,
      })
      .execute()
  }
  await recordEvent(tx, actor, {
    action: 'learner.registered',
    about: [learnerId, organisationId],
    permission: actor.kind === 'system' ? 'system' : 'provider',
    organisationId,
    thing: { kind: 'learner', id: learnerId },
    detail: possible.length > 0 ? { despite: possible.length } : {},
    at,
  })
  // Always added, so that whoever registers cannot tell whether results wait.
  await app.jobs.add(tx, jobs.attachHeld, { learnerId })
  return { code: 'WSRC0001', learnerId, uln }
}

type Unnumbered = Omit<Parameters<typeof insertLearner>[1], 'uln'>

/** With the number that was given, or the first free one of those drawn at random. */
async function insertNumbered(
  tx: Writer,
  row: Unnumbered,
  given: string | undefined,
): Promise<string | undefined> {
  if (given !== undefined) return (await insertLearner(tx, { ...row, uln: given })) ? given : undefined
  for (let tries = 0; tries < 100; tries += 1) {
    const uln = issueUln(randomInt)
    if (await insertLearner(tx, { ...row, uln })) return uln
  }
  throw new Error('no free number was drawn')
}
