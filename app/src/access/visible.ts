import { type RawBuilder, sql } from 'kysely'
import type { PersonActor } from '../identity/actor.ts'

/**
 * Who may see what of whom, as conditions of a query: the first wall. Behind it stands row-level security
 * (`migrations/0003-policies.sql`), which a test proves alone by replacing this module.
 */

/** Rows that the person owns: their own and those of the learners they have claimed. */
export function ownedBy(actor: PersonActor, column: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} = any(${[actor.personId, ...actor.learnerIds]}::uuid[])`
}

/** Rows of one issuer. */
export function issuedBy(organisationId: string, column: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} = ${organisationId}::uuid`
}

/** Rows of the organisation for which somebody acts. */
export function heldBy(organisationId: string, column: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} = ${organisationId}::uuid`
}

/** Rows that a grant lists. */
export function listed(ids: readonly string[], column: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} = any(${[...ids]}::uuid[])`
}

/** The embargo: by the database's clock, so that no server shows a result before its time. */
export function isReleased(column: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} <= now()`
}

/** The same for a centre, which may see its candidates' results from an instant of its own. */
export function isWithCentres(releaseAt: string, centresAt: string): RawBuilder<boolean> {
  return sql<boolean>`least(${sql.ref(centresAt)}, ${sql.ref(releaseAt)}) <= now()`
}
