import { paths } from '../paths.ts'
import type { AppContext } from '../ui/context.ts'
import { frameOf, html, idParam } from '../ui/request.ts'
import { verifierLine } from './issuer-log.ts'
import { publishedLog, publishedLogs } from './published.ts'
import { LogPage } from './views/log-page.tsx'
import { LogsPage } from './views/logs-page.tsx'

/** What the logs are, and whose there are: for everybody. */
export async function showLogs(c: AppContext): Promise<Response> {
  return html(c, <LogsPage frame={frameOf(c)} logs={await publishedLogs(c.var.app)} />)
}

/** One issuer's, with what an auditor needs. */
export async function showLog(c: AppContext): Promise<Response> {
  const { log, ...line } = await publishedLog(c.var.app, idParam(c))
  const address = `${c.var.app.config.publicUrl}${paths.log(line.issuerId)}`
  return html(c, <LogPage frame={frameOf(c)} line={line} address={address} verifierKey={verifierLine(log)} />)
}
