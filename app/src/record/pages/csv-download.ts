import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { AppContext } from '../../ui/context.ts'

type Cell = string | number | null

/**
 * A file for a spreadsheet, made while it is fetched. A text that a spreadsheet would take for a formula begins with an
 * apostrophe; a number below zero stays one.
 */
export function csvDownload(
  c: AppContext,
  fileName: string,
  lines: AsyncIterable<readonly Cell[]>,
): Response {
  return csvAnswer(c, fileName, csvOf(lines))
}

/** Fails where making a line fails. */
export function csvOf(lines: AsyncIterable<readonly Cell[]>): Readable {
  const file = stringify({ escape_formulas: true, record_delimiter: 'windows', bom: true })
  return pipeline(Readable.from(lines), file, () => undefined)
}

export function csvAnswer(c: AppContext, fileName: string, file: Readable): Response {
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'no-store',
  }
  if (c.req.method !== 'HEAD') return c.body(Readable.toWeb(file) as ReadableStream, 200, headers)
  // Whoever asks only for the headers reads nothing: what the file holds open is let go.
  file.destroy()
  return c.body(null, 200, headers)
}
