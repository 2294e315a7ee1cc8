import type { Role } from '../identity/actor.ts'
import type { Reader, Writer } from '../platform/db.ts'
import './tables.ts'

export interface Member {
  readonly membershipId: string
  readonly personId: string
  readonly name: string
  readonly role: Role
  readonly since: Date
}

export async function listMembers(tx: Reader, organisationId: string): Promise<Member[]> {
  return tx.sql
    .selectFrom('membership')
    .select([
      'membership_id as membershipId',
      'person_id as personId',
      'person_name as name',
      'role',
      'since',
    ])
    .where('organisation_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .orderBy('person_name')
    .orderBy('role')
    .execute()
}

export interface NewMembership {
  readonly organisationId: string
  readonly membershipId: string
  readonly personId: string
  readonly personName: string
  readonly role: Role
}

/** The row at the organisation and the index row of the person, in one transaction. */
export async function insertMembership(tx: Writer, membership: NewMembership, at: Date): Promise<void> {
  const { organisationId, membershipId, personId, personName, role } = membership
  await tx.sql
    .insertInto('membership')
    .values({
      organisation_id: organisationId,
      membership_id: membershipId,
      person_id: personId,
      person_name: personName,
      role,
      since: at,
      ended_at: null,
    })
    .execute()
  await tx.sql
    .insertInto('membership_of_person')
    .values({
      person_id: personId,
      organisation_id: organisationId,
      membership_id: membershipId,
      role,
      ended_at: null,
    })
    .execute()
}

/** Undefined when there is none, or it has ended. */
export async function endMembership(
  tx: Writer,
  organisationId: string,
  membershipId: string,
  at: Date,
): Promise<{ personId: string; role: Role } | undefined> {
  const ended = await tx.sql
    .updateTable('membership')
    .set({ ended_at: at })
    .where('organisation_id', '=', organisationId)
    .where('membership_id', '=', membershipId)
    .where('ended_at', 'is', null)
    .returning(['person_id as personId', 'role'])
    .executeTakeFirst()
  if (!ended) return undefined
  await tx.sql
    .updateTable('membership_of_person')
    .set({ ended_at: at })
    .where('person_id', '=', ended.personId)
    .where('organisation_id', '=', organisationId)
    .where('membership_id', '=', membershipId)
    .execute()
  return ended
}

export async function endMembershipsOf(tx: Writer, organisationId: string, at: Date): Promise<string[]> {
  const members = await listMembers(tx, organisationId)
  for (const { membershipId } of members) await endMembership(tx, organisationId, membershipId, at)
  return [...new Set(members.map(({ personId }) => personId))]
}
