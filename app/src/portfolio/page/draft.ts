import type { Block } from '../showable.ts'

/** What is written so far, and the way back: the inverse of each change, newest last. */
export interface Draft {
  readonly title: string
  /** In which the page is written; each thing on it has its own. */
  readonly language: string
  readonly blocks: readonly Block[]
  readonly undo: readonly Step[]
  readonly redo: readonly Step[]
}

/** As the database keeps it; the title has a column of its own, for lists. */
export type StoredDraft = Omit<Draft, 'title'>

export type Change =
  | { readonly kind: 'add'; readonly blocks: readonly Block[]; readonly at: number }
  | { readonly kind: 'edit'; readonly id: string; readonly text: string }
  | { readonly kind: 'remove'; readonly ids: readonly string[] }
  | { readonly kind: 'move'; readonly id: string; readonly to: number }
  | { readonly kind: 'retitle'; readonly title: string }
  | { readonly kind: 'language'; readonly language: string }
  | {
      readonly kind: 'replace'
      readonly title: string
      readonly language: string
      readonly blocks: readonly Block[]
    }
  /** Puts blocks back where each of them stood; only ever the inverse of a removal. */
  | { readonly kind: 'return'; readonly blocks: readonly { readonly block: Block; readonly at: number }[] }

/** A change that takes another one back; `at` is when that other one was made, in milliseconds. */
export interface Step {
  readonly change: Change
  readonly at: number
}

export const mostBlocks = 500
/** How far back one can go, in steps and in characters kept for it. */
const mostSteps = 50
const mostKept = 300_000
/** Typing that is saved again within this time is one change to take back. */
const folded = 60_000

export function emptyDraft(language: string): StoredDraft {
  return { language, blocks: [], undo: [], redo: [] }
}

/** A change is left out when what it speaks of is not there or already so. */
export function changed(draft: Draft, change: Change, at: number): Draft {
  const done = perform(draft, change)
  if (!done) return draft
  const last = draft.undo.at(-1)
  const goesOn =
    change.kind === 'edit' &&
    last?.change.kind === 'edit' &&
    last.change.id === change.id &&
    at - last.at < folded &&
    draft.redo.length === 0
  const undo = goesOn ? draft.undo : [...draft.undo, { change: done.inverse, at }]
  return { ...done.content, undo: bounded(undo), redo: [] }
}

export function undone(draft: Draft): Draft {
  return stepped(draft, 'undo', 'redo')
}

export function redone(draft: Draft): Draft {
  return stepped(draft, 'redo', 'undo')
}

function stepped(draft: Draft, from: 'undo' | 'redo', to: 'undo' | 'redo'): Draft {
  if (draft[from].length === 0) return draft
  const left = [...draft[from]]
  for (let step = left.pop(); step; step = left.pop()) {
    const done = perform(draft, step.change)
    if (!done) continue
    const back = [...draft[to], { change: done.inverse, at: step.at }]
    return { ...draft, ...done.content, [from]: left, [to]: back }
  }
  return { ...draft, [from]: left }
}

type Content = Pick<Draft, 'title' | 'language' | 'blocks'>

function perform(page: Content, change: Change): { content: Content; inverse: Change } | undefined {
  const { title, language, blocks } = page
  switch (change.kind) {
    case 'add': {
      if (change.blocks.length === 0) return undefined
      const at = within(change.at, blocks.length)
      return {
        content: { ...page, blocks: blocks.toSpliced(at, 0, ...change.blocks) },
        inverse: { kind: 'remove', ids: change.blocks.map(({ id }) => id) },
      }
    }
    case 'edit': {
      const block = blocks.find(({ id }) => id === change.id)
      if (!block || !isWritten(block) || block.text === change.text) return undefined
      return {
        content: {
          ...page,
          blocks: blocks.map((other) => (other === block ? { ...block, text: change.text } : other)),
        },
        inverse: { kind: 'edit', id: block.id, text: block.text },
      }
    }
    case 'remove': {
      const removed = blocks.flatMap((block, at) => (change.ids.includes(block.id) ? [{ block, at }] : []))
      if (removed.length === 0) return undefined
      return {
        content: { ...page, blocks: blocks.filter(({ id }) => !change.ids.includes(id)) },
        inverse: { kind: 'return', blocks: removed },
      }
    }
    case 'return': {
      const missing = change.blocks.filter(({ block }) => !blocks.some(({ id }) => id === block.id))
      if (missing.length === 0) return undefined
      const whole = [...blocks]
      for (const { block, at } of missing) whole.splice(within(at, whole.length), 0, block)
      return {
        content: { ...page, blocks: whole },
        inverse: { kind: 'remove', ids: missing.map(({ block }) => block.id) },
      }
    }
    case 'move': {
      const from = blocks.findIndex(({ id }) => id === change.id)
      const block = blocks[from]
      const to = within(change.to, blocks.length - 1)
      if (!block || from === to) return undefined
      return {
        content: { ...page, blocks: blocks.toSpliced(from, 1).toSpliced(to, 0, block) },
        inverse: { kind: 'move', id: change.id, to: from },
      }
    }
    case 'retitle':
      if (change.title === title) return undefined
      return { content: { ...page, title: change.title }, inverse: { kind: 'retitle', title } }
    case 'language':
      if (change.language === language) return undefined
      return {
        content: { ...page, language: change.language },
        inverse: { kind: 'language', language },
      }
    case 'replace':
      return {
        content: { title: change.title, language: change.language, blocks: change.blocks },
        inverse: { kind: 'replace', title, language, blocks },
      }
  }
}

export type WrittenBlock = Extract<Block, { kind: 'heading' | 'text' }>

export function isWritten(block: Block): block is WrittenBlock {
  return block.kind === 'heading' || block.kind === 'text'
}

function within(at: number, length: number): number {
  return Math.max(0, Math.min(at, length))
}

function bounded(steps: readonly Step[]): readonly Step[] {
  let kept = 0
  const newest = steps.slice(-mostSteps)
  const from = newest.findLastIndex((step, index) => {
    kept += JSON.stringify(step).length
    // The last change can always be taken back, however long it was.
    return kept > mostKept && index < newest.length - 1
  })
  return newest.slice(from + 1)
}
