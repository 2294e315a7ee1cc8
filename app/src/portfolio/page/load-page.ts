import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import type { Words } from '../../words.ts'
import type { ShowableChoice, Viewing } from '../showable.ts'
import { loadPageVersion } from './load-page-version.ts'
import { loadThings, type Things } from './load-things.ts'
import { type Page, type PageLine, type PageVersion, publishable, sameContent } from './page.ts'
import { findPage, findPages, findVersions } from './store.ts'

export async function listPages(app: App, actor: Actor): Promise<PageLine[]> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  return app.db.read(asSelf(person), (tx) => findPages(tx, person))
}

/** The owner looking at what is their own. */
export function ownViewing(person: PersonActor, t: Words): Viewing {
  return {
    ownerId: person.personId,
    ownerIds: [person.personId, ...person.learnerIds],
    ownerName: person.name,
    t,
  }
}

export interface PageWithThings {
  readonly page: Page
  readonly things: Things
  readonly viewing: Viewing
  /** Whether the draft differs from what is published. */
  readonly ahead: boolean
}

export async function loadPage(app: App, actor: Actor, id: string, t: Words): Promise<PageWithThings> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  return app.db.read(asSelf(person), async (tx) => {
    const page = (await findPage(tx, person, id)) ?? notFound('page')
    const viewing = ownViewing(person, t)
    const things = await loadThings(app, tx, page.draft.blocks, viewing)
    return { page, things, viewing, ahead: await isAhead(tx, page) }
  })
}

export async function isAhead(tx: Reader, page: Page): Promise<boolean> {
  const published = await loadPageVersion(tx, page.ownerId, page.id)
  const draft = { ...page.draft, blocks: publishable(page.draft.blocks) }
  return published ? !sameContent(published, draft) : true
}

export interface PageWithVersions {
  readonly page: Page
  readonly versions: readonly Omit<PageVersion, 'blocks'>[]
  readonly ahead: boolean
}

export async function loadPageWithVersions(app: App, actor: Actor, id: string): Promise<PageWithVersions> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  return app.db.read(asSelf(person), async (tx) => {
    const page = (await findPage(tx, person, id)) ?? notFound('page')
    return { page, versions: await findVersions(tx, page), ahead: await isAhead(tx, page) }
  })
}

export interface OldVersion {
  readonly page: Page
  readonly version: PageVersion
  readonly things: Things
  readonly viewing: Viewing
}

/** A published version of the actor's own page, with things as they are now. */
export async function loadOldVersion(
  app: App,
  actor: Actor,
  id: string,
  number: number,
  t: Words,
): Promise<OldVersion> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  return app.db.read(asSelf(person), async (tx) => {
    const page = (await findPage(tx, person, id)) ?? notFound('page')
    const version = (await loadPageVersion(tx, page.ownerId, id, number)) ?? notFound('page version')
    const viewing = ownViewing(person, t)
    return { page, version, viewing, things: await loadThings(app, tx, version.blocks, viewing) }
  })
}

/** What can be put on the page, of one kind. */
export async function loadChoices(
  app: App,
  actor: Actor,
  pageId: string,
  kind: string,
  t: Words,
): Promise<{ page: Page; choices: readonly ShowableChoice[] }> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  const showable = app.showables.get(kind) ?? notFound('kind of thing')
  return app.db.read(asSelf(person), async (tx) => {
    const page = (await findPage(tx, person, pageId)) ?? notFound('page')
    return { page, choices: await showable.choices(app, tx, ownViewing(person, t)) }
  })
}
