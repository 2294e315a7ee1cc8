import { ensurePerson } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { registrarPowers } from '../acting.ts'
import { candidatesFor, type Registered, registeredById } from './candidates.ts'
import { type Judgement, judge } from './judge.ts'
import { askRegister } from './limits.ts'
import { type MaskedCandidate, masked } from './masked.ts'
import { describe } from './matching.ts'
import { recordLookUp } from './record-look-up.ts'
import { checkRegistration, type RegistrationCells } from './registration.ts'

/** What the register says of a description: a code, and no more than the code says. */
export type SearchAnswer =
  | { readonly code: 'WSRC0001' | 'WSRC0002' }
  | { readonly code: 'WSRC0003'; readonly candidates: readonly MaskedCandidate[] }
  | Found

/** `uln` is the number to use. Who opted out of sharing (WSEC0206) is confirmed, and their record stays closed. */
export interface Found {
  readonly code: 'WSRC0004' | 'WSRC0022'
  readonly uln: string
  readonly foundUln: string
  readonly optedOut: boolean
}

/**
 * Asks the whole register whether somebody is in it, for a purpose, by the five facts and what helps them. Everybody of
 * whom the answer says anything reads that it was asked.
 */
export async function searchRegister(
  app: App,
  actor: Actor,
  organisationId: string,
  { purpose, ...cells }: RegistrationCells & { readonly purpose: string },
): Promise<SearchAnswer> {
  const powers = registrarPowers(actor, organisationId, 'learners:read')
  const asks = ensurePerson(actor)
  const checked = checkRegistration(cells, app.now().toISOString().slice(0, 10))
  if (!checked.ok) invalid(...checked.problems)
  await app.limit.take(askRegister, asks.personId)
  const person = describe({ ...checked.value, ...checked.value.details })
  return app.db.write({ ...powers, ingest: true }, async (tx) => {
    const judgement = judge(person, await candidatesFor(tx, organisationId, person))
    const { answer, learnerIds } = await answerTo(tx, organisationId, judgement)
    await recordLookUp(app, tx, asks, {
      ...{ organisationId, purpose, learnerIds },
      kind: 'search',
      missed: answer.code === 'WSRC0001',
    })
    return answer
  })
}

async function answerTo(
  tx: Reader,
  organisationId: string,
  judgement: Judgement<Registered>,
): Promise<{ answer: SearchAnswer; learnerIds: readonly string[] }> {
  switch (judgement.code) {
    case 'WSRC0001':
    case 'WSRC0002':
      return { answer: { code: judgement.code }, learnerIds: [] }
    case 'WSRC0003':
      return {
        answer: { code: 'WSRC0003', candidates: judgement.possible.map(masked) },
        learnerIds: judgement.possible.map(({ candidate }) => candidate.learnerId),
      }
    case 'WSRC0004':
    case 'WSRC0022':
      return foundAnswer(tx, organisationId, judgement.found)
  }
}

/** The one who was found, by the number to use. If that one is shielded, nobody was found. */
export async function foundAnswer(
  tx: Reader,
  organisationId: string,
  found: Registered,
): Promise<{ answer: Found | { readonly code: 'WSRC0001' }; learnerIds: readonly string[] }> {
  const root = found.rootId === null ? found : await registeredById(tx, organisationId, found.rootId)
  if (!root) return { answer: { code: 'WSRC0001' }, learnerIds: [] }
  return {
    answer: {
      code: root === found ? 'WSRC0004' : 'WSRC0022',
      uln: root.uln,
      foundUln: found.uln,
      optedOut: root.abilityToShare === 2,
    },
    learnerIds: [...new Set([found.learnerId, root.learnerId])],
  }
}
