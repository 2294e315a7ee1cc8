import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { AppError, type FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, idParam, readMultipart, seeOther } from '../../ui/request.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { declareTotals } from '../results/totals/declare-totals.ts'
import { totalsOfBatch } from '../results/totals/read-totals.ts'
import { TotalsPage } from '../views/totals-page.tsx'
import { attempt } from './attempt.ts'
import { staffOrganisation } from './results.tsx'

const largestUpload = 20_000_000

export function showTotals(c: AppContext): Promise<Response> {
  return totalsPage(c)
}

async function totalsPage(c: AppContext, problems?: readonly FieldProblem[]): Promise<Response> {
  const organisation = await staffOrganisation(c)
  const batchId = idParam(c, 'batch')
  const asked = Number(c.req.query('page') ?? 1)
  const page = Number.isSafeInteger(asked) && asked > 0 && asked < 100_000 ? asked : 1
  const totals = await totalsOfBatch(c.var.app, c.var.actor, organisation.organisationId, batchId, { page })
  return html(
    c,
    <TotalsPage frame={frameOf(c)} {...{ organisation, batchId, page, totals, problems }} />,
    problems ? 422 : 200,
  )
}

export async function postTotals(c: AppContext): Promise<Response> {
  const [organisationId, batchId] = [idParam(c), idParam(c, 'batch')]
  const { app, actor } = c.var
  issuerPowers(actor, organisationId)
  const done = await attempt(async () => {
    const { files } = await readMultipart(c, {
      limit: largestUpload,
      onFile: (stream) => declareTotals(app, actor, organisationId, batchId, stream),
    })
    return files[0] ?? Promise.reject(noFile())
  })
  if (!done.ok) return totalsPage(c, done.problems)
  return seeOther(c, paths.batchTotals(organisationId, batchId), 'record.totalsCompared')
}

function noFile(): AppError {
  return new AppError('invalid', { problems: [{ field: 'file', key: 'record.fileMissing' }] })
}

const groupsAtOnce = 20_000

/** All groups as a file, those that differ first. */
export async function totalsFile(c: AppContext): Promise<Response> {
  const { app, actor, t } = c.var
  const [organisationId, batchId] = [idParam(c), idParam(c, 'batch')]
  const groups = (page: number) =>
    totalsOfBatch(app, actor, organisationId, batchId, { page, size: groupsAtOnce })
  const first = await groups(1)
  async function* lines() {
    yield [
      ...['CentreNumber', 'QualificationNumber', 'Component', 'Title', 'Grade'],
      ...[
        t('record.totalsDeclared'),
        t('record.added'),
        t('record.unchanged'),
        t('record.verdict_corrected'),
      ],
      ...[t('record.held'), t('record.refused'), t('record.totalsDifference')],
    ]
    for (let totals = first; ; totals = await groups(totals.nextPage)) {
      for (const group of totals.items) {
        yield [
          ...[group.centre, asText(group.qualificationNumber), asText(group.component)],
          ...[asText(group.title), asText(group.grade)],
          ...[group.declared, group.added, group.unchanged, group.corrected, group.held, group.refused],
          group.difference,
        ]
      }
      if (totals.nextPage === undefined) return
    }
  }
  const file = Readable.from(lines()).pipe(stringify({ record_delimiter: 'windows', bom: true }))
  return c.body(Readable.toWeb(file) as ReadableStream, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="totals-${batchId}.csv"`,
    'cache-control': 'no-store',
  })
}

/** What a spreadsheet would take for a formula begins with an apostrophe; a difference below zero stays a number. */
const asText = (text: string | null) =>
  text !== null && /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text
