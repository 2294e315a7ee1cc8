import { ensurePerson } from '../access/powers.ts'
import { AppError, type FieldProblem } from '../errors.ts'
import { paths } from '../paths.ts'
import { fileSize } from '../portfolio/file-size.ts'
import type { AppContext } from '../ui/context.ts'
import { formFields, frameOf, html, readMultipart, seeOther } from '../ui/request.ts'
import { archiveHeaders, streamOf } from './api.ts'
import { exportHtml } from './html/export-html.ts'
import { exportLeap2a } from './leap2a/export-leap2a.ts'
import { importLeap2a, previewLeap2a } from './leap2a/import-leap2a.ts'
import { ExportPage } from './views/export-page.tsx'
import { ImportPage, PreviewPage } from './views/import-page.tsx'
import { forgetWaiting, isWaiting, waitingSource, waitWith } from './waiting.ts'

/** The form, or what would come of the file that waits. */
export async function showImport(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  ensurePerson(actor)
  if (!(await isWaiting(app, actor))) return importPage(c)
  try {
    const source = await waitingSource(app, actor)
    const report = await previewLeap2a(app, actor, source)
    return html(c, <PreviewPage frame={frameOf(c)} name={source.name} report={report} />)
  } catch (error) {
    // A file that cannot be read is forgotten, so that another can be sent.
    if (!(error instanceof AppError) || (error.code !== 'invalid' && error.code !== 'not_found')) throw error
    await forgetWaiting(app, actor)
    const problems =
      error.code === 'invalid' ? error.problems : [{ field: 'file', key: 'interop.nothingWaits' }]
    return importPage(c, problems)
  }
}

export async function postImport(c: AppContext): Promise<Response> {
  const { app, actor, t } = c.var
  ensurePerson(actor)
  try {
    const { files } = await readMultipart(c, {
      limit: app.config.maxUpload,
      onFile: async (content, { fileName }) => waitWith(app, actor, { name: fileName, content }),
    })
    const [source] = files
    if (!source) return importPage(c, [{ field: 'file', key: 'interop.fileMissing' }])
    // Read at once, so that whoever sent something else is told on this page.
    await previewLeap2a(app, actor, source)
    return seeOther(c, paths.portfolioImport())
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'invalid' && error.problems.length > 0) {
      await forgetWaiting(app, actor)
      return importPage(c, error.problems)
    }
    if (error.code !== 'too_large') throw error
    const most = fileSize(t.language, app.config.maxUpload)
    return importPage(c, [{ field: 'file', key: 'interop.fileTooLarge', values: { most } }], 413)
  }
}

export async function postImportConfirmation(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  ensurePerson(actor)
  if (!(await isWaiting(app, actor))) {
    return importPage(c, [{ field: 'file', key: 'interop.nothingWaits' }])
  }
  await importLeap2a(app, actor, await waitingSource(app, actor))
  await forgetWaiting(app, actor)
  return seeOther(c, paths.portfolio(), 'interop.done')
}

export async function postImportRemoval(c: AppContext): Promise<Response> {
  await forgetWaiting(c.var.app, c.var.actor)
  return seeOther(c, paths.portfolio(), 'interop.forgotten')
}

export async function showExport(c: AppContext): Promise<Response> {
  ensurePerson(c.var.actor)
  return html(c, <ExportPage frame={frameOf(c)} />)
}

export async function postExport(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const { format } = await formFields(c)
  const parts = format === 'html' ? exportHtml(app, actor) : exportLeap2a(app, actor)
  return c.newResponse(streamOf(await parts), 200, archiveHeaders(format === 'html' ? 'html' : 'leap2a'))
}

function importPage(c: AppContext, problems?: readonly FieldProblem[], status: 422 | 413 = 422): Response {
  const page = (
    <ImportPage
      frame={frameOf(c)}
      maxUpload={c.var.app.config.maxUpload}
      {...(problems ? { problems } : {})}
    />
  )
  return html(c, page, problems ? status : 200)
}
