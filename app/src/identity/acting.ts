import { AppError, forbidden, notFound } from '../errors.ts'
import type { Powers } from '../platform/db.ts'
import type { Actor, PersonActor } from './actor.ts'

/** Signed in, or sent to sign in. */
export function ensurePerson(actor: Actor): PersonActor {
  if (actor.kind !== 'person') throw new AppError('unauthenticated')
  return actor
}

/** The account itself is changed by its person at a page, never by a token. */
export function ensureSession(actor: Actor): PersonActor {
  const person = ensurePerson(actor)
  if (person.scopes !== 'all') forbidden('errors.scope')
  return person
}

/** Nobody else learns that there is something for operators. */
export function ensureOperator(actor: Actor): PersonActor {
  const person = ensureSession(actor)
  if (!person.isOperator) notFound('operator')
  return person
}

/** An account is the person's alone: learners and organisations do not come into it. */
export function ownAccount(actor: PersonActor): Powers {
  return { self: [actor.personId] }
}
