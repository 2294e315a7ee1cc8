import { checkUln } from '@vademecum/uln'
import { ensurePerson } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { type FieldProblem, invalid } from '../../errors.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import type { Powers } from '../../platform/db.ts'
import { registrarPowers } from '../acting.ts'
import { isDay } from '../calendar.ts'
import { nameKey } from '../name-key.ts'
import { registeredById, registeredByUln } from './candidates.ts'
import { askRegister } from './limits.ts'
import { recordLookUp } from './record-look-up.ts'
import { genders } from './registration.ts'
import { type Found, foundAnswer } from './search-register.ts'
import {
  type NumberAndNames,
  verified,
  type VerifyCode,
  verifyCode,
  type VerifyFlags,
} from './verification.ts'

export interface AskedNumber {
  readonly uln: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate?: string | undefined
  readonly gender?: string | undefined
  readonly purpose: string
}

export interface VerifyAnswer {
  readonly code: VerifyCode
  /** The number to use, where a linked one matched. */
  readonly uln?: string
  /** Field by field, where it matches or nearly does. */
  readonly flags?: VerifyFlags
}

/** Whether a number and what is said of its learner belong together. Where they do not, nothing more is said. */
export async function verifyNumber(
  app: App,
  actor: Actor,
  organisationId: string,
  asked: AskedNumber,
): Promise<VerifyAnswer> {
  const { powers, asks, number, given } = await ensureAsked(app, actor, organisationId, asked)
  return app.db.write(powers, async (tx) => {
    const learner = await registeredByUln(tx, organisationId, number)
    const root = learner?.rootId ? await registeredById(tx, organisationId, learner.rootId) : learner
    const said = learner && root ? verified(given, learner) : undefined
    const matches = said !== undefined && said.verdict !== 'different'
    await recordLookUp(app, tx, asks, {
      ...{ organisationId, purpose: asked.purpose, kind: 'search' },
      learnerIds: learner && matches ? [learner.learnerId] : [],
      missed: !matches,
    })
    if (!said || !root || !learner) return { code: 'WSVRC006' }
    const code = verifyCode(said, root !== learner)
    return {
      code,
      ...(code === 'WSVRC002' ? { uln: root.uln } : {}),
      ...(matches ? { flags: said.flags } : {}),
    }
  })
}

/**
 * The learner of a number, if the names are theirs: the number that was asked for and the one to use. A number that
 * nobody has and one whose names differ answer alike.
 */
export async function findByNumber(
  app: App,
  actor: Actor,
  organisationId: string,
  asked: AskedNumber,
): Promise<Found | { readonly code: 'WSEC0208' }> {
  const { powers, asks, number, given } = await ensureAsked(app, actor, organisationId, asked)
  return app.db.write(powers, async (tx) => {
    const learner = await registeredByUln(tx, organisationId, number)
    const isTheirs = learner !== undefined && verified(given, learner).verdict === 'match'
    const found = isTheirs ? await foundAnswer(tx, organisationId, learner) : undefined
    await recordLookUp(app, tx, asks, {
      ...{ organisationId, purpose: asked.purpose, kind: 'search' },
      learnerIds: found?.learnerIds ?? [],
      missed: found === undefined || found.answer.code === 'WSRC0001',
    })
    if (!found || found.answer.code === 'WSRC0001') return { code: 'WSEC0208' }
    return found.answer
  })
}

async function ensureAsked(
  app: App,
  actor: Actor,
  organisationId: string,
  asked: AskedNumber,
): Promise<{ powers: Powers; asks: PersonActor; number: string; given: NumberAndNames }> {
  const powers = registrarPowers(actor, organisationId, 'learners:read')
  const asks = ensurePerson(actor)
  const problems: FieldProblem[] = []
  const uln = checkUln(asked.uln)
  if (!uln.ok) problems.push({ field: 'uln', key: `record.rule_uln-${uln.rule}` })
  for (const field of ['givenName', 'familyName'] as const) {
    if (nameKey(asked[field]) === '') problems.push({ field, key: 'record.rule_empty' })
  }
  const birthDate = asked.birthDate?.trim() || undefined
  if (birthDate !== undefined && !isDay(birthDate))
    problems.push({ field: 'birthDate', key: 'record.rule_date' })
  const gender = asked.gender?.trim() || undefined
  if (gender !== undefined && !genders.some((code) => code === gender)) {
    problems.push({ field: 'gender', key: 'record.rule_code', values: { codes: genders.join(', ') } })
  }
  if (problems.length > 0) invalid(...problems)
  await app.limit.take(askRegister, asks.personId)
  const given = {
    givenNameKey: nameKey(asked.givenName),
    familyNameKey: nameKey(asked.familyName),
    birthDate,
    gender,
  }
  return { powers: { ...powers, ingest: true }, asks, number: uln.value, given }
}
