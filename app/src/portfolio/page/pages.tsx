import { z } from 'zod'
import { notFound } from '../../errors.ts'
import { ensurePerson } from '../../access/powers.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { RemovedPage } from '../../ui/layout/removed-page.tsx'
import { formFields, frameOf, html, idParam, parseForm, seeOther } from '../../ui/request.ts'
import { isTextLanguage } from '../item/languages.ts'
import { listItems } from '../item/load-item.ts'
import { tidyLine } from '../plain-text.ts'
import { NewPagePage, PageOverview, PreviewPage, PublicationPage, VersionPage } from '../views/page-pages.tsx'
import { PagesPage, PortfolioHome } from '../views/portfolio-home.tsx'
import { createPage } from './create-page.ts'
import { publish } from './editor-pages.tsx'
import { listPages, loadOldVersion, loadPage, loadPageWithVersions } from './load-page.ts'
import { longestTitle } from './page.ts'
import { loadLiveShares } from './publish-page.ts'
import { loadRemovedPage, removePage, restorePage } from './remove-page.ts'
import { restoreVersion } from './restore-version.ts'

export async function portfolioHome(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const [pages, items] = await Promise.all([listPages(app, actor), listItems(app, actor)])
  return html(c, <PortfolioHome frame={frameOf(c)} pages={pages} items={items} />)
}

export async function pageList(c: AppContext): Promise<Response> {
  const pages = await listPages(c.var.app, c.var.actor)
  return html(c, <PagesPage frame={frameOf(c)} pages={pages} />)
}

const NewPageForm = z.object({
  title: z
    .string()
    .default('')
    .transform(tidyLine)
    .refine((title) => title !== '', { error: 'portfolio.pageTitleMissing', abort: true })
    .refine((title) => title.length <= longestTitle, { error: 'portfolio.lineTooLong' }),
  language: z.string().refine(isTextLanguage, { error: 'portfolio.languageMissing' }),
})

export async function newPage(c: AppContext): Promise<Response> {
  ensurePerson(c.var.actor)
  return html(c, <NewPagePage frame={frameOf(c)} values={{}} />)
}

export async function postNewPage(c: AppContext): Promise<Response> {
  ensurePerson(c.var.actor)
  const form = parseForm(await formFields(c), NewPageForm)
  if (!form.ok) {
    return html(c, <NewPagePage frame={frameOf(c)} values={form.values} problems={form.problems} />, 422)
  }
  const { id } = await createPage(c.var.app, c.var.actor, form.value.title, form.value.language)
  return seeOther(c, paths.pageEdit(id))
}

export async function showPage(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const id = idParam(c)
  const [page, shares] = await Promise.all([
    loadPageWithVersions(app, actor, id),
    loadLiveShares(app, actor, id),
  ])
  return html(c, <PageOverview frame={frameOf(c)} {...page} shares={shares} />)
}

export async function previewPage(c: AppContext): Promise<Response> {
  const { app, actor, t } = c.var
  return html(c, <PreviewPage frame={frameOf(c)} {...(await loadPage(app, actor, idParam(c), t))} />)
}

export async function publicationForm(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const id = idParam(c)
  const [{ page }, shares] = await Promise.all([
    loadPageWithVersions(app, actor, id),
    loadLiveShares(app, actor, id),
  ])
  return html(c, <PublicationPage frame={frameOf(c)} page={page} shares={shares} />)
}

export async function postPublication(c: AppContext): Promise<Response> {
  const { seenBy = [] } = await formFields(c)
  return publish(c, idParam(c), [seenBy].flat())
}

export async function postPageRemoval(c: AppContext): Promise<Response> {
  const id = idParam(c)
  await removePage(c.var.app, c.var.actor, id)
  return seeOther(c, paths.pageRemoval(id))
}

export async function removedPage(c: AppContext): Promise<Response> {
  const { app, actor, t } = c.var
  const id = idParam(c)
  const { title } = await loadRemovedPage(app, actor, id)
  return html(
    c,
    <RemovedPage
      frame={frameOf(c)}
      title={t('portfolio.pageRemoved', { title })}
      text={t('portfolio.pageRemovedText')}
      restoration={paths.pageRestoration(id)}
      back={{ href: paths.portfolio(), label: t('portfolio.back') }}
    />,
  )
}

export async function postPageRestoration(c: AppContext): Promise<Response> {
  const id = idParam(c)
  await restorePage(c.var.app, c.var.actor, id)
  return seeOther(c, paths.page(id), 'portfolio.pageRestored')
}

export async function showVersion(c: AppContext): Promise<Response> {
  const { app, actor, t } = c.var
  const version = await loadOldVersion(app, actor, idParam(c), numberParam(c), t)
  return html(c, <VersionPage frame={frameOf(c)} {...version} />)
}

export async function postVersionRestoration(c: AppContext): Promise<Response> {
  const id = idParam(c)
  await restoreVersion(c.var.app, c.var.actor, id, numberParam(c))
  return seeOther(c, paths.pageEdit(id), 'portfolio.versionRestored')
}

function numberParam(c: AppContext): number {
  const text = c.req.param('version') ?? ''
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : notFound('version')
}
