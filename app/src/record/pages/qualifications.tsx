import { invalid } from '../../errors.ts'
import { ensureOperating } from '../../institution/operating.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, readMultipart, seeOther } from '../../ui/request.ts'
import { addGradingScheme } from '../qualifications/add-scheme.ts'
import { loadCatalogue } from '../qualifications/catalogue.ts'
import {
  importQualifications,
  largestRegister,
  type RegisterReport,
} from '../qualifications/import-register.ts'
import {
  qualificationByNumber,
  qualificationFilters,
  searchQualifications,
} from '../qualifications/search.ts'
import { OperatorQualificationsPage } from '../views/operator-qualifications-page.tsx'
import { QualificationsPage, RegisteredPage } from '../views/qualification-pages.tsx'
import type { Again } from '../views/series-pages.tsx'
import { attempt } from './attempt.ts'

export async function showQualifications(c: AppContext): Promise<Response> {
  const asked = (name: string) => c.req.query(name)?.replaceAll('\0', '').trim().slice(0, 200) || undefined
  const query = {
    words: asked('find'),
    level: asked('level'),
    type: asked('type'),
    organisation: asked('by'),
    after: asked('after'),
  }
  const [found, filters] = await Promise.all([
    searchQualifications(c.var.app, query),
    qualificationFilters(c.var.app),
  ])
  return html(c, <QualificationsPage frame={frameOf(c)} query={query} {...filters} {...found} />)
}

export async function showQualification(c: AppContext): Promise<Response> {
  const one = await qualificationByNumber(c.var.app, c.req.param('number') ?? '')
  return html(c, <RegisteredPage frame={frameOf(c)} one={one} />)
}

export function showOperatorQualifications(c: AppContext): Promise<Response> {
  ensureOperating(c.var.actor)
  return operatorPage(c)
}

async function operatorPage(
  c: AppContext,
  { report, again }: { report?: RegisterReport; again?: Again & { form: 'register' | 'scheme' } } = {},
): Promise<Response> {
  const { schemes } = await c.var.app.db.read({}, (tx) => loadCatalogue(tx))
  const page = (
    <OperatorQualificationsPage
      frame={frameOf(c)}
      schemes={[...schemes.values()]}
      report={report}
      again={again}
    />
  )
  return html(c, page, again ? 422 : 200)
}

/** The report is the answer: it says what became of each row, and is not kept. */
export async function postQualifications(c: AppContext): Promise<Response> {
  ensureOperating(c.var.actor)
  const { app, actor } = c.var
  const done = await attempt(async () => {
    const { files } = await readMultipart<RegisterReport>(c, {
      limit: largestRegister,
      onFile: (stream) => importQualifications(app, actor, { stream }),
    })
    return files[0] ?? invalid({ field: 'file', key: 'record.fileMissing' })
  })
  if (!done.ok) return operatorPage(c, { again: { form: 'register', problems: done.problems } })
  return operatorPage(c, { report: done.value })
}

const largestScheme = 100_000

export async function postGradingScheme(c: AppContext): Promise<Response> {
  ensureOperating(c.var.actor)
  const { app, actor } = c.var
  const done = await attempt(async () => {
    const { files } = await readMultipart<{ code: string }>(c, {
      limit: largestScheme,
      async onFile(stream) {
        const pieces: Buffer[] = []
        for await (const piece of stream) pieces.push(Buffer.from(piece as Uint8Array))
        return addGradingScheme(app, actor, Buffer.concat(pieces).toString())
      },
    })
    return files[0] ?? invalid({ field: 'file', key: 'record.fileMissing' })
  })
  if (!done.ok) return operatorPage(c, { again: { form: 'scheme', problems: done.problems } })
  return seeOther(c, paths.operatorQualifications(), 'qualification.schemeAdded')
}
