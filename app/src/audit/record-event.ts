import type { Actor } from '../identity/actor.ts'
import type { Writer } from '../platform/db.ts'
import { newId } from '../platform/id.ts'
import type { catalogues } from '../words.ts'
import './tables.ts'

/** Why somebody may do what they do, as the person reads it later. */
export type Permission =
  | 'own'
  | 'issuer'
  | 'provider'
  | 'organisation'
  | 'grant'
  | 'link'
  | 'operator'
  | 'system'
  /** They could not: it was refused. */
  | 'refused'

/** Every action has words for those who read of it later: the catalogue says which there are. */
export type Action = keyof (typeof catalogues)['en']['audit'] extends infer Key
  ? Key extends `action ${infer Name}`
    ? Name
    : never
  : never

/** One thing that happened, said to each of those whom it is about: a person, a learner, an organisation. */
export interface Happening {
  readonly action: Action
  readonly about: readonly string[]
  readonly permission: Permission
  readonly organisationId?: string
  readonly thing: { readonly kind: string; readonly id?: string }
  /** Ids and codes only: the log outlives the content and must not hold it. */
  readonly detail?: Readonly<Record<string, unknown>>
  readonly at: Date
}

/** Writes the audit event in the transaction of the change itself. */
export async function recordEvent(tx: Writer, actor: Actor, happening: Happening): Promise<void> {
  const { action, about, permission, organisationId, thing, detail, at } = happening
  await tx.sql
    .insertInto('audit_event')
    .values(
      about.map((owner) => ({
        owner_id: owner,
        event_id: newId(at.getTime()),
        at,
        actor_kind: actor.kind,
        actor_id: actor.kind === 'person' ? actor.personId : null,
        actor_name: actor.kind === 'visitor' ? '' : actor.name,
        organisation_id: organisationId ?? null,
        permission,
        action,
        thing_kind: thing.kind,
        thing_id: thing.id ?? null,
        detail: JSON.stringify(detail ?? {}),
      })),
    )
    .execute()
}
