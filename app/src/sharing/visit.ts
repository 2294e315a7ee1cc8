import { createHash } from 'node:crypto'
import type { App } from '../app.ts'
import { AppError, notFound } from '../errors.ts'
import { isSecret, hashSecret } from '../identity/secret.ts'
import type { Actor, PersonActor } from '../identity/actor.ts'
import { ensurePerson, ensureScope } from '../access/powers.ts'
import { placeOfLink, placeOfParty } from './grant-places.ts'
import { type Look, type LookOptions, look, type Visitor } from './look.ts'
import type { GrantPlace, Way } from './look-state.ts'
import { partiesOf } from './party.ts'
import { strangersTo } from './strangers.ts'

/** Once valid, now stopped, over or replaced: the same words for all of them (design §3.2). */
export function gone(): never {
  throw new AppError('gone', { key: 'sharing.gone' })
}

/** A look by whoever holds a link. */
export async function lookByLink<T>(
  app: App,
  token: string,
  visit: string | undefined,
  options: LookOptions<T>,
): Promise<Exclude<Look<T>, { kind: 'gone' }>> {
  if (!isSecret(token)) notFound('link')
  return lookByLinkHash(app, hashSecret(token), visit === undefined ? undefined : hashVisit(visit), options)
}

/** The same by the hashes of both secrets, which a ticket for a file carries. */
export async function lookByLinkHash<T>(
  app: App,
  tokenHash: string,
  visitHash: string | undefined,
  options: LookOptions<T>,
): Promise<Exclude<Look<T>, { kind: 'gone' }>> {
  const way = { kind: 'link', tokenHash } as const
  const visitor = { hash: visitHash }
  return settle(
    () => placeOfLink(app, way.tokenHash),
    (place) => look(app, way, place, visitor, options),
  )
}

/** A look by somebody signed in, for whom it was shared. One session is one visit. A child finds nothing of strangers. */
export async function lookByParty<T>(
  app: App,
  actor: Actor,
  grantId: string,
  options: LookOptions<T>,
): Promise<Exclude<Look<T>, { kind: 'gone' }>> {
  const person = ensurePerson(actor)
  ensureScope(person, 'shares:read')
  const way = await wayOf(app, person)
  const visitor: Visitor = { hash: hashVisit(`${person.personId} ${person.credentialId}`), person }
  return settle(
    async () => {
      const place = await placeOfParty(app, way, grantId)
      const strangers = place ? await strangersTo(app, person, [place.ownerId]) : undefined
      return strangers?.has(place?.ownerId ?? '') ? undefined : place
    },
    (place) => look(app, way, place, visitor, options),
  )
}

async function wayOf(app: App, person: PersonActor): Promise<Extract<Way, { kind: 'party' }>> {
  const parties = await app.db.read({ self: [person.personId] }, (tx) => partiesOf(tx, person))
  return { kind: 'party', parties, personId: person.personId }
}

/** A scope that changed between the two reads is looked up once more. */
async function settle<T>(
  find: () => Promise<GrantPlace | undefined>,
  lookAt: (place: GrantPlace) => Promise<Look<T> | 'moved'>,
): Promise<Exclude<Look<T>, { kind: 'gone' }>> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const place = (await find()) ?? notFound('share')
    const seen = await lookAt(place)
    if (seen === 'moved') continue
    if (seen.kind === 'gone') gone()
    return seen
  }
  throw new AppError('unavailable')
}

/** The secret of a visit is in the visitor's cookie only. */
export function hashVisit(visit: string): string {
  return createHash('sha256').update(visit).digest('base64url')
}
