import { checkUln } from '@vademecum/uln'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError, type FieldProblem, forbidden, invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { organisationById, providerKinds } from '../../institution/organisation.ts'
import { newId } from '../../platform/id.ts'
import { registrarPowers } from '../acting.ts'
import { isDay } from '../calendar.ts'
import { jobs } from '../jobs.ts'
import { nameKey } from '../name-key.ts'
import { insertEnrolment, insertLearner, isEnrolledHere } from '../learner-store.ts'
import { countMiss, ensureFewMisses } from './misses.ts'

export interface NewLearner {
  readonly uln: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly cohort: string
}

/**
 * Enters a learner into the register and enrols them. Results that wait for them attach by a job that is always added,
 * so that whoever registers cannot tell whether there are any. Of a number that is taken an organisation is told whose
 * it is in its own register only; any other is in use, and such answers are counted.
 */
export async function registerLearner(
  app: App,
  actor: Actor,
  organisationId: string,
  input: NewLearner,
): Promise<{ learnerId: string }> {
  const powers = registrarPowers(actor, organisationId)
  const learner = ensureLearner(input, app.now())
  await ensureFewMisses(app, organisationId)
  const registered = await app.db.write({ ...powers, ingest: true }, async (tx) => {
    const { kind, closedAt } = await organisationById(tx, organisationId)
    if (closedAt !== null || !providerKinds.includes(kind)) forbidden('record.notAProvider')
    const at = app.now()
    const learnerId = newId(at.getTime())
    const isNew = await insertLearner(tx, {
      learner_id: learnerId,
      uln: learner.uln,
      given_name: learner.givenName,
      family_name: learner.familyName,
      given_name_key: nameKey(learner.givenName),
      family_name_key: nameKey(learner.familyName),
      birth_date: learner.birthDate,
      registered_by: organisationId,
      version: 1,
      created_at: at,
      updated_at: at,
    })
    if (!isNew) {
      if (await isEnrolledHere(tx, organisationId, learner.uln)) throw knownUln()
      return undefined
    }
    await insertEnrolment(tx, { organisationId, learnerId, cohort: learner.cohort, at })
    await recordEvent(tx, actor, {
      action: 'learner.registered',
      about: [learnerId, organisationId],
      permission: actor.kind === 'system' ? 'system' : 'provider',
      organisationId,
      thing: { kind: 'learner', id: learnerId },
      at,
    })
    await app.jobs.add(tx, jobs.attachHeld, { learnerId })
    return { learnerId }
  })
  if (registered) return registered
  await countMiss(app, organisationId)
  invalid({ field: 'uln', key: 'record.ulnInUse' })
}

export function ensureLearner(input: NewLearner, now: Date): NewLearner {
  const problems: FieldProblem[] = []
  const uln = checkUln(input.uln)
  if (!uln.ok) problems.push({ field: 'uln', key: `record.rule_uln-${uln.rule}` })
  const name = (field: 'givenName' | 'familyName') => {
    const value = input[field].trim().normalize('NFC')
    if (value === '') problems.push({ field, key: 'record.rule_empty' })
    else if ([...value].length > 35) {
      problems.push({ field, key: 'record.rule_tooLong', values: { longest: 35 } })
    } else if (/\p{Cc}/u.test(value) || nameKey(value) === '') {
      problems.push({ field, key: 'record.rule_characters' })
    }
    return value
  }
  const givenName = name('givenName')
  const familyName = name('familyName')
  const today = now.toISOString().slice(0, 10)
  if (!isDay(input.birthDate)) problems.push({ field: 'birthDate', key: 'record.rule_date' })
  else if (input.birthDate < '1900-01-01' || input.birthDate > today) {
    problems.push({ field: 'birthDate', key: 'record.rule_dateRange' })
  }
  const cohort = input.cohort.trim()
  if (cohort === '' || cohort.length > 60) problems.push({ field: 'cohort', key: 'record.cohortInvalid' })
  if (problems.length > 0) invalid(...problems)
  return { uln: uln.value, givenName, familyName, birthDate: input.birthDate, cohort }
}

function knownUln(): AppError {
  return new AppError('conflict', {
    key: 'record.ulnKnown',
    problems: [{ field: 'uln', key: 'record.ulnKnown' }],
  })
}
