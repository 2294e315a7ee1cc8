import { z } from 'zod'
import { type FieldProblem, invalid } from '../../errors.ts'
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
import { attempt } from '../pages/attempt.ts'
import { cohortPowers, ensureProvider } from './acting.ts'
import { checkClassList } from './check-class-list.ts'
import { classListReport } from './class-list.ts'
import { classesOf } from './classes-of.ts'
import { confirmJoining, removeJoining } from './decide-joining.ts'
import { enrolClassList } from './enrol-class-list.ts'
import { largestList } from './limits.ts'
import { endJoinCode, makeJoinCode } from './make-code.ts'
import { ClassListPage, ClassListUploadPage } from './views/class-list-pages.tsx'
import { ClassesPage } from './views/classes-page.tsx'
import { WallPage } from './views/wall-page.tsx'

interface Again {
  readonly values?: FormValues
  readonly problems: readonly FieldProblem[]
}

/** The organisation, once it is certain that the actor keeps its classes. */
function ownProvider(c: AppContext) {
  const powers = cohortPowers(c.var.actor, idParam(c))
  return c.var.app.db.read(powers, (tx) => ensureProvider(tx, idParam(c)))
}

export function showClasses(c: AppContext): Promise<Response> {
  return classesPage(c)
}

async function classesPage(c: AppContext, again?: Again): Promise<Response> {
  const organisation = await ownProvider(c)
  const classes = await classesOf(c.var.app, c.var.actor, organisation.organisationId)
  const page = (
    <ClassesPage
      frame={frameOf(c)}
      organisation={organisation}
      classes={classes}
      values={again?.values}
      problems={again?.problems}
    />
  )
  return html(c, page, again ? 422 : 200)
}

const CodeForm = z.object({ cohort: z.string(), days: z.string() })

/** The sheet is the answer itself: the code is shown once and is nowhere to be read again. */
export async function postJoinCode(c: AppContext): Promise<Response> {
  const organisation = await ownProvider(c)
  const { app, actor } = c.var
  const form = await readForm(c, CodeForm)
  if (!form.ok) return classesPage(c, form)
  const { cohort, days } = form.value
  const input = { cohort, days: /^\d{1,3}$/.test(days.trim()) ? Number(days) : 0 }
  const done = await attempt(() => makeJoinCode(app, actor, organisation.organisationId, input))
  if (!done.ok) return classesPage(c, { values: form.value, problems: done.problems })
  const page = (
    <WallPage
      frame={frameOf(c)}
      organisation={organisation}
      made={done.value}
      publicUrl={app.config.publicUrl}
    />
  )
  return html(c, page)
}

export async function postJoinCodeEnd(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  await endJoinCode(c.var.app, c.var.actor, organisationId, idParam(c, 'code'))
  return seeOther(c, paths.cohorts(organisationId), 'cohort.codeEnded')
}

const DecisionForm = z.object({ decision: z.enum(['confirm', 'remove']) })

export async function postJoiningDecision(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const form = await readForm(c, DecisionForm)
  const confirms = form.ok && form.value.decision === 'confirm'
  const decide = confirms ? confirmJoining : removeJoining
  await decide(c.var.app, c.var.actor, organisationId, idParam(c, 'joining'))
  return seeOther(c, paths.cohorts(organisationId), confirms ? 'cohort.isConfirmed' : 'cohort.isRemoved')
}

export function showClassListUpload(c: AppContext): Promise<Response> {
  return uploadPage(c)
}

async function uploadPage(c: AppContext, again?: Again): Promise<Response> {
  const organisation = await ownProvider(c)
  const page = (
    <ClassListUploadPage
      frame={frameOf(c)}
      organisation={organisation}
      values={again?.values}
      problems={again?.problems}
    />
  )
  return html(c, page, again ? 422 : 200)
}

export async function postClassList(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const { app, actor } = c.var
  cohortPowers(actor, organisationId)
  const values: { cohort?: string } = {}
  const done = await attempt(async () => {
    const { files } = await readMultipart(c, {
      limit: largestList,
      onFile: (stream, { fileName }, fields) => {
        values.cohort = fields['cohort'] ?? ''
        return checkClassList(app, actor, organisationId, { fileName, stream }, { cohort: values.cohort })
      },
    })
    return files[0] ?? invalid({ field: 'file', key: 'record.fileMissing' })
  })
  if (!done.ok) return uploadPage(c, { values: { ...values }, problems: done.problems })
  return seeOther(c, paths.classList(organisationId, done.value.fileId))
}

export async function showClassList(c: AppContext): Promise<Response> {
  const organisation = await ownProvider(c)
  const after = Number(c.req.query('after') ?? 0)
  const report = await classListReport(
    c.var.app,
    c.var.actor,
    organisation.organisationId,
    idParam(c, 'list'),
    Number.isSafeInteger(after) && after > 0 && after < 2_147_483_647 ? { after } : {},
  )
  return html(c, <ClassListPage frame={frameOf(c)} organisation={organisation} report={report} />)
}

export async function postClassListEnrolment(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const fileId = idParam(c, 'list')
  await enrolClassList(c.var.app, c.var.actor, organisationId, fileId)
  return seeOther(c, paths.classList(organisationId, fileId), 'cohort.isEnrolled')
}
