import { isId } from '../../platform/id.ts'
import type { Resolution } from './resolve-conflicts.ts'
import type { DraftAct, DraftForm, TypedText } from './save-draft.ts'

export type Fields = Readonly<Record<string, string | string[]>>

/** Where the person goes on to once everything typed is kept. */
export type Onward =
  | { readonly kind: 'stay' | 'preview' | 'publish' }
  | { readonly kind: 'pick'; readonly thing: string; readonly after?: string }

/** Reads the editor's one form; whatever of it makes no sense is left out. */
export function editorFormFrom(fields: Fields): { form: DraftForm; onward: Onward } {
  const texts = new Map<string, TypedText>()
  for (const [name, text] of Object.entries(fields)) {
    const id = name.startsWith('text-') ? name.slice(5) : ''
    const base = fields[`base-${id}`]
    if (isId(id) && typeof text === 'string' && typeof base === 'string') texts.set(id, { text, base })
  }
  const title = fields.title
  const titleBase = fields['base-title']
  const language = fields.language
  const [kind = '', ...rest] = String(fields.act ?? '').split(':')
  const act = actFrom(kind, rest)
  const form: DraftForm = {
    texts,
    ...(/^\d{1,9}$/.test(String(fields.revision)) ? { revision: Number(fields.revision) } : {}),
    ...(typeof title === 'string' && typeof titleBase === 'string'
      ? { title: { text: title, base: titleBase } }
      : {}),
    ...(typeof language === 'string' ? { language } : {}),
    ...(act ? { act } : {}),
  }
  return { form, onward: onwardFrom(kind, rest) }
}

function actFrom(kind: string, [first = '', after = '']: string[]): DraftAct | undefined {
  switch (kind) {
    case 'add':
      if (first !== 'heading' && first !== 'text') return undefined
      return { kind, block: first, ...(isId(after) ? { after } : {}) }
    case 'up':
    case 'down':
    case 'remove':
      return isId(first) ? { kind, id: first } : undefined
    case 'undo':
    case 'redo':
      return { kind }
    default:
      return undefined
  }
}

function onwardFrom(kind: string, [thing = '', after = '']: string[]): Onward {
  if (kind === 'preview' || kind === 'publish') return { kind }
  if (kind === 'pick' && /^[a-z]+$/.test(thing)) return { kind, thing, ...(isId(after) ? { after } : {}) }
  return { kind: 'stay' }
}

export function resolutionsFrom(fields: Fields): Resolution[] {
  return Object.entries(fields).flatMap(([name, mine]) => {
    const id = name.startsWith('mine-') ? name.slice(5) : ''
    const kind = fields[`kind-${id}`]
    const choice = fields[`choice-${id}`]
    if (!(id === 'title' || isId(id)) || typeof mine !== 'string') return []
    if (kind !== 'title' && kind !== 'heading' && kind !== 'text') return []
    // Without an answer nothing is lost by keeping both.
    const chosen = choice === 'mine' || choice === 'theirs' ? choice : 'both'
    return [{ id, kind, mine, theirsBase: String(fields[`theirs-${id}`] ?? ''), choice: chosen }]
  })
}
