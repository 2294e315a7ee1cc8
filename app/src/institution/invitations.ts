import type { App } from '../app.ts'
import { type Action, recordEvent } from '../audit/record-event.ts'
import { conflict, invalid, notFound } from '../errors.ts'
import { ensureSession, ownAccount } from '../identity/acting.ts'
import { type Actor, type PersonActor, type Role, visitor } from '../identity/actor.ts'
import { isAddress, normalAddress } from '../identity/address.ts'
import { readAddresses } from '../identity/addresses.ts'
import { postLetter } from '../identity/letter.ts'
import { paths } from '../paths.ts'
import type { Powers, Reader, Writer } from '../platform/db.ts'
import { newId } from '../platform/id.ts'
import type { Language } from '../words.ts'
import { ensureMember, forOrganisation } from './acting.ts'
import { listMembers } from './membership-store.ts'
import { attach } from './memberships.ts'
import { ensureOperating } from './operating.ts'
import { organisationById, roles } from './organisation.ts'

const daysOpen = 30
const day = 24 * 60 * 60 * 1000

/** Mail is an organisation's to send by the dozen, not by the thousand. */
const limit = { name: 'invitations', times: 100, seconds: 24 * 60 * 60 }

export interface Invitation {
  readonly invitationId: string
  readonly organisationId: string
  readonly organisationName: string
  readonly address: string
  readonly role: Role
  readonly expiresAt: Date
}

/**
 * Asks whoever owns an address to join. The same is done, said and listed whether or not there is an account with it:
 * the organisation learns nothing before the person accepts.
 */
export async function inviteMember(
  app: App,
  actor: Actor,
  organisationId: string,
  input: { address: string; role: Role; language?: Language },
): Promise<{ invitationId: string }> {
  const powers = await invitingPowers(app, actor, organisationId)
  const address = ensureAddress(input.address, 'address')
  if (!roles.includes(input.role)) invalid({ field: 'role', key: 'institution.roleInvalid' })
  return app.db.write(powers, (tx) => invite(app, tx, actor, organisationId, { ...input, address }))
}

export function ensureAddress(given: string, field: string): string {
  const address = normalAddress(given)
  if (!isAddress(address)) invalid({ field, key: 'institution.addressInvalid' })
  return address
}

/**
 * An operator asks somebody to administer an organisation that has nobody yet: the first one, or another where the
 * first address was wrong. Once somebody is there, it is theirs to say who acts for it.
 */
export async function inviteFirstAdministrator(
  app: App,
  actor: Actor,
  organisationId: string,
  given: string,
): Promise<{ invitationId: string }> {
  ensureOperating(actor)
  const address = ensureAddress(given, 'administrator')
  await app.limit.take(limit, organisationId)
  return app.db.write({ organisation: organisationId }, async (tx) => {
    const { closedAt } = await organisationById(tx, organisationId)
    if (closedAt !== null) conflict('institution.closedAlready')
    const members = await listMembers(tx, organisationId)
    if (members.some(({ role }) => role === 'administrator')) conflict('institution.hasAdministrator')
    return invite(app, tx, actor, organisationId, { address, role: 'administrator' })
  })
}

/** In the caller's transaction; the address is checked already. */
export async function invite(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  { address, role, language }: { address: string; role: Role; language?: Language },
): Promise<{ invitationId: string }> {
  const { name } = await organisationById(tx, organisationId)
  const at = app.now()
  await answerAll(tx, organisationId, { address, role }, at)
  const invitationId = newId(at.getTime())
  await tx.sql
    .insertInto('invitation')
    .values({
      organisation_id: organisationId,
      invitation_id: invitationId,
      address,
      role,
      invited_by: actor.kind === 'person' ? actor.personId : null,
      invited_at: at,
      expires_at: new Date(at.getTime() + daysOpen * day),
      answer: null,
      answered_at: null,
    })
    .execute()
  await postLetter(app, tx, {
    to: address,
    language: language ?? (actor.kind === 'person' ? actor.language : 'en'),
    letter: 'invited',
    values: { organisation: name, days: daysOpen },
    path: paths.accountMemberships(),
  })
  await recordInvitation(app, tx, actor, organisationId, invitationId, 'membership.offered')
  return { invitationId }
}

async function invitingPowers(app: App, actor: Actor, organisationId: string): Promise<Powers> {
  if (actor.kind === 'system') {
    ensureOperating(actor)
    return { organisation: organisationId }
  }
  const person = ensureMember(actor, organisationId, ['administrator'])
  await app.limit.take(limit, organisationId)
  return forOrganisation(person, organisationId)
}

/** A new invitation takes the place of an open one to the same address for the same role. */
async function answerAll(
  tx: Writer,
  organisationId: string,
  { address, role }: { address: string; role: Role },
  at: Date,
): Promise<void> {
  await tx.sql
    .updateTable('invitation')
    .set({ answer: 'withdrawn', answered_at: at })
    .where('organisation_id', '=', organisationId)
    .where('address', '=', address)
    .where('role', '=', role)
    .where('answer', 'is', null)
    .execute()
}

export function openInvitations(app: App, actor: Actor, organisationId: string): Promise<Invitation[]> {
  const person = ensureMember(actor, organisationId, ['administrator'])
  return app.db.read(forOrganisation(person, organisationId), (tx) =>
    selectOpen(tx, app.now()).where('invitation.organisation_id', '=', organisationId).execute(),
  )
}

function selectOpen(tx: Reader, now: Date) {
  return tx.sql
    .selectFrom('invitation')
    .innerJoin('organisation', 'organisation.organisation_id', 'invitation.organisation_id')
    .select([
      'invitation_id as invitationId',
      'organisation.organisation_id as organisationId',
      'organisation.name as organisationName',
      'address',
      'role',
      'expires_at as expiresAt',
    ])
    .where('answer', 'is', null)
    .where('expires_at', '>', now)
    .where('organisation.closed_at', 'is', null)
    .orderBy('invited_at')
}

/** What was sent to an address that the person has confirmed. */
export async function ownInvitations(app: App, actor: Actor): Promise<Invitation[]> {
  const person = ensureSession(actor)
  const addresses = await readAddresses(app, actor)
  const found: Invitation[] = []
  for (const { address, confirmedAt } of addresses) {
    if (confirmedAt === null) continue
    const open = await app.db.read({ ...ownAccount(person), key: address }, (tx) =>
      selectOpen(tx, app.now()).where('address', '=', address).execute(),
    )
    found.push(...open)
  }
  return found
}

export async function answerInvitation(
  app: App,
  actor: Actor,
  invitationId: string,
  answer: 'accepted' | 'declined',
): Promise<{ organisationId: string }> {
  const person: PersonActor = ensureSession(actor)
  const invitation = (await ownInvitations(app, actor)).find((open) => open.invitationId === invitationId)
  if (!invitation) notFound('invitation')
  const { organisationId, role } = invitation
  await app.db.write(forOrganisation(person, organisationId), async (tx) => {
    const at = app.now()
    const { numUpdatedRows } = await tx.sql
      .updateTable('invitation')
      .set({ answer, answered_at: at })
      .where('organisation_id', '=', organisationId)
      .where('invitation_id', '=', invitationId)
      .where('answer', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) notFound('invitation')
    if (answer === 'accepted') {
      await attach(app, tx, actor, organisationId, {
        personId: person.personId,
        personName: person.name,
        role,
      })
    } else {
      // Whose address it was stays unsaid: the organisation learns only that nobody joined by it.
      await recordInvitation(app, tx, visitor, organisationId, invitationId, 'membership.offerDeclined')
    }
  })
  return { organisationId }
}

export async function withdrawInvitation(
  app: App,
  actor: Actor,
  organisationId: string,
  invitationId: string,
): Promise<void> {
  const person = ensureMember(actor, organisationId, ['administrator'])
  await app.db.write(forOrganisation(person, organisationId), async (tx) => {
    const { numUpdatedRows } = await tx.sql
      .updateTable('invitation')
      .set({ answer: 'withdrawn', answered_at: app.now() })
      .where('organisation_id', '=', organisationId)
      .where('invitation_id', '=', invitationId)
      .where('answer', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) notFound('invitation')
    await recordInvitation(app, tx, actor, organisationId, invitationId, 'membership.offerWithdrawn')
  })
}

/** Told to the organisation; never by whose address: the log outlives it. */
async function recordInvitation(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  invitationId: string,
  action: Action,
): Promise<void> {
  await recordEvent(tx, actor, {
    action,
    about: [organisationId],
    permission: permissionOf(actor, organisationId),
    organisationId,
    thing: { kind: 'invitation', id: invitationId },
    at: app.now(),
  })
}

function permissionOf(actor: Actor, organisationId: string): 'system' | 'operator' | 'organisation' {
  if (actor.kind === 'system') return 'system'
  const isMember =
    actor.kind === 'visitor' || actor.roles.some((role) => role.organisationId === organisationId)
  return isMember ? 'organisation' : 'operator'
}
