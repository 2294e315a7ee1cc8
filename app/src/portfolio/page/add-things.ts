import type { App } from '../../app.ts'
import { invalid, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { newId } from '../../platform/id.ts'
import type { Words } from '../../words.ts'
import type { Block } from '../showable.ts'
import { changePage } from './change-page.ts'
import { changed } from './draft.ts'
import { ownViewing } from './load-page.ts'
import type { Page } from './page.ts'
import { ensureRoom, placeAfter } from './save-draft.ts'

/** Puts things of one kind on the page, in the order given. What the person cannot show themselves is not found. */
export async function addThings(
  app: App,
  actor: Actor,
  pageId: string,
  input: { kind: string; ids: readonly string[]; after?: string },
  t: Words,
): Promise<{ page: Page; focus: string }> {
  const showable = app.showables.get(input.kind) ?? notFound('kind of thing')
  if (!isThingKind(input.kind)) notFound('kind of thing')
  const kind = input.kind
  if (input.ids.length === 0) invalid({ field: 'things', key: 'portfolio.chooseThings' })
  const { page, result } = await changePage(app, actor, pageId, async (before, tx, person) => {
    const there = await showable.load(app, tx, input.ids, ownViewing(person, t))
    if (input.ids.some((id) => !there.has(id))) notFound('thing')
    ensureRoom(before.draft, input.ids.length)
    const at = app.now().getTime()
    const blocks = input.ids.map((thingId): Block => ({ id: newId(at), kind, thingId }))
    const place = placeAfter(before.draft, input.after)
    return {
      draft: changed(before.draft, { kind: 'add', blocks, at: place }, at),
      result: blocks[0]?.id ?? '',
    }
  })
  return { page, focus: result }
}

type ThingKind = Exclude<Block['kind'], 'heading' | 'text'>
const thingKinds: readonly string[] = ['item', 'record'] satisfies readonly ThingKind[]

function isThingKind(kind: string): kind is ThingKind {
  return thingKinds.includes(kind)
}
