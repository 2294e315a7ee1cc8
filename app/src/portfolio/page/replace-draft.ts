import type { App } from '../../app.ts'
import { invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { newId } from '../../platform/id.ts'
import { tidyLine } from '../plain-text.ts'
import type { Block } from '../showable.ts'
import type { Words } from '../../words.ts'
import { isTextLanguage } from '../item/languages.ts'
import { changePage } from './change-page.ts'
import { changed, mostBlocks } from './draft.ts'
import { ownViewing } from './load-page.ts'
import { loadThings, thingOf } from './load-things.ts'
import { longestTitle, type Page } from './page.ts'
import { tidyBlockText } from './save-draft.ts'

/** A block as somebody wrote it; a new one may come without an id. */
export type NewBlock =
  | { readonly id?: string | undefined; readonly kind: 'heading' | 'text'; readonly text: string }
  | { readonly id?: string | undefined; readonly kind: 'item' | 'record'; readonly thingId: string }

export interface WholeDraft {
  /** The revision that the writer had before them. */
  readonly revision: number
  readonly title: string
  readonly language: string
  readonly blocks: readonly NewBlock[]
}

export type Replaced =
  | { readonly state: 'saved'; readonly page: Page }
  /** Somebody saved in between: what is there. Nothing was overwritten. */
  | { readonly state: 'conflict'; readonly page: Page }

/** The whole draft at once, for a program that has read it. It is one change, which can be taken back as such. */
export async function replaceDraft(
  app: App,
  actor: Actor,
  pageId: string,
  draft: WholeDraft,
  t: Words,
): Promise<Replaced> {
  const { page, result } = await changePage(app, actor, pageId, async (before, tx, person) => {
    if (before.revision !== draft.revision) return { draft: before.draft, result: 'conflict' as const }
    const title = tidyLine(draft.title)
    if (title === '') invalid({ field: 'title', key: 'portfolio.titleMissing' })
    if (title.length > longestTitle) {
      invalid({ field: 'title', key: 'portfolio.textTooLong', values: { most: longestTitle } })
    }
    if (!isTextLanguage(draft.language)) invalid({ field: 'language', key: 'portfolio.languageMissing' })
    const at = app.now()
    const blocks = blocksOf(draft.blocks, at)
    const things = await loadThings(app, tx, blocks, ownViewing(person, t))
    for (const [index, block] of blocks.entries()) {
      // What stood there already may stay: a thing that is gone for now never blocks the rest.
      const known = before.draft.blocks.some(({ id }) => id === block.id)
      if ('thingId' in block && !known && !thingOf(things, block)) {
        invalid({ field: `blocks.${index}.thingId`, key: 'api.thingUnknown' })
      }
    }
    const change = { kind: 'replace', title, language: draft.language, blocks } as const
    return { draft: changed(before.draft, change, at.getTime()), result: 'saved' as const }
  })
  return { state: result, page }
}

function blocksOf(given: readonly NewBlock[], at: Date): Block[] {
  if (given.length > mostBlocks) {
    invalid({ field: 'blocks', key: 'portfolio.tooManyBlocks', values: { most: mostBlocks } })
  }
  const seen = new Set<string>()
  return given.map((block, index) => {
    const id = block.id ?? newId(at.getTime())
    if (seen.has(id)) invalid({ field: `blocks.${index}.id`, key: 'api.blockTwice' })
    seen.add(id)
    return 'thingId' in block
      ? { id, kind: block.kind, thingId: block.thingId }
      : { id, kind: block.kind, text: tidyBlockText(block.kind, block.text, `blocks.${index}.text`) }
  })
}
