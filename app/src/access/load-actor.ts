import type { App } from '../app.ts'
import type { ActingRole, PersonActor, Role } from '../identity/actor.ts'
import { personOfToken, type SignedIn, signedInPerson, sessionCookieName } from '../identity/signed-in.ts'
import type { Glance } from '../platform/db.ts'

interface Presented {
  cookies(name: string): string | undefined
  readonly authorization: string | undefined
}

/** Who asks: by the session's cookie or a bearer token. Nothing presented, or nothing that holds, is a visitor. */
export async function loadActor(
  app: App,
  presented: Presented,
): Promise<{ actor: PersonActor; look: Pick<SignedIn, 'theme' | 'textSize'> } | null> {
  // Whoever presents a token is asked by it alone: with one that is none, a cookie does not count either.
  const bearer = presented.authorization?.match(/^Bearer (.*)$/)?.[1]
  const cookie = presented.cookies(sessionCookieName(app.config))
  const bySession = () => (cookie ? signedInPerson(app, cookie, readPlace) : null)
  const found = await (bearer === undefined ? bySession() : personOfToken(app, bearer, readPlace))
  if (!found) return null
  const { person, also } = found
  return { actor: actorOf(person, also), look: { theme: person.theme, textSize: person.textSize } }
}

function actorOf(person: SignedIn, place: Place): PersonActor {
  const { personId, name, birthDate, language, isOperator, scopes, credentialId } = person
  return {
    kind: 'person',
    personId,
    name,
    birthDate,
    language,
    isOperator,
    scopes,
    credentialId,
    learnerIds: place.learnerIds,
    roles: place.roles,
  }
}

interface Place {
  readonly learnerIds: readonly string[]
  readonly roles: readonly ActingRole[]
}

/** The learners that a person owns and the roles that they hold, in the transaction that found the person. */
async function readPlace(tx: Glance, personId: string): Promise<Place> {
  const [row] = await tx.named<{ learner_ids: string[]; roles: [string, string, Role, boolean][] }>(
    'place of a person',
    `select
       array(select learner_id::text from learner_of_person where person_id = $1) as learner_ids,
       coalesce((select json_agg(json_build_array(organisation_id, name, role, suspended_at is not null) order by name, role)
         from membership_of_person join organisation using (organisation_id)
         where person_id = $1 and ended_at is null), '[]') as roles`,
    [personId],
  )
  return {
    learnerIds: row?.learner_ids ?? [],
    roles: (row?.roles ?? []).map(([organisationId, organisationName, role, isSuspended]) => ({
      organisationId,
      organisationName,
      role,
      isSuspended,
    })),
  }
}

/** The same for somebody whom a command names, not a request. */
export async function actorOfPerson(app: App, personId: string): Promise<PersonActor> {
  return app.db.read({ self: [personId] }, async (tx) => {
    const [[row], place] = await Promise.all([
      tx.named<{ name: string; birth_date: string; language: PersonActor['language']; is_operator: boolean }>(
        'person by id',
        `select coalesce(known_as, given_name) || ' ' || family_name as name, birth_date, language,
           exists (select from operator where operator.person_id = $1) as is_operator
         from person join person_name using (person_id) where person_id = $1`,
        [personId],
      ),
      readPlace(tx, personId),
    ])
    if (!row) throw new Error('no such person')
    return actorOf(
      {
        personId,
        name: row.name,
        birthDate: row.birth_date,
        language: row.language,
        isOperator: row.is_operator,
        scopes: 'all',
        credentialId: personId,
        theme: 'system',
        textSize: 'normal',
      },
      place,
    )
  })
}
