import { checkUln } from '@vademecum/uln'
import type { App } from '../../app.ts'
import { AppError, type FieldProblem, forbidden, invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { organisationById, providerKinds } from '../../institution/organisation.ts'
import type { Writer } from '../../platform/db.ts'
import { registrarPowers } from '../acting.ts'
import { keepingPurpose } from './details.ts'
import { countMiss, ensureFewMisses } from './misses.ts'
import type { MaskedCandidate } from './masked.ts'
import { recordLookUp } from './record-look-up.ts'
import { type Registering, registerIn } from './register-in.ts'
import { ensureMayLookUp } from './suspensions.ts'
import { checkRegistration, type RegistrationCells } from './registration.ts'

export interface NewLearner {
  readonly uln: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly cohort: string
}

export type Registered = Extract<Registering, { code: 'WSRC0001' }>

/** Why somebody was not entered; the page shows who is possible. */
export class NotRegistered extends AppError {
  readonly outcome: Exclude<Registering, Registered>
  constructor(outcome: Exclude<Registering, Registered>) {
    super(outcome.code === 'ulnInUse' ? 'invalid' : 'conflict', {
      key: sentenceOf(outcome),
      problems: [{ field: fieldOf(outcome), key: sentenceOf(outcome) }],
    })
    this.outcome = outcome
  }

  get candidates(): readonly MaskedCandidate[] {
    return this.outcome.code === 'WSRC0003' ? this.outcome.candidates : []
  }
}

/**
 * Enters a learner into the register and enrols them, or says by which code not (`NotRegistered`). Of a number that is
 * taken an organisation is told whose it is in its own register only; any other is in use, and such answers are counted.
 * Whoever is possible reads that somebody saw how they compare.
 */
export async function registerLearner(
  app: App,
  actor: Actor,
  organisationId: string,
  input: RegistrationCells & { readonly cohort: string },
  options: { readonly override?: { readonly reason: string } | undefined } = {},
): Promise<Registered> {
  const powers = registrarPowers(actor, organisationId)
  const { registration, cohort, override } = ensureRegistration(input, app.now(), options.override)
  await ensureFewMisses(app, organisationId)
  const outcome = await app.db.write({ ...powers, ingest: true }, async (tx) => {
    await ensureProvider(tx, organisationId)
    await ensureMayLookUp(tx, organisationId, actor)
    const done = await registerIn(app, tx, actor, organisationId, registration, { cohort, override })
    await tellSeen(app, tx, actor, organisationId, done)
    return done
  })
  if (outcome.code === 'WSRC0001') return outcome
  if (outcome.code === 'ulnInUse') await countMiss(app, organisationId)
  throw new NotRegistered(outcome)
}

export async function ensureProvider(tx: Writer, organisationId: string): Promise<void> {
  const { kind, closedAt } = await organisationById(tx, organisationId)
  if (closedAt !== null || !providerKinds.includes(kind)) forbidden('record.notAProvider')
}

async function tellSeen(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  outcome: Registering,
): Promise<void> {
  if (actor.kind !== 'person') return
  const seen =
    'learnerIds' in outcome ? outcome.learnerIds : outcome.code === 'WSRC0001' ? [] : learnerOf(outcome)
  if (seen.length === 0) return
  const purpose = await keepingPurpose(tx, organisationId)
  await recordLookUp(app, tx, actor, { organisationId, kind: 'search', purpose, learnerIds: seen })
}

function learnerOf(outcome: Registering): readonly string[] {
  return 'learnerId' in outcome ? [outcome.learnerId] : []
}

function fieldOf({ code }: Registering): string {
  if (code === 'ulnKnown' || code === 'ulnInUse') return 'uln'
  return code === 'WSRC0003' ? 'reason' : 'familyName'
}

function sentenceOf({ code }: Registering): string {
  if (code === 'ulnKnown') return 'record.ulnKnown'
  return code === 'ulnInUse' ? 'record.ulnInUse' : `register.create_${code}`
}

/** Who is enrolled by number, names and birth date. */
export function ensureLearner(input: NewLearner, now: Date): NewLearner {
  const { registration, cohort } = ensureRegistration(input, now, undefined, { uln: true })
  const { uln = '', givenName, familyName, birthDate } = registration
  return { uln, givenName, familyName, birthDate, cohort }
}

function ensureRegistration(
  { cohort: named, ...cells }: RegistrationCells & { readonly cohort: string },
  now: Date,
  override: { readonly reason: string } | undefined,
  needs: { readonly uln?: true } = {},
) {
  const checked = checkRegistration(cells, now.toISOString().slice(0, 10))
  const problems: FieldProblem[] = checked.ok ? [] : [...checked.problems]
  const uln = checkUln(cells.uln ?? '')
  if (needs.uln && !uln.ok && uln.rule === 'empty') {
    problems.unshift({ field: 'uln', key: 'record.rule_uln-empty' })
  }
  const cohort = named.trim()
  if (cohort === '' || cohort.length > 60) problems.push({ field: 'cohort', key: 'record.cohortInvalid' })
  const reason = override?.reason.trim()
  if (reason !== undefined && (reason.length < 10 || reason.length > 500)) {
    problems.push({ field: 'reason', key: 'register.reasonInvalid' })
  }
  if (problems.length > 0 || !checked.ok) invalid(...problems)
  return { registration: checked.value, cohort, override: reason === undefined ? undefined : { reason } }
}
