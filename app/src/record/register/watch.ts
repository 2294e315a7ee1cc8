import { heldBy } from '../../access/visible.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import { newId } from '../../platform/id.ts'
import { lookUpAlarms } from '../../platform/metrics.ts'
import type { WatchRule } from '../tables.ts'
import { allowed, lookUpPolicy, watchRules } from './look-up-policy.ts'

export interface Alarm {
  readonly rule: WatchRule
  /** Null: the whole organisation. */
  readonly personId: string | null
  readonly counted: number
  readonly allowed: number
}

/**
 * Counts what was looked up lately, this time included, and suspends what is over the rules, in the transaction of the
 * look-up. The look-up itself is still answered: it is the next that is refused.
 */
export async function watch(
  tx: Writer,
  { organisationId, personId, at }: { organisationId: string; personId: string; at: Date },
): Promise<Alarm[]> {
  const learners = await cohortSize(tx, organisationId)
  const alarms: Alarm[] = []
  for (const subject of [personId, null]) {
    const counts = await countsOf(tx, organisationId, subject, at)
    const over = overRule(counts, learners, subject)
    if (over) alarms.push(over)
  }
  for (const { rule, personId: subject, ...figures } of alarms) {
    await tx.sql
      .insertInto('look_up_suspension')
      .values({
        organisation_id: organisationId,
        suspension_id: newId(at.getTime()),
        person_id: subject,
        rule,
        counted: figures.counted,
        allowed: figures.allowed,
        cohort_size: learners,
        suspended_at: at,
        reason: null,
        asked_by: null,
        asked_at: null,
        lifted_by: null,
        lifted_at: null,
      })
      .execute()
    lookUpAlarms.inc({ rule, subject: subject === null ? 'organisation' : 'person' })
  }
  return alarms
}

export type Counts = Readonly<Record<WatchRule, number>>

/** The first rule that the counts are over. Pure: what the policy says, and nothing else. */
export function overRule(counts: Counts, learners: number, personId: string | null): Alarm | undefined {
  for (const rule of watchRules) {
    const most = allowed(lookUpPolicy.rules[rule][personId === null ? 'organisation' : 'person'], learners)
    if (counts[rule] > most) return { rule, personId, counted: counts[rule], allowed: most }
  }
  return undefined
}

async function cohortSize(tx: Reader, organisationId: string): Promise<number> {
  const row = await tx.sql
    .selectFrom('enrolment')
    .select(({ fn }) => fn.count<number>('learner_id').distinct().as('learners'))
    .where(heldBy(organisationId, 'organisation_id'))
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row?.learners ?? 0
}

/** Of one member of staff, or of all; since a suspension was lifted the count begins anew. */
async function countsOf(
  tx: Reader,
  organisationId: string,
  personId: string | null,
  at: Date,
): Promise<Counts> {
  const { hours, night } = lookUpPolicy
  const [row] = await tx.named<Counts & Record<string, number>>(
    'look-ups lately',
    `select count(*) as volume,
       count(*) filter (where extract(hour from looked_at at time zone $5) >= $6
         or extract(hour from looked_at at time zone $5) < $7) as night,
       count(*) filter (where missed) as misses,
       coalesce(sum(unrelated), 0) as spread
     from look_up
     where organisation_id = $1 and ($2::uuid is null or person_id = $2) and kind <> 'list'
       and looked_at > greatest($3::timestamptz, (select max(lifted_at) from look_up_suspension s
         where s.organisation_id = $1 and s.person_id is not distinct from $2::uuid))
       and looked_at <= $4`,
    [
      organisationId,
      personId,
      new Date(at.getTime() - hours * 3_600_000),
      at,
      night.zone,
      night.from,
      night.until,
    ],
  )
  return row ?? { volume: 0, night: 0, misses: 0, spread: 0 }
}
