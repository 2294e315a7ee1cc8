import type { AppContext } from '../../ui/context.ts'
import { problemText } from '../record-words.ts'
import { batchReport } from '../results/batches.ts'
import { csvDownload } from './csv-download.ts'

/** Every row that was not simply loaded, as a file; a page of rows is read at a time. */
export async function reportFile(c: AppContext, organisationId: string, batchId: string): Promise<Response> {
  const { app, actor, t } = c.var
  const first = await batchReport(app, actor, organisationId, batchId)
  async function* lines() {
    yield [t('record.row'), t('record.verdict'), t('record.why')]
    for (let report = first; ; ) {
      for (const { row, verdict, problems } of report.rowsNamed) {
        const why = problems.map((problem) => problemText(t, problem)).join('; ')
        yield [String(row), t(`record.verdict_${verdict}`), why]
      }
      if (report.nextAfter === undefined) return
      report = await batchReport(app, actor, organisationId, batchId, { after: report.nextAfter })
    }
  }
  return csvDownload(c, `report-${batchId}.csv`, lines())
}
