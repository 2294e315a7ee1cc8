import { z } from 'zod'
import { listOrganisations, providerKinds } from '../../institution/organisation.ts'
import { ensureOperating } from '../../institution/operating.ts'
import { paths } from '../../paths.ts'
import { isId } from '../../platform/id.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, readForm, seeOther } from '../../ui/request.ts'
import { addCentre, endCentre, listCentres } from '../series/centres.ts'
import { CentresPage } from '../views/centres-page.tsx'
import type { Again } from '../views/series-pages.tsx'
import { attempt } from './attempt.ts'

export function showCentres(c: AppContext): Promise<Response> {
  return centresPage(c)
}

async function centresPage(c: AppContext, again?: Again): Promise<Response> {
  const { app, actor } = c.var
  const centres = await listCentres(app, actor)
  const providers = await app.db.read({}, (tx) => listOrganisations(tx, { kinds: providerKinds }))
  const page = <CentresPage frame={frameOf(c)} centres={centres} providers={providers} again={again} />
  return html(c, page, again ? 422 : 200)
}

const CentreForm = z.object({
  number: z
    .string()
    .trim()
    .regex(/^\d{5}$/, 'series.centreInvalid'),
  organisation: z.string().refine(isId, 'series.centreMissing'),
})

export async function postCentre(c: AppContext): Promise<Response> {
  ensureOperating(c.var.actor)
  const form = await readForm(c, CentreForm)
  if (!form.ok) return centresPage(c, form)
  const { number, organisation } = form.value
  const done = await attempt(() =>
    addCentre(c.var.app, c.var.actor, { organisationId: organisation, number }),
  )
  if (!done.ok) return centresPage(c, { values: form.value, problems: done.problems })
  return seeOther(c, paths.operatorCentres(), 'series.centreAdded')
}

export async function postCentreEnd(c: AppContext): Promise<Response> {
  ensureOperating(c.var.actor)
  const form = await readForm(c, CentreForm)
  if (!form.ok) return centresPage(c, form)
  const { number, organisation } = form.value
  await endCentre(c.var.app, c.var.actor, { organisationId: organisation, number })
  return seeOther(c, paths.operatorCentres(), 'series.centreEnded')
}
