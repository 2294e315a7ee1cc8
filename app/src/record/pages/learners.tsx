import { z } from 'zod'
import { ensurePerson } from '../../access/powers.ts'
import type { FieldProblem } from '../../errors.ts'
import { organisationById } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { type FormValues, frameOf, html, idParam, readForm, seeOther } from '../../ui/request.ts'
import { keepsRegister, readerPowers, registrarPowers } from '../acting.ts'
import { endEnrolmentOf } from '../register/enrol-learner.ts'
import { lookedUp, lookUpLearners, lookUpStart } from '../register/look-ups.ts'
import { CohortsPage, LookUpPage } from '../views/learners-pages.tsx'
import { attempt } from './attempt.ts'

interface Again {
  readonly values?: FormValues
  readonly problems: readonly FieldProblem[]
}

/** The organisation, once it is certain that the actor keeps its register. */
export async function registrarOrganisation(c: AppContext) {
  const powers = registrarPowers(c.var.actor, idParam(c))
  return c.var.app.db.read(powers, (tx) => organisationById(tx, idParam(c)))
}

/** The same for everybody whose work needs the learners of their cohorts. */
export async function readerOrganisation(c: AppContext) {
  const powers = readerPowers(c.var.actor, idParam(c))
  return c.var.app.db.read(powers, (tx) => organisationById(tx, idParam(c)))
}

export function showCohorts(c: AppContext): Promise<Response> {
  return cohortsPage(c)
}

async function cohortsPage(c: AppContext, again?: Again): Promise<Response> {
  const organisation = await readerOrganisation(c)
  const start = await lookUpStart(c.var.app, c.var.actor, organisation.organisationId)
  const isRegistrar = keepsRegister(ensurePerson(c.var.actor), organisation.organisationId)
  const page = (
    <CohortsPage
      frame={frameOf(c)}
      organisation={organisation}
      start={start}
      isRegistrar={isRegistrar}
      values={again?.values}
      problems={again?.problems}
    />
  )
  return html(c, page, again ? 422 : 200)
}

const LookUpForm = z.object({
  cohort: z.string().default(''),
  purpose: z.string().default(''),
})

export async function postLookUp(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const form = await readForm(c, LookUpForm)
  if (!form.ok) return cohortsPage(c, form)
  const { cohort, purpose } = form.value
  const done = await attempt(() =>
    lookUpLearners(c.var.app, c.var.actor, organisationId, { purpose, ...(cohort ? { cohort } : {}) }),
  )
  if (!done.ok) return cohortsPage(c, { values: form.value, problems: done.problems })
  return seeOther(c, paths.lookUp(organisationId, done.value.lookUpId))
}

export async function showLookUp(c: AppContext): Promise<Response> {
  const organisation = await readerOrganisation(c)
  const lookUpId = idParam(c, 'lookUp')
  const list = await lookedUp(c.var.app, c.var.actor, organisation.organisationId, lookUpId)
  const page = <LookUpPage frame={frameOf(c)} organisation={organisation} lookUpId={lookUpId} list={list} />
  return html(c, page)
}

const EndForm = z.object({ cohort: z.string() })

export async function postEnrolmentEnd(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const form = await readForm(c, EndForm)
  const cohort = form.ok ? form.value.cohort : ''
  await endEnrolmentOf(c.var.app, c.var.actor, organisationId, idParam(c, 'learner'), cohort)
  return seeOther(c, paths.learners(organisationId), 'record.enrolmentEnded')
}
