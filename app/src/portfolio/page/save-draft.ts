import type { App } from '../../app.ts'
import { invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { newId } from '../../platform/id.ts'
import { isTextLanguage } from '../item/languages.ts'
import { tidyLine, tidyText } from '../plain-text.ts'
import { changePage } from './change-page.ts'
import { changed, type Draft, isWritten, mostBlocks, redone, undone, type WrittenBlock } from './draft.ts'
import { longestHeading, longestText, longestTitle, type Page } from './page.ts'
import { textBase } from './text-base.ts'

/** A text as it stands in somebody's window, and the base of the text that the window was given. */
export interface TypedText {
  readonly text: string
  readonly base: string
}

export interface DraftForm {
  /** The revision that the window shows. */
  readonly revision?: number
  readonly title?: TypedText
  readonly language?: string
  readonly texts: ReadonlyMap<string, TypedText>
  readonly act?: DraftAct
}

export type DraftAct =
  | { readonly kind: 'add'; readonly block: WrittenBlock['kind']; readonly after?: string }
  | { readonly kind: 'up' | 'down' | 'remove'; readonly id: string }
  | { readonly kind: 'undo' | 'redo' }

/** Two texts for one place: nothing of either is lost, and the person is asked. */
export interface TextConflict {
  readonly id: string
  readonly kind: WrittenBlock['kind'] | 'title'
  readonly mine: string
  /** What stands there now; undefined when the part was removed meanwhile. */
  readonly theirs?: string
}

export interface SavedDraft {
  readonly page: Page
  readonly conflicts: readonly TextConflict[]
  /** Nothing was saved elsewhere since the window was drawn: it may go on counting from here. */
  readonly current: boolean
  /** The block to go on with. */
  readonly focus?: string
  /** The page is not any more what the person saw when they asked to take back. */
  readonly stale?: true
}

/**
 * Keeps everything that was typed in a window, whichever button was pressed, and then does what the button says.
 * Texts that were changed in another window too are left as they are there and handed back.
 */
export async function saveDraft(
  app: App,
  actor: Actor,
  pageId: string,
  form: DraftForm,
): Promise<SavedDraft> {
  const { page, result } = await changePage(app, actor, pageId, async (before) => {
    const at = app.now().getTime()
    const { draft, conflicts } = withTexts(before.draft, form, at)
    const current = form.revision === before.revision
    const done: Acted = form.act ? acted(draft, form.act, current, at) : { draft }
    const { draft: after, ...told } = done
    return { draft: after, result: { conflicts, current, ...told } }
  })
  return { page, ...result }
}

function withTexts(before: Draft, form: DraftForm, at: number): { draft: Draft; conflicts: TextConflict[] } {
  let draft = before
  const conflicts: TextConflict[] = []
  if (form.title) {
    const mine = ensureLength(tidyLine(form.title.text), longestTitle, 'title')
    const verdict = compare(draft.title, mine, form.title.base)
    // A page has a title: an emptied box is not one yet.
    if (verdict === 'mine' && mine) draft = changed(draft, { kind: 'retitle', title: mine }, at)
    if (verdict === 'conflict') conflicts.push({ id: 'title', kind: 'title', mine, theirs: draft.title })
  }
  if (form.language && isTextLanguage(form.language)) {
    draft = changed(draft, { kind: 'language', language: form.language }, at)
  }
  for (const [id, typed] of form.texts) {
    const block = before.blocks.find((known) => known.id === id)
    if (!block) {
      const mine = tidyText(typed.text)
      // Removed elsewhere: a loss only when something was written here since.
      if (mine && textBase(mine) !== typed.base) conflicts.push({ id, kind: 'text', mine })
      continue
    }
    if (!isWritten(block)) continue
    const mine = tidyBlockText(block.kind, typed.text, `text-${id}`)
    const verdict = compare(block.text, mine, typed.base)
    if (verdict === 'mine') draft = changed(draft, { kind: 'edit', id, text: mine }, at)
    if (verdict === 'conflict') conflicts.push({ id, kind: block.kind, mine, theirs: block.text })
  }
  return { draft, conflicts }
}

function compare(theirs: string, mine: string, base: string): 'same' | 'mine' | 'conflict' {
  if (mine === theirs || textBase(mine) === base) return 'same'
  return textBase(theirs) === base ? 'mine' : 'conflict'
}

interface Acted {
  readonly draft: Draft
  readonly focus?: string
  readonly stale?: true
}

function acted(draft: Draft, act: DraftAct, current: boolean, at: number): Acted {
  switch (act.kind) {
    case 'add': {
      ensureRoom(draft, 1)
      const id = newId(at)
      const block = { id, kind: act.block, text: '' }
      return {
        draft: changed(draft, { kind: 'add', blocks: [block], at: placeAfter(draft, act.after) }, at),
        focus: id,
      }
    }
    case 'up':
    case 'down': {
      const from = draft.blocks.findIndex(({ id }) => id === act.id)
      if (from < 0) return { draft }
      const to = act.kind === 'up' ? from - 1 : from + 1
      return { draft: changed(draft, { kind: 'move', id: act.id, to }, at), focus: act.id }
    }
    case 'remove': {
      const from = draft.blocks.findIndex(({ id }) => id === act.id)
      const next = draft.blocks[from + 1] ?? draft.blocks[from - 1]
      const after = changed(draft, { kind: 'remove', ids: [act.id] }, at)
      return next ? { draft: after, focus: next.id } : { draft: after }
    }
    case 'undo':
    case 'redo':
      // What would be taken back has to be what the person sees.
      if (!current) return { draft, stale: true }
      return { draft: act.kind === 'undo' ? undone(draft) : redone(draft) }
  }
}

/** Directly below the block, at the end when there is none (any more). */
export function placeAfter(draft: Draft, after: string | undefined): number {
  const index = draft.blocks.findIndex(({ id }) => id === after)
  return index < 0 ? draft.blocks.length : index + 1
}

export function ensureRoom(draft: Draft, more: number): void {
  if (draft.blocks.length + more > mostBlocks) {
    invalid({ field: '', key: 'portfolio.tooManyBlocks', values: { most: mostBlocks } })
  }
}

export function tidyBlockText(kind: WrittenBlock['kind'], text: string, field: string): string {
  return kind === 'heading'
    ? ensureLength(tidyLine(text), longestHeading, field)
    : ensureLength(tidyText(text), longestText, field)
}

function ensureLength(text: string, most: number, field: string): string {
  if (text.length > most) invalid({ field, key: 'portfolio.textTooLong', values: { most } })
  return text
}
