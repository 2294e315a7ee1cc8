import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { registrarPowers } from '../acting.ts'
import { type LearnerName, namesOf } from '../learner-store.ts'
import { compare, type Comparison } from '../register/matching.ts'
import { registeredById } from '../register/candidates.ts'
import type { MergeState } from './tables.ts'

export interface MergeToDecide {
  readonly mergeId: string
  readonly state: MergeState
  readonly reason: string
  readonly proposedBy: string
  readonly proposedAt: Date
  /** The reader proposed it, so another registrar confirms. */
  readonly isOwn: boolean
  readonly into: LearnerName
  readonly linked: LearnerName
  readonly fields: Comparison['fields'] | undefined
  /** Accounts that were asked and have not confirmed. */
  readonly waitingFor: number
  readonly unmergeReason: string | null
}

/** The organisation's merges: what waits first. Names are of its own learners. */
export function mergesOf(app: App, actor: Actor, organisationId: string): Promise<MergeToDecide[]> {
  const powers = registrarPowers(actor, organisationId, 'learners:read')
  return app.db.read({ ...powers, ingest: true }, async (tx) => {
    const rows = await tx.sql
      .selectFrom('learner_merge')
      .selectAll()
      .where('organisation_id', '=', organisationId)
      .orderBy('proposed_at', 'desc')
      .limit(200)
      .execute()
    const ids = [...new Set(rows.flatMap((row) => [row.linked_id, row.into_id]))]
    await tx.raise({ providerFor: ids })
    const names = new Map((await namesOf(tx, ids)).map((name) => [name.learnerId, name]))
    const waiting = await waitingFor(tx, organisationId)
    const merges: MergeToDecide[] = []
    for (const row of rows) {
      const [into, linked] = [names.get(row.into_id), names.get(row.linked_id)]
      if (!into || !linked) continue
      merges.push({
        mergeId: row.merge_id,
        state: row.state,
        reason: row.reason,
        proposedBy: row.proposed_by_name,
        proposedAt: row.proposed_at,
        isOwn: actor.kind === 'person' && actor.personId === row.proposed_by,
        ...{ into, linked },
        fields:
          row.state === 'proposed'
            ? await fieldsOf(tx, organisationId, row.into_id, row.linked_id)
            : undefined,
        waitingFor: waiting.get(row.merge_id) ?? 0,
        unmergeReason: row.unmerge_reason,
      })
    }
    const isWaiting = ({ state }: MergeToDecide) => state === 'proposed'
    return [...merges.filter(isWaiting), ...merges.filter((merge) => !isWaiting(merge))]
  })
}

async function waitingFor(tx: Reader, organisationId: string): Promise<Map<string, number>> {
  const rows = await tx.sql
    .selectFrom('merge_party')
    .select(({ fn }) => ['merge_id', fn.countAll<number>().as('people')])
    .where('organisation_id', '=', organisationId)
    .where('answer', 'is', null)
    .groupBy('merge_id')
    .execute()
  return new Map(rows.map((row) => [row.merge_id, row.people]))
}

async function fieldsOf(tx: Reader, organisationId: string, one: string, other: string) {
  const [a, b] = [
    await registeredById(tx, organisationId, one),
    await registeredById(tx, organisationId, other),
  ]
  return a && b ? compare(a, b).fields : undefined
}
