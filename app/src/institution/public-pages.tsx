import { notFound } from '../errors.ts'
import type { AppContext } from '../ui/context.ts'
import { frameOf, html, idParam } from '../ui/request.ts'
import { listOrganisations } from './organisation.ts'
import { InstitutionPage, InstitutionsPage } from './views/institutions-pages.tsx'

/** Who is here, what they may confirm and for what they may look people up: everybody may know. */
export async function showInstitutions(c: AppContext): Promise<Response> {
  const organisations = await c.var.app.db.read({}, (tx) => listOrganisations(tx))
  const open = organisations.filter(({ closedAt }) => closedAt === null)
  return html(c, <InstitutionsPage frame={frameOf(c)} organisations={open} />)
}

export async function showInstitution(c: AppContext): Promise<Response> {
  const id = idParam(c)
  const [organisation = notFound('organisation')] = await c.var.app.db.read({}, (tx) =>
    listOrganisations(tx, { ids: [id] }),
  )
  return html(c, <InstitutionPage frame={frameOf(c)} organisation={organisation} />)
}
