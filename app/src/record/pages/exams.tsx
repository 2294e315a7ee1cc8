import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { organisationById } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, idParam, readForm, readMultipart, seeOther } from '../../ui/request.ts'
import { centrePowers } from '../series/acting.ts'
import { centreResults } from '../series/centre-results.ts'
import { submitEntries, withdrawEntry } from '../series/move-entries.ts'
import { centreEntries, centreSeries } from '../series/read.ts'
import { addEntry, type EntryReport, largestEntryFile, sendEntries } from '../series/send-entries.ts'
import { ExamResultsPage } from '../views/exam-results-page.tsx'
import { ExamEntriesPage, ExamsPage } from '../views/exams-pages.tsx'
import type { Again } from '../views/series-pages.tsx'
import { attempt } from './attempt.ts'
import { afterOf } from './series.tsx'

/** The organisation, once it is certain that the actor is an exams officer there. */
async function examsOffice(c: AppContext) {
  const powers = centrePowers(c.var.actor, idParam(c), 'results:read')
  return c.var.app.db.read(powers, (tx) => organisationById(tx, idParam(c)))
}

export async function showExams(c: AppContext): Promise<Response> {
  const organisation = await examsOffice(c)
  const found = await centreSeries(c.var.app, c.var.actor, organisation.organisationId)
  return html(c, <ExamsPage frame={frameOf(c)} organisation={organisation} {...found} />)
}

export function showExamEntries(c: AppContext): Promise<Response> {
  return entriesPage(c)
}

async function entriesPage(c: AppContext, again?: Again): Promise<Response> {
  const organisation = await examsOffice(c)
  const { app, actor } = c.var
  const found = await centreEntries(app, actor, organisation.organisationId, idParam(c, 'series'), afterOf(c))
  const page = <ExamEntriesPage frame={frameOf(c)} organisation={organisation} {...found} again={again} />
  return html(c, page, again ? 422 : 200)
}

/** Number and centre stand before the file in the form, so that they are known when the file begins. */
export async function postEntryFile(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const seriesId = idParam(c, 'series')
  const { app, actor } = c.var
  centrePowers(actor, organisationId)
  let given: Readonly<Record<string, string>> = {}
  const done = await attempt(async () => {
    const { files } = await readMultipart<EntryReport>(c, {
      limit: largestEntryFile,
      onFile: (stream, { fileName }, fields) => {
        given = fields
        return sendEntries(app, actor, organisationId, seriesId, {
          fileName,
          stream,
          centreNumber: fields['centreNumber'],
          sequence: sequenceOf(fields['sequence']),
        })
      },
    })
    return (
      files[0] ??
      Promise.reject(new AppError('invalid', { problems: [{ field: 'file', key: 'record.fileMissing' }] }))
    )
  })
  if (!done.ok) return entriesPage(c, { values: given, problems: done.problems })
  return seeOther(
    c,
    paths.examEntries(organisationId, seriesId),
    done.value.knownFile ? 'series.knownFile' : 'series.fileTaken',
  )
}

function sequenceOf(text: string | undefined): number | undefined {
  const given = (text ?? '').trim()
  if (given === '') return undefined
  if (/^\d{1,4}$/.test(given) && Number(given) > 0) return Number(given)
  throw new AppError('invalid', { problems: [{ field: 'sequence', key: 'series.sequenceInvalid' }] })
}

const text = z.string().trim().default('')
const EntryForm = z.object({
  centreNumber: z.string().trim().optional(),
  CandidateNumber: text,
  EntryCode: text,
  GivenName: text,
  FamilyName: text,
  'DateOfBirth-day': text,
  'DateOfBirth-month': text,
  'DateOfBirth-year': text,
  Gender: text,
  ULN: text,
  UCI: text,
  Tier: text,
})

export async function postEntry(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const seriesId = idParam(c, 'series')
  const form = await readForm(c, EntryForm)
  if (!form.ok) return entriesPage(c, form)
  const {
    'DateOfBirth-day': day,
    'DateOfBirth-month': month,
    'DateOfBirth-year': year,
    ...cells
  } = form.value
  const isBlank = `${day}${month}${year}` === ''
  const DateOfBirth = isBlank ? '' : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const done = await attempt(() =>
    addEntry(c.var.app, c.var.actor, organisationId, seriesId, { ...cells, DateOfBirth, Action: '' }),
  )
  if (!done.ok) {
    const values = Object.fromEntries(Object.entries(form.value).map(([name, value]) => [name, value ?? '']))
    return entriesPage(c, { values, problems: done.problems })
  }
  return seeOther(c, paths.examEntries(organisationId, seriesId), 'series.isAdded')
}

export async function postSubmission(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const seriesId = idParam(c, 'series')
  await submitEntries(c.var.app, c.var.actor, organisationId, seriesId)
  return seeOther(c, paths.examEntries(organisationId, seriesId), 'series.isSubmitted')
}

export async function postEntryWithdrawal(c: AppContext): Promise<Response> {
  const organisationId = idParam(c)
  const seriesId = idParam(c, 'series')
  await withdrawEntry(c.var.app, c.var.actor, organisationId, seriesId, idParam(c, 'entry'))
  return seeOther(c, paths.examEntries(organisationId, seriesId), 'series.isWithdrawn')
}

export async function showExamResults(c: AppContext): Promise<Response> {
  const organisation = await examsOffice(c)
  const found = await centreResults(c.var.app, c.var.actor, organisation.organisationId, idParam(c, 'series'))
  return html(c, <ExamResultsPage frame={frameOf(c)} organisation={organisation} {...found} />)
}
