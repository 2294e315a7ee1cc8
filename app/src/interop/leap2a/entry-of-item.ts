import {
  inverseRelations,
  isRelation,
  type Leap2aDate,
  type Leap2aEntry,
  type Leap2aLink,
  type Leap2aText,
  XHTML,
  type XmlElement,
} from '@vademecum/leap2a'
import { hasFile, type Item, type ItemFile, type ItemText } from '../../portfolio/item/item.ts'
import { textOf } from '../../portfolio/item/item-content.ts'
import { filePath } from '../take-portfolio.ts'
import { OURS, ourPrefix } from './extension.ts'
import { fileLinkOf, itemOfEntry } from './item-of-entry.ts'

/**
 * An item as it leaves. Of one that was brought here, whatever still says the same leaves as it came, and what was kept
 * aside leaves with it; what was changed here leaves as it is here.
 */
export function entryOfItem(
  item: Item,
  id: string,
  original: Leap2aEntry | undefined,
  links: readonly Leap2aLink[],
): Leap2aEntry {
  // What nobody changed here says what it said: only of the others it has to be found out.
  const untouched = original !== undefined && item.version === 1
  const now = textOf(item)
  const came = original && !untouched ? itemOfEntry(original, item.language) : undefined
  const same = (part: (text: ItemText) => unknown) =>
    untouched || (came !== undefined && JSON.stringify(part(came.text)) === JSON.stringify(part(now)))
  const titled = same(({ title }) => title) && original ? original.title : item.title
  const dated = same(({ occurredOn, endedOn }) => [occurredOn, endedOn]) && original
  const written = same(({ texts: { alt: _alt, ...texts } }) => texts) && original
  const content = written ? original.content : contentOf(item)
  const file = hasFile(item) ? item.content.file : undefined
  const { rest } = came ?? {}
  // Where the file was in the archive that it came from says nothing in ours.
  const placed = file && content?.format === 'reference' ? undefined : content
  return {
    ...(original?.other ? { other: original.other } : {}),
    ...(original?.rights ? { rights: original.rights } : {}),
    ...(original?.status ? { status: original.status } : {}),
    myRoles: original?.myRoles ?? [],
    activeTimes: original?.activeTimes ?? [],
    personData: original?.personData ?? [],
    organizationData: original?.organizationData ?? [],
    spatial: original?.spatial ?? [],
    categories: original?.categories ?? [],
    kept: original?.kept ?? [],
    id,
    kind: item.kind,
    title: titled,
    // What it came with is not a language that can be chosen here.
    language: (untouched ? original.language : rest?.language) ?? item.language,
    published: item.createdAt.toISOString(),
    updated: item.updatedAt.toISOString(),
    ...(original?.summary && (written || rest?.summary) ? { summary: original.summary } : {}),
    ...(placed ? { content: placed } : {}),
    dates: dated ? original.dates : [...datesOf(item), ...(rest?.dates ?? []).filter(isNoDateOfItem)],
    links: [
      ...links,
      ...(file ? [fileLink(file)] : []),
      ...(original?.links ?? []).filter((link) => !file || link !== fileLinkOf(original as Leap2aEntry)),
    ],
  }
}

const isNoDateOfItem = ({ point }: Leap2aDate) => point !== 'start' && point !== 'end'

function fileLink(file: ItemFile): Leap2aLink {
  const { alt, mediaType, size } = file
  return {
    rel: 'enclosure',
    href: filePath(file).split('/').map(encodeURIComponent).join('/'),
    type: mediaType,
    length: String(size),
    ...(alt ? { other: [{ name: 'alt', namespace: OURS, prefix: ourPrefix, value: alt }] } : {}),
  }
}

function datesOf(item: Item): Leap2aDate[] {
  const endedOn = 'endedOn' in item.content ? item.content.endedOn : undefined
  return [
    ...(item.occurredOn ? [{ point: 'start', value: item.occurredOn }] : []),
    ...(endedOn ? [{ point: item.kind === 'plan' ? 'target' : 'end', value: endedOn }] : []),
  ]
}

const prompts = ['happened', 'learned', 'next'] as const

/** A reflection with several answers in parts that any reader shows one below the other. */
function contentOf(item: Item): Leap2aText | undefined {
  if (item.kind !== 'entry') {
    const { description } = item.content
    return description ? { format: 'text', type: 'text', value: description } : undefined
  }
  const { content } = item
  const answers = prompts.filter((prompt) => content[prompt])
  if (answers.length === 0) return undefined
  if (answers.join() === 'happened') return { format: 'text', type: 'text', value: content.happened }
  const children = answers.map(
    (prompt): XmlElement => ({
      name: 'div',
      namespace: XHTML,
      attributes: [
        { name: 'class', value: prompt },
        {
          name: 'space',
          namespace: 'http://www.w3.org/XML/1998/namespace',
          prefix: 'xml',
          value: 'preserve',
        },
      ],
      children: [content[prompt]],
    }),
  )
  return { format: 'xhtml', type: 'xhtml', div: { name: 'div', namespace: XHTML, children } }
}

/** Links in the order in which every export writes them. */
export function sortedLinks(links: readonly Leap2aLink[]): Leap2aLink[] {
  const key = ({ rel, displayOrder = '', href }: Leap2aLink) =>
    `${rel} ${displayOrder.padStart(9, '0')} ${href}`
  const unique = new Map(links.map((link) => [`${link.rel} ${link.href}`, link]))
  return [...unique.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** Said from both sides, since some readers look at one of them only. */
export function inverseOf(relation: string): string | undefined {
  return isRelation(relation) ? inverseRelations[relation] : undefined
}
