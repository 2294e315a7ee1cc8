import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { keptHtml } from '../../ui/kept-html.ts'
import { frameOf, html, idParam } from '../../ui/request.ts'
import { challengesOfLine } from '../challenges/own-challenges.ts'
import { ownRecord, ownRecordLine } from '../own/own-record.ts'
import { addedScheme } from '../qualifications/added-schemes.ts'
import { RecordLinePage } from '../views/record-line-page.tsx'
import { RecordPage } from '../views/record-page.tsx'

export async function showRecord(c: AppContext): Promise<Response> {
  const lines = await ownRecord(c.var.app, c.var.actor)
  const look = c.req.query('look') === 'table' ? 'table' : 'timeline'
  const shows = [
    look,
    lines.map((line) => ({ ...line, history: line.history.length })),
    // An operator may change how a scheme of theirs is said.
    lines.map(({ gradingScheme }) => addedScheme(gradingScheme)),
  ]
  return keptHtml(c, shows, (frame) => <RecordPage frame={frame} lines={lines} look={look} />)
}

export async function showRecordLine(c: AppContext): Promise<Response> {
  const line = await ownRecordLine(c.var.app, c.var.actor, idParam(c))
  const challenges = await challengesOfLine(c.var.app, c.var.actor, line.eventId)
  const sayWrong = paths.challengeLine(line.eventId)
  const page = <RecordLinePage frame={frameOf(c)} line={line} challenges={challenges} sayWrong={sayWrong} />
  return html(c, page)
}
