import type { Reader } from '../platform/db.ts'
import { isId } from '../platform/id.ts'
import type { Permission } from './record-event.ts'

/** One thing that happened, as the person or the organisation whom it is about reads it. */
export interface ToldEvent {
  readonly id: string
  readonly at: Date
  readonly actorKind: 'person' | 'visitor' | 'system'
  readonly actorId: string | null
  readonly actorName: string
  readonly organisationName: string | null
  readonly permission: Permission
  readonly action: string
  readonly thingKind: string
  readonly thingId: string | null
  /** For whom a share was made, where the thing is a share of the reader's own. */
  readonly recipient: string | null
  /** What somebody said that they looked for. */
  readonly purpose: string | null
}

/** The latest first; `before` is the id of the last one read. Event ids grow with time. */
export async function eventsAbout(
  tx: Reader,
  owners: readonly string[],
  options: { before?: string | undefined; limit: number; actions?: readonly string[] },
): Promise<ToldEvent[]> {
  const before = options.before && isId(options.before) ? options.before : null
  const rows = await tx.named<{
    event_id: string
    at: Date
    actor_kind: ToldEvent['actorKind']
    actor_id: string | null
    actor_name: string
    organisation_name: string | null
    permission: Permission
    action: string
    thing_kind: string
    thing_id: string | null
    recipient: string | null
    purpose: string | null
  }>(
    'audit events about',
    `select e.event_id, e.at, e.actor_kind, e.actor_id, e.actor_name, o.name as organisation_name, e.permission,
       e.action, e.thing_kind, e.thing_id, g.recipient,
       case when e.thing_kind = 'lookUp' then e.detail ->> 'purpose' end as purpose
     from audit_event e
     left join organisation o on o.organisation_id = e.organisation_id
     left join access_grant g on g.owner_id = e.owner_id and g.grant_id = e.thing_id
     where e.owner_id = any($1::uuid[]) and ($2::uuid is null or e.event_id < $2)
       and ($4::text[] is null or e.action = any($4))
     order by e.event_id desc limit $3`,
    [owners, before, options.limit, options.actions ?? null],
  )
  return rows.map((row) => ({
    id: row.event_id,
    at: row.at,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    organisationName: row.organisation_name,
    permission: row.permission,
    action: row.action,
    thingKind: row.thing_kind,
    thingId: row.thing_id,
    recipient: row.recipient,
    purpose: row.purpose,
  }))
}
