import type { FieldProblem } from '../errors.ts'
import { attempt } from '../identity/pages/attempt.ts'
import type { AppContext } from '../ui/context.ts'
import { frameOf, html, readMultipart } from '../ui/request.ts'
import { importProviders, type ProvidersReport } from './import-providers.ts'
import { ensureOperating } from './operating.ts'
import { providersKnown } from './provider-register.ts'
import { ProvidersPage } from './views/providers-page.tsx'

const largest = 64_000_000

export function showProviders(c: AppContext): Promise<Response> {
  return providersPage(c, {})
}

/** The report is the answer itself: the next file shows another. */
export async function postProviders(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  ensureOperating(actor)
  const done = await attempt(async () => {
    const { files } = await readMultipart(c, {
      limit: largest,
      onFile: (stream) => importProviders(app, actor, stream),
    })
    return files[0]
  })
  if (!done.ok) return providersPage(c, { problems: done.problems })
  if (!done.value) return providersPage(c, { problems: [{ field: 'file', key: 'errors.noFile' }] })
  return providersPage(c, { report: done.value })
}

async function providersPage(
  c: AppContext,
  shown: { report?: ProvidersReport; problems?: readonly FieldProblem[] },
): Promise<Response> {
  ensureOperating(c.var.actor)
  const known = await providersKnown(c.var.app)
  return html(c, <ProvidersPage frame={frameOf(c)} known={known} {...shown} />, shown.problems ? 422 : 200)
}
