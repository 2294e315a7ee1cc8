import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import { newId } from '../../platform/id.ts'
import { tidyLine } from '../plain-text.ts'
import { changePage } from './change-page.ts'
import { changed, type Draft, isWritten, type WrittenBlock } from './draft.ts'
import type { Page } from './page.ts'
import { ensureRoom, placeAfter, type TextConflict, tidyBlockText } from './save-draft.ts'
import { textBase } from './text-base.ts'

export interface Resolution {
  readonly id: string
  readonly kind: TextConflict['kind']
  readonly mine: string
  /** Base of the other text as the person was shown it; empty when the part was gone. */
  readonly theirsBase: string
  readonly choice: 'mine' | 'theirs' | 'both'
}

/** Carries out what the person chose. Where the other text has changed once more, they are asked once more. */
export async function resolveConflicts(
  app: App,
  actor: Actor,
  pageId: string,
  resolutions: readonly Resolution[],
): Promise<{ page: Page; conflicts: readonly TextConflict[] }> {
  const { page, result } = await changePage(app, actor, pageId, async (before) => {
    const at = app.now().getTime()
    let draft = before.draft
    const conflicts: TextConflict[] = []
    for (const resolution of resolutions) {
      const resolved = resolve(draft, resolution, at)
      if ('conflict' in resolved) conflicts.push(resolved.conflict)
      else draft = resolved.draft
    }
    return { draft, result: conflicts }
  })
  return { page, conflicts: result }
}

function resolve(
  draft: Draft,
  { id, kind, mine: typed, theirsBase, choice }: Resolution,
  at: number,
): { draft: Draft } | { conflict: TextConflict } {
  if (choice === 'theirs') return { draft }
  if (kind === 'title') {
    const mine = tidyLine(typed)
    if (textBase(draft.title) !== theirsBase) return { conflict: { id, kind, mine, theirs: draft.title } }
    return { draft: mine ? changed(draft, { kind: 'retitle', title: mine }, at) : draft }
  }
  const mine = tidyBlockText(kind, typed, `mine-${id}`)
  const block = draft.blocks.find((known) => known.id === id)
  if (!block || !isWritten(block)) return { draft: added(draft, kind, mine, undefined, at) }
  if (choice === 'both') return { draft: added(draft, kind, mine, id, at) }
  if (textBase(block.text) !== theirsBase) return { conflict: { id, kind, mine, theirs: block.text } }
  return { draft: changed(draft, { kind: 'edit', id, text: mine }, at) }
}

function added(
  draft: Draft,
  kind: WrittenBlock['kind'],
  text: string,
  after: string | undefined,
  at: number,
): Draft {
  ensureRoom(draft, 1)
  const block = { id: newId(at), kind, text }
  return changed(draft, { kind: 'add', blocks: [block], at: placeAfter(draft, after) }, at)
}
