import { ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import { liveGrantsOf, type SharedLine, withoutOwner } from '../shared-with-me.ts'
import { ensureGrantReader } from './look-at-record.ts'

/** What learners share with the organisation now: from whom, what for, until when, and nothing of what is in it. */
export async function sharedWithOrganisation(
  app: App,
  actor: Actor,
  organisationId: string,
): Promise<{ name: string; lines: SharedLine[] }> {
  const person = ensurePerson(actor)
  ensureScope(person, 'shares:read')
  const { name } = await ensureGrantReader(app, person, organisationId)
  const powers = { self: [person.personId], organisation: organisationId }
  const rows = await app.db.read(powers, (tx) => liveGrantsOf(tx, [organisationId]))
  return { name, lines: rows.map(withoutOwner) }
}
