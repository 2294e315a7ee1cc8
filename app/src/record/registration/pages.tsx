import { z } from 'zod'
import { type FieldProblem, notFound } from '../../errors.ts'
import { organisationById } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import {
  type FormValues,
  frameOf,
  html,
  idParam,
  readForm,
  readMultipart,
  seeOther,
} from '../../ui/request.ts'
import { registrarPowers } from '../acting.ts'
import { attempt } from '../pages/attempt.ts'
import { decideRow } from './decide-row.ts'
import { outputFile } from './output-file.ts'
import { registrationPolicy } from './policy.ts'
import { noRegistrationFile, receiveRegistrationFile } from './receive-file.ts'
import { startRegistration } from './register-file.ts'
import { listRegistrations, registrationReport } from './report.ts'
import { rowToDecide } from './row-to-decide.ts'
import { DecidePage } from './views/decide-page.tsx'
import { RegistrationPage } from './views/registration-page.tsx'
import { RegistrationsPage } from './views/registrations-page.tsx'
import { SendPage } from './views/send-page.tsx'

interface Again {
  readonly values?: FormValues
  readonly problems: readonly FieldProblem[]
}

function ownOrganisation(c: AppContext) {
  const powers = registrarPowers(c.var.actor, idParam(c), 'learners:read')
  return c.var.app.db.read(powers, (tx) => organisationById(tx, idParam(c)))
}

export async function showRegistrations(c: AppContext): Promise<Response> {
  const organisation = await ownOrganisation(c)
  const files = await listRegistrations(c.var.app, c.var.actor, organisation.organisationId)
  return html(c, <RegistrationsPage frame={frameOf(c)} organisation={organisation} files={files} />)
}

export function showSend(c: AppContext): Promise<Response> {
  return sendPage(c)
}

async function sendPage(c: AppContext, again?: Again): Promise<Response> {
  const organisation = await ownOrganisation(c)
  const page = (
    <SendPage
      frame={frameOf(c)}
      organisation={organisation}
      values={again?.values}
      problems={again?.problems}
    />
  )
  return html(c, page, again ? 422 : 200)
}

/** The class stands before the file in the form, so that it is known when the file begins. */
export async function postRegistrationFile(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const { app, actor } = c.var
  registrarPowers(actor, organisationId)
  const values: { cohort?: string } = {}
  const done = await attempt(async () => {
    const { files } = await readMultipart(c, {
      limit: registrationPolicy.largestFile,
      onFile: (stream, { fileName }, fields) => {
        values.cohort = fields['cohort'] ?? ''
        return receiveRegistrationFile(
          app,
          actor,
          organisationId,
          { fileName, stream },
          { cohort: values.cohort },
        )
      },
    })
    return files[0] ?? Promise.reject(noRegistrationFile())
  })
  if (!done.ok) return sendPage(c, { values: { ...values }, problems: done.problems })
  const { fileId, knownFile } = done.value
  const notice = knownFile ? 'registration.knownFile' : 'registration.checked'
  return seeOther(c, paths.registration(organisationId, fileId), notice)
}

export async function showRegistration(c: AppContext): Promise<Response> {
  const organisation = await ownOrganisation(c)
  const after = Number(c.req.query('after') ?? 0)
  const report = await registrationReport(
    c.var.app,
    c.var.actor,
    organisation.organisationId,
    idParam(c, 'file'),
    Number.isSafeInteger(after) && after > 0 && after < 2_147_483_647 ? { after } : {},
  )
  return html(c, <RegistrationPage frame={frameOf(c)} organisation={organisation} report={report} />)
}

export async function postStart(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const fileId = idParam(c, 'file')
  await startRegistration(c.var.app, c.var.actor, organisationId, fileId)
  return seeOther(c, paths.registration(organisationId, fileId), 'registration.started')
}

export async function takeOutput(c: AppContext): Promise<Response> {
  const output = await outputFile(c.var.app, c.var.actor, idParam(c), idParam(c, 'file'))
  return answerOutput(c, output)
}

export function answerOutput(
  c: AppContext,
  { fileName, format, content }: Awaited<ReturnType<typeof outputFile>>,
): Response {
  const type = format === 'XML' ? 'application/xml' : 'text/csv'
  c.header('Content-Type', `${type}; charset=utf-8`)
  // The name was checked when the file came: letters, digits and an underscore.
  c.header('Content-Disposition', `attachment; filename="${fileName}"`)
  c.header('Cache-Control', 'no-store')
  return c.body(content)
}

export function showDecision(c: AppContext): Promise<Response> {
  return decidePage(c)
}

async function decidePage(c: AppContext, again?: Again): Promise<Response> {
  const organisation = await ownOrganisation(c)
  const { organisationId } = organisation
  const open = await rowToDecide(c.var.app, c.var.actor, organisationId, idParam(c, 'file'), rowParam(c))
  const page = (
    <DecidePage
      frame={frameOf(c)}
      organisation={organisation}
      open={open}
      values={again?.values}
      problems={again?.problems}
    />
  )
  return html(c, page, again ? 422 : 200)
}

function rowParam(c: AppContext): number {
  const row = c.req.param('row') ?? ''
  return /^[1-9]\d{0,6}$/.test(row) ? Number(row) : notFound('row')
}

const DecisionForm = z.object({
  decision: z.string().regex(/^(new|aside|same \S{1,100})$/, 'registration.decisionMissing'),
  reason: z.string(),
})

export async function postDecision(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const fileId = idParam(c, 'file')
  const { app, actor } = c.var
  registrarPowers(actor, organisationId)
  const form = await readForm(c, DecisionForm)
  if (!form.ok) return decidePage(c, form)
  const [decision = '', candidate] = form.value.decision.split(' ')
  const done = await attempt(() =>
    decideRow(app, actor, organisationId, fileId, rowParam(c), {
      decision: decision === 'new' || decision === 'same' ? decision : 'aside',
      candidate,
      reason: form.value.reason,
    }),
  )
  if (!done.ok) {
    const problems = done.problems.map((problem) =>
      problem.field === 'candidate' ? { ...problem, field: 'decision' } : problem,
    )
    return decidePage(c, { values: form.value, problems })
  }
  return seeOther(c, paths.registration(organisationId, fileId), 'registration.isDecided')
}
