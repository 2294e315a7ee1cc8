import { heldBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { type CohortSize, type LearnerName, listCohorts, namesOf } from '../learner-store.ts'
import { cohortPowers } from './acting.ts'
import { type Joining, joiningsAt } from './joining-store.ts'
import './tables.ts'

export interface LiveCode {
  readonly joinCodeId: string
  readonly cohort: string
  readonly madeAt: Date
  readonly expiresAt: Date
}

export interface Joiner {
  readonly joiningId: string
  readonly cohort: string
  readonly accountName: string
  readonly state: 'waiting' | 'confirmed'
  readonly askedAt: Date
  /** What the register calls whoever waits, so that they can be told apart: they agreed to it when they asked. */
  readonly learner: LearnerName | undefined
}

export interface Classes {
  readonly cohorts: readonly CohortSize[]
  readonly codes: readonly LiveCode[]
  readonly joiners: readonly Joiner[]
}

/** A provider's classes: how large they are, which codes work, and who has asked to join. */
export function classesOf(app: App, actor: Actor, organisationId: string): Promise<Classes> {
  return app.db.read(cohortPowers(actor, organisationId, 'learners:read'), async (tx) => {
    const cohorts = await listCohorts(tx, organisationId)
    const codes = await liveCodes(tx, organisationId, app.now())
    const joinings = await joiningsAt(tx, organisationId)
    return { cohorts, codes, joiners: await named(tx, joinings) }
  })
}

async function liveCodes(tx: Reader, organisationId: string, now: Date): Promise<LiveCode[]> {
  return tx.sql
    .selectFrom('join_code')
    .select(['join_code_id as joinCodeId', 'cohort', 'made_at as madeAt', 'expires_at as expiresAt'])
    .where(heldBy(organisationId, 'organisation_id'))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('expires_at')
    .execute()
}

async function named(tx: Reader, joinings: readonly Joining[]): Promise<Joiner[]> {
  const waiting = joinings.filter(({ state }) => state === 'waiting')
  const learnerIds = [...new Set(waiting.map(({ learner_id }) => learner_id))]
  await tx.raise({ providerFor: learnerIds })
  const names = new Map((await namesOf(tx, learnerIds)).map((name) => [name.learnerId, name]))
  return joinings.map((joining) => ({
    joiningId: joining.joining_id,
    cohort: joining.cohort,
    accountName: joining.person_name,
    state: joining.state === 'confirmed' ? ('confirmed' as const) : ('waiting' as const),
    askedAt: joining.asked_at,
    learner: names.get(joining.learner_id),
  }))
}
