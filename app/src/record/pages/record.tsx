import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, idParam } from '../../ui/request.ts'
import { ownRecord, ownRecordLine } from '../own/own-record.ts'
import { RecordLinePage } from '../views/record-line-page.tsx'
import { RecordPage } from '../views/record-page.tsx'

export async function showRecord(c: AppContext): Promise<Response> {
  const lines = await ownRecord(c.var.app, c.var.actor)
  const look = c.req.query('look') === 'table' ? 'table' : 'timeline'
  return html(c, <RecordPage frame={frameOf(c)} lines={lines} look={look} />)
}

export async function showRecordLine(c: AppContext): Promise<Response> {
  const line = await ownRecordLine(c.var.app, c.var.actor, idParam(c))
  return html(c, <RecordLinePage frame={frameOf(c)} line={line} />)
}
