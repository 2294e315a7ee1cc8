import {
  type Leap2aEntry,
  type Leap2aFeed,
  type Leap2aLink,
  LEAP2A_VERSION,
  schemeName,
  serialiseFeed,
  zipParts,
} from '@vademecum/leap2a'
import type { App } from '../../app.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import type { Item } from '../../portfolio/item/item.ts'
import type { RelationKey } from '../../portfolio/item/many-items.ts'
import type { Page } from '../../portfolio/page/page.ts'
import { type TakenPortfolio, takePortfolio, withFiles } from '../take-portfolio.ts'
import { entryOfItem, inverseOf, sortedLinks } from './entry-of-item.ts'
import { entryOfPage } from './entry-of-page.ts'
import { categoriesOf, OURS, ourPrefix } from './extension.ts'

/** The whole portfolio as one Leap2A archive, part by part; `by` is who asked, where that is somebody else. */
export async function exportLeap2a(
  app: App,
  actor: Actor,
  by: Actor = actor,
): Promise<AsyncGenerator<Uint8Array>> {
  const taken = await takePortfolio(app, actor, by, 'leap2a')
  const feed = serialiseFeed(feedOf(taken.person, taken, app.now()))
  const document = { name: 'leap2a.xml', content: new TextEncoder().encode(feed), compress: true }
  return zipParts(withFiles(app, taken, [document]))
}

function feedOf(
  person: PersonActor,
  { items, relations, pages, imported }: TakenPortfolio,
  now: Date,
): Leap2aFeed {
  const originals = new Map(
    imported.flatMap(({ thingId, entry }) => (thingId ? [[thingId, entry as Leap2aEntry] as const] : [])),
  )
  // What was brought here keeps the name it came with, wherever it goes from here.
  const nameOf = (id: string) => originals.get(id)?.id ?? `urn:uuid:${id}`
  const here = new Map(items.map((item) => [item.id, item]))
  const links = linksOf(relations, pages, here, nameOf)
  const entries: Leap2aEntry[] = [
    ...items.map((item) => {
      const original = originals.get(item.id)
      const own = sortedLinks(links.get(item.id) ?? [])
      return entryOfItem(item, nameOf(item.id), original && withoutMoved(original, own), own)
    }),
    ...pages.map((page) =>
      entryOfPage(page, nameOf(page.id), originals.get(page.id), (block) => {
        const item = block.kind === 'item' ? here.get(block.thingId) : undefined
        return item ? { id: nameOf(item.id), title: item.title } : { title: '' }
      }),
    ),
    ...imported.filter(({ thingKind }) => thingKind === 'none').map(({ entry }) => entry as Leap2aEntry),
  ]
  const self = entries.find(isSelf) ?? selfOf(person, now)
  if (!entries.includes(self)) entries.push(self)
  entries.sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    id: `${self.id}#portfolio`,
    title: self.title,
    updated: now.toISOString(),
    version: LEAP2A_VERSION,
    author: { name: self.title, uri: self.id },
    generator: { name: 'Vademecum' },
    prefixes: { [ourPrefix]: OURS },
    entries,
    kept: [],
  }
}

/** By item: its relations from both sides, and the pages it stands on. */
function linksOf(
  relations: readonly RelationKey[],
  pages: readonly Page[],
  here: ReadonlyMap<string, Item>,
  nameOf: (id: string) => string,
): Map<string, Leap2aLink[]> {
  const links = new Map<string, Leap2aLink[]>()
  const add = (id: string, rel: string, other: string, displayOrder: number | undefined) => {
    const link = {
      rel,
      href: nameOf(other),
      ...(displayOrder === undefined ? {} : { displayOrder: String(displayOrder) }),
    }
    links.set(id, [...(links.get(id) ?? []), link])
  }
  for (const { itemId, relation, otherId, displayOrder } of relations) {
    if (!here.has(itemId) || !here.has(otherId)) continue
    add(itemId, relation, otherId, displayOrder)
    const inverse = inverseOf(relation)
    if (inverse) add(otherId, inverse, itemId, displayOrder)
  }
  for (const page of pages) {
    for (const block of page.draft.blocks) {
      if (block.kind === 'item' && here.has(block.thingId))
        add(block.thingId, 'is_part_of', page.id, undefined)
    }
  }
  return links
}

/** A link that came with it and is a relation or a page here is not said twice; one that was taken away here is gone. */
function withoutMoved(original: Leap2aEntry, links: readonly Leap2aLink[]): Leap2aEntry {
  const said = new Set(links.map(({ rel, href }) => `${rel} ${href}`))
  const asEvidence = ({ rel, href }: Leap2aLink) => rel === 'enclosure' && said.has(`has_evidence ${href}`)
  return {
    ...original,
    links: original.links.filter((link) => !said.has(`${link.rel} ${link.href}`) && !asEvidence(link)),
  }
}

function isSelf({ kind, categories }: Leap2aEntry): boolean {
  return (
    kind === 'person' &&
    categories.some(({ term, scheme }) => term === 'Self' && schemeName(scheme) === 'person_type')
  )
}

/** Exactly one person of a portfolio is its holder (2010-07, "Person"). */
function selfOf(person: PersonActor, now: Date): Leap2aEntry {
  return {
    id: `urn:uuid:${person.personId}`,
    kind: 'person',
    title: person.name,
    language: person.language,
    published: now.toISOString(),
    updated: now.toISOString(),
    links: [],
    dates: [],
    categories: [{ term: 'Self', scheme: `${categoriesOf}person_type#` }],
    myRoles: [],
    activeTimes: [],
    personData: [],
    organizationData: [],
    spatial: [],
    kept: [],
  }
}
