import { Readable } from 'node:stream'
import { type FieldProblem, invalid } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, idParam, readMultipart, seeOther } from '../../ui/request.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { declareTotals, largestTotals } from '../results/totals/declare-totals.ts'
import { type TotalOfGroup, totalsOfBatch } from '../results/totals/read-totals.ts'
import { spoolTotals } from '../results/totals/spool-totals.ts'
import { TotalsPage } from '../views/totals-page.tsx'
import { attempt } from './attempt.ts'
import { csvAnswer, csvOf } from './csv-download.ts'
import { staffOrganisation } from './results.tsx'

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
      limit: largestTotals,
      onFile: (stream) => declareTotals(app, actor, organisationId, batchId, stream),
    })
    return files[0] ?? invalid({ field: 'file', key: 'record.fileMissing' })
  })
  if (!done.ok) return totalsPage(c, done.problems)
  return seeOther(c, paths.batchTotals(organisationId, batchId), 'record.totalsCompared')
}

/** All groups as a file, those that differ first. */
export async function totalsFile(c: AppContext): Promise<Response> {
  const { app, actor, t } = c.var
  const [organisationId, batchId] = [idParam(c), idParam(c, 'batch')]
  async function* lines(groups: AsyncIterable<TotalOfGroup>) {
    yield [
      ...['CentreNumber', 'QualificationNumber', 'Component', 'Title', 'Grade'],
      ...[
        t('record.totalsDeclared'),
        t('record.totalsNew'),
        t('record.unchanged'),
        t('record.totalsOtherwise'),
      ],
      ...[t('record.held'), t('record.refused'), t('record.totalsDifference')],
    ]
    for await (const group of groups) {
      yield [
        ...[group.centre, group.qualificationNumber, group.component],
        ...[group.title, group.grade],
        ...[group.declared, group.added, group.unchanged, group.corrected, group.held, group.refused],
        group.difference,
      ]
    }
  }
  const file = await spoolTotals(app, actor, organisationId, batchId, (groups) => csvOf(lines(groups)))
  const answer = Readable.from(file.bytes()).once('close', () => void file.close())
  return csvAnswer(c, `totals-${batchId}.csv`, answer)
}
