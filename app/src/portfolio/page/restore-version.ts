import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { changePage } from './change-page.ts'
import { changed } from './draft.ts'
import { loadPageVersion } from './load-page-version.ts'
import type { Page } from './page.ts'

/** Puts a published version into the draft; what stood there is one "take back" away. */
export async function restoreVersion(app: App, actor: Actor, pageId: string, number: number): Promise<Page> {
  const { page } = await changePage(app, actor, pageId, async (before, tx) => {
    const version = (await loadPageVersion(tx, before.ownerId, pageId, number)) ?? notFound('page version')
    const { title, language, blocks } = version
    return {
      draft: changed(before.draft, { kind: 'replace', title, language, blocks }, app.now().getTime()),
      result: undefined,
    }
  })
  return page
}
