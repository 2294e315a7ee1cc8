import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { AppContext } from '../../ui/context.ts'
import { problemText } from '../record-words.ts'
import { batchReport } from '../results/batches.ts'

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
  // A cell that a spreadsheet would take for a formula begins with an apostrophe.
  const file = Readable.from(lines()).pipe(
    stringify({ escape_formulas: true, record_delimiter: 'windows', bom: true }),
  )
  return c.body(Readable.toWeb(file) as ReadableStream, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="report-${batchId}.csv"`,
    'cache-control': 'no-store',
  })
}
