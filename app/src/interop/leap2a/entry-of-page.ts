import { type Leap2aEntry, type Leap2aLink, XHTML, type XmlElement } from '@vademecum/leap2a'
import type { Page } from '../../portfolio/page/page.ts'
import { publishable } from '../../portfolio/page/page.ts'
import type { Block } from '../../portfolio/showable.ts'
import { categoriesOf, OURS, ourPrefix } from './extension.ts'
import { titleOfPage } from './plan-import.ts'

export interface ThingOnPage {
  /** What the export calls it; undefined when it is not in the export. */
  readonly id?: string
  readonly title: string
}

/**
 * A page as it leaves: for any reader its text and, as links, the things on it; for us its blocks, in an element of our
 * own.
 */
export function entryOfPage(
  { draft, revision, createdAt, updatedAt }: Page,
  id: string,
  original: Leap2aEntry | undefined,
  thingOf: (block: Block) => ThingOnPage,
): Leap2aEntry {
  const blocks = publishable(draft.blocks)
  const things = blocks.flatMap((block) => {
    const { id: href } = 'thingId' in block ? thingOf(block) : {}
    return href === undefined ? [] : [href]
  })
  const links = [...new Set(things)].map(
    (href, index): Leap2aLink => ({ rel: 'has_part', href, displayOrder: String(index + 1) }),
  )
  const onPage = new Set(things)
  // How it looked elsewhere holds until it is changed here.
  const came = revision === 1 ? original : undefined
  const webpage = { term: 'Webpage', scheme: `${categoriesOf}selection_type#` }
  return {
    ...(original?.other ? { other: original.other } : {}),
    ...(original?.rights ? { rights: original.rights } : {}),
    ...(original?.status ? { status: original.status } : {}),
    ...(original?.summary ? { summary: original.summary } : {}),
    myRoles: original?.myRoles ?? [],
    activeTimes: original?.activeTimes ?? [],
    personData: original?.personData ?? [],
    organizationData: original?.organizationData ?? [],
    spatial: original?.spatial ?? [],
    dates: original?.dates ?? [],
    categories: original ? original.categories : [webpage],
    id,
    kind: 'selection',
    title: original && titleOfPage(original) === draft.title ? original.title : draft.title,
    language: draft.language,
    published: createdAt.toISOString(),
    updated: updatedAt.toISOString(),
    content: came?.content ?? {
      format: 'xhtml',
      type: 'xhtml',
      div: { name: 'div', namespace: XHTML, children: blocks.map((block) => shown(block, thingOf)) },
    },
    links: [
      ...links,
      ...(original?.links ?? []).filter(({ rel, href }) => rel !== 'has_part' || !onPage.has(href)),
    ],
    kept: [
      blocksElement(blocks, thingOf),
      ...(came?.kept ?? []).filter((element) => element.namespace !== OURS),
    ],
  }
}

function blocksElement(blocks: readonly Block[], thingOf: (block: Block) => ThingOnPage): XmlElement {
  return {
    ...ours('page'),
    children: blocks.flatMap((block): XmlElement[] => {
      if ('text' in block) {
        return [
          { ...ours('block'), attributes: [{ name: 'kind', value: block.kind }], children: [block.text] },
        ]
      }
      const of = block.kind === 'record' ? block.thingId : thingOf(block).id
      if (of === undefined) return []
      const attributes = [
        { name: 'kind', value: block.kind },
        { name: 'of', value: of },
      ]
      return [{ ...ours('block'), attributes, children: [] }]
    }),
  }
}

const ours = (name: string) => ({ name, namespace: OURS, prefix: ourPrefix })

function shown(block: Block, thingOf: (block: Block) => ThingOnPage): XmlElement {
  const name = block.kind === 'heading' ? 'h2' : 'p'
  const text = 'text' in block ? block.text : thingOf(block).title
  return { name, namespace: XHTML, children: text ? [text] : [] }
}
