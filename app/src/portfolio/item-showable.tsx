import { fileSize } from './file-size.ts'
import { fileKind, ItemView } from './views/item-view.tsx'
import { partialDate } from '../ui/date.ts'
import type { Words } from '../words.ts'
import { hasFile, type Item } from './item/item.ts'
import { findItemsById, findItemsOf } from './item/store.ts'
import type { Showable } from './showable.ts'

/** The learner's own things on a page: always their own word, by their name. */
export const itemShowable: Showable<Item> = {
  kind: 'item',
  async load(_app, tx, ids, { ownerId }) {
    const items = await findItemsById(tx, ownerId, ids)
    return new Map(items.map((item) => [item.id, item]))
  },
  title: ({ title }) => title,
  version: ({ version }) => String(version),
  assurance: (_item, { ownerName }) => ({ kind: 'selfDeclared', by: ownerName }),
  view: (item, { t }, links) => <ItemView t={t} item={item} links={links} />,
  async choices(_app, tx, { ownerId, ownerIds, t }) {
    const items = await findItemsOf(tx, ownerId, ownerIds)
    return items.map((item) => ({ id: item.id, title: item.title, note: noteOf(t, item) }))
  },
}

/** What tells one thing in a list from another of the same title. */
export function noteOf(t: Words, item: Item): string {
  const kind = hasFile(item)
    ? `${fileKind(t, item.content.file)}, ${fileSize(t.language, item.content.file.size)}`
    : t(`portfolio.kind_${item.kind}`)
  return item.occurredOn ? `${kind} · ${partialDate(t.language, item.occurredOn)}` : kind
}
