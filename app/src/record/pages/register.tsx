import { type FieldProblem, invalid } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { type FormValues, frameOf, html, idParam, seeOther } from '../../ui/request.ts'
import { type VerifyAnswer, verifyNumber } from '../register/ask-by-number.ts'
import { learnerDetails } from '../register/details.ts'
import { enrolLearner } from '../register/enrol-learner.ts'
import { lookUpStart } from '../register/look-ups.ts'
import type { MaskedCandidate } from '../register/masked.ts'
import { NotRegistered, registerLearner } from '../register/register-learner.ts'
import { type SearchAnswer, searchRegister } from '../register/search-register.ts'
import { shieldLearner } from '../register/shield-learner.ts'
import { updateLearner } from '../register/update-learner.ts'
import { LearnerDetailsPage } from '../views/learner-details-page.tsx'
import { NewLearnerPage } from '../views/new-learner-page.tsx'
import { NumberPage, SearchPage } from '../views/search-pages.tsx'
import { attempt } from './attempt.ts'
import { registrarOrganisation } from './learners.tsx'
import { readRegistration, valuesOf } from './registration-form.ts'

interface Again {
  readonly values?: FormValues
  readonly problems?: readonly FieldProblem[]
}

export function showSearch(c: AppContext): Promise<Response> {
  return searchPage(c)
}

/** The answer is the page itself: what was asked stands in no address and is kept nowhere. */
export async function postSearch(c: AppContext): Promise<Response> {
  const organisation = await registrarOrganisation(c)
  const { values, cells } = await readRegistration(c)
  const asked = { ...cells, purpose: values['purpose'] ?? '' }
  const done = await attempt(() => searchRegister(c.var.app, c.var.actor, organisation.organisationId, asked))
  if (!done.ok) return searchPage(c, { values, problems: done.problems })
  return searchPage(c, { values, answer: done.value })
}

async function searchPage(c: AppContext, again: Again & { answer?: SearchAnswer } = {}): Promise<Response> {
  const organisation = await registrarOrganisation(c)
  const { purposes } = await lookUpStart(c.var.app, c.var.actor, organisation.organisationId)
  const page = <SearchPage frame={frameOf(c)} organisation={organisation} purposes={purposes} {...again} />
  return html(c, page, again.problems ? 422 : 200)
}

export function showNumber(c: AppContext): Promise<Response> {
  return numberPage(c)
}

export async function postNumber(c: AppContext): Promise<Response> {
  const organisation = await registrarOrganisation(c)
  const { values, cells } = await readRegistration(c)
  const { uln = '', givenName = '', familyName = '', birthDate, gender } = cells
  const asked = { uln, givenName, familyName, birthDate, gender, purpose: values['purpose'] ?? '' }
  const done = await attempt(() => verifyNumber(c.var.app, c.var.actor, organisation.organisationId, asked))
  if (!done.ok) return numberPage(c, { values, problems: done.problems })
  return numberPage(c, { values, answer: done.value })
}

async function numberPage(c: AppContext, again: Again & { answer?: VerifyAnswer } = {}): Promise<Response> {
  const organisation = await registrarOrganisation(c)
  const { purposes } = await lookUpStart(c.var.app, c.var.actor, organisation.organisationId)
  const page = <NumberPage frame={frameOf(c)} organisation={organisation} purposes={purposes} {...again} />
  return html(c, page, again.problems ? 422 : 200)
}

export function showNewLearner(c: AppContext): Promise<Response> {
  return newLearnerPage(c)
}

async function newLearnerPage(
  c: AppContext,
  again: Again & { candidates?: readonly MaskedCandidate[] } = {},
): Promise<Response> {
  const organisation = await registrarOrganisation(c)
  return html(
    c,
    <NewLearnerPage frame={frameOf(c)} organisation={organisation} {...again} />,
    again.problems ? 422 : 200,
  )
}

export async function postNewLearner(c: AppContext): Promise<Response> {
  const organisation = await registrarOrganisation(c)
  const { values, cells } = await readRegistration(c)
  // From a search that found nobody: the form, with what was searched for in it.
  if (values['fill'] === 'yes') return newLearnerPage(c, { values })
  const done = await attempt(() => enter(c, organisation.organisationId, values, cells))
  if (done.ok) return seeOther(c, paths.learners(organisation.organisationId), 'record.learnerEntered')
  return newLearnerPage(c, {
    values,
    problems: done.problems,
    candidates: done.error instanceof NotRegistered ? done.error.candidates : [],
  })
}

async function enter(
  c: AppContext,
  organisationId: string,
  values: FormValues,
  cells: Awaited<ReturnType<typeof readRegistration>>['cells'],
): Promise<unknown> {
  const { app, actor } = c.var
  const cohort = values['cohort'] ?? ''
  if (values['known'] === 'known') {
    const { uln = '', givenName = '', familyName = '', birthDate = '' } = cells
    return enrolLearner(app, actor, organisationId, { uln, givenName, familyName, birthDate, cohort })
  }
  if (values['known'] !== 'new') return knownMissing()
  const reason = values['reason']?.trim()
  return registerLearner(
    app,
    actor,
    organisationId,
    { ...cells, cohort },
    reason ? { override: { reason } } : {},
  )
}

function knownMissing(): never {
  return invalid({ field: 'known', key: 'record.knownMissing' })
}

export function showDetails(c: AppContext): Promise<Response> {
  return detailsPage(c)
}

async function detailsPage(c: AppContext, again: Again = {}): Promise<Response> {
  const organisation = await registrarOrganisation(c)
  const learner = await learnerDetails(
    c.var.app,
    c.var.actor,
    organisation.organisationId,
    idParam(c, 'learner'),
  )
  const values = again.values ?? { ...valuesOf(learner.cells), version: String(learner.version) }
  const page = (
    <LearnerDetailsPage
      frame={frameOf(c)}
      organisation={organisation}
      learner={learner}
      values={values}
      problems={again.problems}
    />
  )
  return html(c, page, again.problems ? 422 : 200)
}

export async function postDetails(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const learnerId = idParam(c, 'learner')
  const { values, cells } = await readRegistration(c)
  const version = Number(values['version'] ?? 0)
  const done = await attempt(() =>
    updateLearner(c.var.app, c.var.actor, organisationId, learnerId, cells, { version }),
  )
  if (!done.ok) return detailsPage(c, { values, problems: done.problems })
  return seeOther(c, paths.learnerDetails(organisationId, learnerId), 'register.detailsSaved')
}

export async function postShield(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const learnerId = idParam(c, 'learner')
  const { values } = await readRegistration(c)
  const shielded = values['shielded'] === 'yes'
  await shieldLearner(c.var.app, c.var.actor, organisationId, learnerId, { shielded })
  return seeOther(c, paths.learnerDetails(organisationId, learnerId), 'register.detailsSaved')
}
