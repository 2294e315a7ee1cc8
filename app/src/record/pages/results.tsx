import { z } from 'zod'
import { AppError, type FieldProblem } from '../../errors.ts'
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
import { instantInLondon } from '../calendar.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { batchReport, listBatches } from '../results/batches.ts'
import { checkResults } from '../results/check-results.ts'
import { loadChecked } from '../results/load-checked.ts'
import { publishBatch } from '../results/publish-batch.ts'
import { totalsOfBatch } from '../results/totals/read-totals.ts'
import { BatchPage } from '../views/batch-page.tsx'
import { BatchesPage } from '../views/batches-page.tsx'
import { UploadPage } from '../views/upload-page.tsx'
import { attempt } from './attempt.ts'
import { reportFile } from './report-file.ts'

const largestUpload = 256_000_000
const countedAtOnce = 100_000

export async function showBatches(c: AppContext): Promise<Response> {
  const organisation = await staffOrganisation(c)
  const batches = await listBatches(c.var.app, c.var.actor, organisation.organisationId)
  return html(c, <BatchesPage frame={frameOf(c)} organisation={organisation} batches={batches} />)
}

/** The organisation, once it is certain that the actor issues for it. */
export async function staffOrganisation(c: AppContext) {
  const powers = issuerPowers(c.var.actor, idParam(c), 'results:read')
  return c.var.app.db.read(powers, (tx) => organisationById(tx, idParam(c)))
}

export function showUpload(c: AppContext): Promise<Response> {
  return uploadPage(c)
}

async function uploadPage(c: AppContext, problems?: readonly FieldProblem[]): Promise<Response> {
  const organisation = await staffOrganisation(c)
  const page = <UploadPage frame={frameOf(c)} organisation={organisation} problems={problems} />
  return html(c, page, problems ? 422 : 200)
}

/** What would come of the file; loading it is the next step. */
export async function postUpload(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const { app, actor } = c.var
  issuerPowers(actor, organisationId)
  const done = await attempt(async () => {
    const { files } = await readMultipart(c, {
      limit: largestUpload,
      onFile: (stream, { fileName }) =>
        checkResults(app, actor, organisationId, { fileName, stream }, { limit: largestUpload }),
    })
    return files[0] ?? Promise.reject(noFile())
  })
  if (!done.ok) return uploadPage(c, done.problems)
  const { batchId, knownFile } = done.value
  return seeOther(
    c,
    paths.batch(organisationId, batchId),
    knownFile ? 'record.knownFile' : 'record.fileChecked',
  )
}

const LoadForm = z.object({ corrections: z.string().optional() })

export async function postLoading(c: AppContext): Promise<Response> {
  const [organisationId, batchId] = [idParam(c), idParam(c, 'batch')]
  const form = await readForm(c, LoadForm)
  const applyCorrections = form.ok && form.value.corrections === 'yes'
  const { loaded } = await loadChecked(c.var.app, c.var.actor, organisationId, batchId, { applyCorrections })
  return seeOther(
    c,
    paths.batch(organisationId, batchId),
    loaded ? 'record.fileLoaded' : 'record.fileLoading',
  )
}

export function getReport(c: AppContext): Promise<Response> {
  return reportFile(c, idParam(c), idParam(c, 'batch'))
}

function noFile(): AppError {
  return new AppError('invalid', { problems: [{ field: 'file', key: 'record.fileMissing' }] })
}

export function showBatch(c: AppContext): Promise<Response> {
  return batchPage(c)
}

async function batchPage(
  c: AppContext,
  again?: { values?: FormValues; problems: readonly FieldProblem[] },
): Promise<Response> {
  const organisation = await staffOrganisation(c)
  const after = Number(c.req.query('after') ?? 0)
  const report = await batchReport(
    c.var.app,
    c.var.actor,
    organisation.organisationId,
    idParam(c, 'batch'),
    Number.isSafeInteger(after) && after > 0 && after < 2_147_483_647 ? { after } : {},
  )
  const totals =
    report.rows > 0 && report.rows <= countedAtOnce
      ? await totalsOfBatch(c.var.app, c.var.actor, organisation.organisationId, report.batchId, { size: 1 })
      : undefined
  // Without a script: the browser asks again for as long as something is under way.
  if (report.progress && !report.progress.problem) c.header('Refresh', '3')
  const page = (
    <BatchPage
      frame={frameOf(c)}
      organisation={organisation}
      report={report}
      totals={totals}
      values={again?.values}
      problems={again?.problems}
    />
  )
  return html(c, page, again ? 422 : 200)
}

const two = (text: string) => text.padStart(2, '0')

const PublishForm = z
  .object({
    when: z.enum(['now', 'later'], 'record.whenMissing'),
    'date-day': z.string().default(''),
    'date-month': z.string().default(''),
    'date-year': z.string().default(''),
    time: z.string().default(''),
  })
  .transform((form, check) => {
    if (form.when === 'now') return { at: undefined }
    const date = `${form['date-year']}-${two(form['date-month'])}-${two(form['date-day'])}`
    const at = instantInLondon(
      date,
      form.time
        .trim()
        .replace(/^(\d)[:.]/, '0$1:')
        .replace('.', ':'),
    )
    if (at) return { at }
    check.addIssue({ code: 'custom', path: ['date'], message: 'record.instantInvalid' })
    return z.NEVER
  })

export async function postPublication(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const batchId = idParam(c, 'batch')
  const form = await readForm(c, PublishForm)
  if (!form.ok) return batchPage(c, form)
  const { at } = form.value
  if (at && at <= c.var.app.now()) {
    return batchPage(c, {
      values: { when: 'later' },
      problems: [{ field: 'date', key: 'record.instantPast' }],
    })
  }
  await publishBatch(c.var.app, c.var.actor, organisationId, batchId, at ? { at } : {})
  return seeOther(c, paths.batch(organisationId, batchId), at ? 'record.isScheduled' : 'record.isPublished')
}
