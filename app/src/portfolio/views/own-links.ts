import { paths } from '../../paths.ts'
import { hasFile, type Item, variantForOthers } from '../item/item.ts'
import type { PageLinks } from './page-view.tsx'

/** Where things lead for their owner, while they work on a page. */
export const ownLinks: PageLinks = (block) => {
  if (!('thingId' in block)) return {}
  return block.kind === 'record'
    ? { lineHref: paths.recordEvent(block.thingId) }
    : { fileHref: paths.itemFile(block.thingId), previewHref: paths.itemPreview(block.thingId) }
}

/** The same, without what a viewer will not get: the original of a picture says where it was taken. */
export const viewerLinks: PageLinks = (block, loaded) => {
  const { fileHref, ...links } = ownLinks(block, loaded)
  if (block.kind !== 'item') return links
  const item = loaded.thing as Item // the item's own showable loaded it
  const opens = hasFile(item) && variantForOthers(item) === 'original'
  return opens && fileHref ? { ...links, fileHref } : links
}
