import {
  attributeOf,
  fromHtml,
  type Leap2aEntry,
  type MaharaBlock,
  maharaView,
  isElement,
  plainText,
  schemeName,
  textOfElement,
} from '@vademecum/leap2a'
import { tidyLine, tidyText } from '../../portfolio/plain-text.ts'
import { isId } from '../../platform/id.ts'
import { longestHeading, longestText } from '../../portfolio/page/page.ts'
import { OURS } from './extension.ts'

/** A part of a page that is to be; a thing by what the feed calls it, in full. */
export type BlockFromEntry =
  | { readonly kind: 'heading' | 'text'; readonly text: string }
  | { readonly kind: 'item'; readonly entryId: string }
  | { readonly kind: 'record'; readonly thingId: string }

/** What the blocks of a Mahara page are made of. */
export interface Surroundings {
  /** In full. */
  fullId(id: string): string
  /** The parts of a journal, plan or folder, in their order. */
  partsOf(id: string): readonly string[]
  isItem(id: string): boolean
}

/** Whether an entry is a page rather than a thing. */
export function isPageEntry(entry: Leap2aEntry): boolean {
  if (entry.kind !== 'selection') return false
  return (
    ownPage(entry) !== undefined ||
    maharaView(entry) !== undefined ||
    entry.categories.some(({ term, scheme }) => term === 'Webpage' && schemeName(scheme) === 'selection_type')
  )
}

/** Undefined when nothing of it can be shown here: then the whole entry is kept aside. */
export function blocksOfEntry(entry: Leap2aEntry, around: Surroundings): BlockFromEntry[] | undefined {
  const own = ownPage(entry)
  if (own) {
    return own.children.filter(isElement).flatMap((block): BlockFromEntry[] => {
      const kind = attributeOf(block, 'kind')
      const of = attributeOf(block, 'of') ?? ''
      if (kind === 'heading' || kind === 'text') return writtenBlock(kind, textOfElement(block))
      if (kind === 'item' && around.isItem(of)) return [{ kind, entryId: of }]
      return kind === 'record' && isId(of) ? [{ kind, thingId: of }] : []
    })
  }
  const view = maharaView(entry)
  const blocks = view ? view.blocks.flatMap((block) => ofMahara(block, around)) : ofParts(entry, around)
  return blocks.length > 0 ? blocks : undefined
}

/** The page as we wrote it ourselves. */
function ownPage(entry: Leap2aEntry) {
  return entry.kept.find(({ name, namespace }) => name === 'page' && namespace === OURS)
}

/** Of others: what it says, and then its parts. */
function ofParts(entry: Leap2aEntry, around: Surroundings): BlockFromEntry[] {
  const { text } = entry.content ? plainText(entry.content) : { text: '' }
  const parts = around.partsOf(entry.id).filter((id) => around.isItem(id))
  return [...writtenBlock('text', text), ...parts.map((entryId) => ({ kind: 'item' as const, entryId }))]
}

function ofMahara({ type, title, settings }: MaharaBlock, around: Surroundings): BlockFromEntry[] {
  const named = ['artefactid', 'artefactids'].flatMap((name) => flat(settings[name] ?? []))
  const count = Number(settings['count']?.[0] ?? Number.POSITIVE_INFINITY)
  const things = named
    .map((id) => around.fullId(id))
    .filter((id) => around.isItem(id))
    .flatMap((id) => {
      const parts = around.partsOf(id).filter((part) => around.isItem(part))
      // The newest of a journal are shown, not the journal itself.
      return type === 'recentposts' ? parts.slice(0, count) : [id, ...parts.slice(0, count)]
    })
  const texts = things.length > 0 ? [] : textsOf(settings)
  const content: BlockFromEntry[] = [
    ...texts.flatMap((text) => writtenBlock('text', text)),
    ...things.map((entryId) => ({ kind: 'item' as const, entryId })),
  ]
  return content.length > 0 ? [...writtenBlock('heading', title), ...content] : []
}

/** What somebody wrote, and addresses of films and feeds: plain text makes links of them. */
function textsOf(settings: MaharaBlock['settings']): string[] {
  const written = flat(settings['text'] ?? []).map((html) => fromHtml(html).text)
  const addresses = ['url', 'videoid', 'html'].flatMap((name) =>
    flat(settings[name] ?? []).filter((value) => /^https?:\/\/\S+$/.test(value)),
  )
  return [...written, ...addresses]
}

function flat(values: readonly unknown[]): string[] {
  return values.flatMap((value) =>
    Array.isArray(value) ? flat(value) : typeof value === 'string' ? [value] : [],
  )
}

function writtenBlock(kind: 'heading' | 'text', text: string): BlockFromEntry[] {
  const written = kind === 'heading' ? tidyLine(text).slice(0, longestHeading) : tidyText(text)
  if (!written) return []
  const blocks: BlockFromEntry[] = []
  // A text that is longer than a block may be goes on in the next.
  for (let at = 0; at < written.length; at += longestText) {
    blocks.push({ kind, text: written.slice(at, at + longestText) })
  }
  return blocks
}
