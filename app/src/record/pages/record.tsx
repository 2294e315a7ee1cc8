import { paths } from '../../paths.ts'
import { htmlAnswerOf } from '../../ui/compressed.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, idParam } from '../../ui/request.ts'
import { challengesOfLine } from '../challenges/own-challenges.ts'
import { ownRecord, ownRecordLine } from '../own/own-record.ts'
import { RecordLinePage } from '../views/record-line-page.tsx'
import { RecordPage, RecordTable } from '../views/record-page.tsx'
import { recordTimeline } from '../views/record-timeline.tsx'

export async function showRecord(c: AppContext): Promise<Response> {
  const lines = await ownRecord(c.var.app, c.var.actor)
  const frame = frameOf(c)
  if (c.req.query('look') !== 'table') return htmlAnswerOf(c, recordTimeline(frame, lines))
  return html(
    c,
    <RecordPage frame={frame} look="table">
      {lines.length > 0 ? <RecordTable t={frame.t} lines={lines} /> : null}
    </RecordPage>,
  )
}

export async function showRecordLine(c: AppContext): Promise<Response> {
  const line = await ownRecordLine(c.var.app, c.var.actor, idParam(c))
  const challenges = await challengesOfLine(c.var.app, c.var.actor, line.eventId)
  const sayWrong = paths.challengeLine(line.eventId)
  const page = <RecordLinePage frame={frameOf(c)} line={line} challenges={challenges} sayWrong={sayWrong} />
  return html(c, page)
}
