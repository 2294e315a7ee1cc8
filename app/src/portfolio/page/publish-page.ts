import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { invalid, notFound } from '../../errors.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import type { Block } from '../showable.ts'
import { loadPageVersion } from './load-page-version.ts'
import { type LiveShare, liveSharesOf } from './live-shares.ts'
import { publishable, sameContent } from './page.ts'
import { findPage, findPageToChange, insertVersion } from './store.ts'

/** Whoever shares pages is told of each new version; it fails or succeeds with the publishing itself. */
export type FollowPublication = (
  app: App,
  tx: Writer,
  person: PersonActor,
  page: { pageId: string; blocks: readonly Block[] },
) => Promise<void>

export type Publication =
  | { readonly state: 'published'; readonly version: number; readonly shares: readonly LiveShare[] }
  /** It is what was published last: there is nothing to add. */
  | { readonly state: 'unchanged'; readonly version: number }
  /** Somebody would see it at once: the person is told who, and decides. */
  | { readonly state: 'wouldBeSeen'; readonly shares: readonly LiveShare[] }

/**
 * Makes the draft the next version, which is what every share of the page shows from now on. While a share is live this
 * happens only with `seenBy`: the shares that the person was told of.
 */
export async function publishPage(
  app: App,
  actor: Actor,
  pageId: string,
  seenBy: readonly string[] = [],
): Promise<Publication> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:write')
  return app.db.write(asSelf(person), async (tx) => {
    const page = (await findPageToChange(tx, person, pageId)) ?? notFound('page')
    const { title, language } = page.draft
    const blocks = publishable(page.draft.blocks)
    if (blocks.length === 0) invalid({ field: '', key: 'portfolio.nothingToPublish' })
    const latest = await loadPageVersion(tx, page.ownerId, page.id)
    if (latest && sameContent(latest, { title, language, blocks }))
      return { state: 'unchanged', version: latest.version }
    const shares = await liveSharesOf(tx, page, app.now())
    if (shares.some(({ grantId }) => !seenBy.includes(grantId))) return { state: 'wouldBeSeen', shares }
    const at = app.now()
    const version = (page.publishedVersion ?? 0) + 1
    await insertVersion(tx, page.ownerId, { pageId, version, title, language, blocks, publishedAt: at })
    await app.followPublication(app, tx, person, { pageId, blocks })
    await recordEvent(tx, person, {
      action: 'page.published',
      about: [person.personId],
      permission: 'own',
      thing: { kind: 'page', id: pageId },
      detail: { version, grants: shares.map(({ grantId }) => grantId) },
      at,
    })
    return { state: 'published', version, shares }
  })
}

/** Who would see a new version at once. */
export async function loadLiveShares(app: App, actor: Actor, pageId: string): Promise<LiveShare[]> {
  const person = ensurePerson(actor)
  ensureScope(person, 'portfolio:read')
  return app.db.read(asSelf(person), async (tx) => {
    const page = (await findPage(tx, person, pageId)) ?? notFound('page')
    return liveSharesOf(tx, page, app.now())
  })
}
