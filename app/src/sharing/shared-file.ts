import type { App } from '../app.ts'
import { notFound } from '../errors.ts'
import type { Reader } from '../platform/db.ts'
import { type OpenedFile, openItemFile } from '../portfolio/file/open-item-file.ts'
import { hasFile, type Item, variantForOthers } from '../portfolio/item/item.ts'
import { thingOf } from '../portfolio/page/load-things.ts'
import type { Words } from '../words.ts'
import type { FileTicket } from './file-token.ts'
import type { GrantPlace, LookState } from './look-state.ts'
import { readShared } from './shared-content.ts'

/** A file of an item on the page. The ticket only names it: the share is asked again, and for this very thing. */
export async function openSharedFile(
  app: App,
  tx: Reader,
  state: LookState,
  place: GrantPlace,
  { t, ticket, range }: { t: Words; ticket: FileTicket | undefined; range: string | undefined },
): Promise<OpenedFile> {
  const isOwn = state.openings.some(({ id }) => id === ticket?.openingId)
  if (!ticket || !isOwn) notFound('file')
  const { things, version } = await readShared(app, tx, state, place, t)
  const block = version.blocks.find((each) => each.kind === 'item' && each.thingId === ticket.itemId)
  // Things of this kind are items: that is how their showable loads them.
  const item = block && (thingOf(things, block)?.thing as Item | undefined)
  if (!item || !hasFile(item) || variantForOthers(item) !== ticket.variant) notFound('file')
  return openItemFile(app, tx, item, ticket.variant, range)
}
