import type { App } from '../app.ts'
import type { PersonActor } from '../identity/actor.ts'
import { dayOf, isChild } from '../identity/age.ts'
import { partyOfAddress } from './party.ts'
import './tables.ts'

type Person = Pick<PersonActor, 'personId' | 'birthDate' | 'learnerIds'>

/**
 * Those of these people who may not reach this person (design §3.12). To an adult nobody is a stranger. To a child
 * everybody is but
 *
 * - whom the child has shared something with, by any address that is theirs now, and
 * - whoever acts for an organisation at which the child is enrolled now, by a record that the child has claimed.
 *
 * Asked anew each time: on the eighteenth birthday, or when an enrolment ends, nothing has to be changed.
 */
export async function strangersTo(
  app: App,
  person: Person,
  others: readonly string[],
): Promise<ReadonlySet<string>> {
  const strangers = new Set(others)
  strangers.delete(person.personId)
  if (strangers.size === 0 || !isChild(person.birthDate, dayOf(app.now()))) return new Set()
  const { parties, organisations } = await tiesOf(app, person)
  const asked = [...strangers]
  // Their confirmed addresses and present memberships, and nothing else of theirs.
  await app.db.read({ self: asked }, async (tx) => {
    const staff = await tx.named<{ person_id: string }>(
      'staff of organisations, of these people',
      `select person_id from membership_of_person
       where person_id = any($1::uuid[]) and organisation_id = any($2::uuid[]) and ended_at is null`,
      [asked, organisations],
    )
    for (const { person_id } of staff) strangers.delete(person_id)
    const addresses = await tx.named<{ person_id: string; address: string }>(
      'confirmed addresses of these people',
      `select person_id, address from email_address
       where person_id = any($1::uuid[]) and confirmed_at is not null`,
      [asked],
    )
    for (const { person_id, address } of addresses) {
      if (parties.has(partyOfAddress(address))) strangers.delete(person_id)
    }
  })
  return strangers
}

/** With whom a person has shared, also what is over by now, and where they are enrolled. */
async function tiesOf(
  app: App,
  person: Person,
): Promise<{ parties: ReadonlySet<string>; organisations: string[] }> {
  const { personId, learnerIds } = person
  return app.db.read({ self: [personId, ...learnerIds] }, async (tx) => {
    const shared = await tx.named<{ party_id: string }>(
      'parties that a person shared with',
      `select distinct audience_id as party_id from access_grant where owner_id = $1 and audience = 'person'`,
      [personId],
    )
    const enrolled = await tx.named<{ organisation_id: string }>(
      'where learners are enrolled',
      `select distinct organisation_id from enrolment_of_learner
       where learner_id = any($1::uuid[]) and ended_at is null`,
      [learnerIds],
    )
    return {
      parties: new Set(shared.map(({ party_id }) => party_id)),
      organisations: enrolled.map(({ organisation_id }) => organisation_id),
    }
  })
}
