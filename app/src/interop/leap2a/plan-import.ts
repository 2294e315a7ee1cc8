import {
  inverseRelations,
  isRelation,
  type Leap2aEntry,
  type Leap2aFeed,
  type Leap2aLink,
  leavesOf,
} from '@vademecum/leap2a'
import { type Relation, relations as keptRelations } from '../../portfolio/item/item.ts'
import { tidyLine } from '../../portfolio/plain-text.ts'
import { longestTitle } from '../../portfolio/page/page.ts'
import { isTextLanguage } from '../../portfolio/item/languages.ts'
import { type ItemFromEntry, itemOfEntry } from './item-of-entry.ts'
import { type BlockFromEntry, blocksOfEntry, isPageEntry } from './page-of-entry.ts'

/** Something that has no place of its own here: kept with the entry it came with. */
export interface KeptAside {
  /** The title of the entry, or what it is called by. */
  readonly entry: string
  /** Which part of it: `categories`, `personData`, the name of an element. */
  readonly part: string
  readonly value: string
}

export interface PlannedItem extends ItemFromEntry {
  readonly id: string
  readonly entry: Leap2aEntry
}

export interface PlannedPage {
  readonly id: string
  readonly entry: Leap2aEntry
  readonly title: string
  readonly language: string
  readonly blocks: readonly BlockFromEntry[]
}

export interface PlannedRelation {
  readonly from: string
  readonly relation: Relation
  readonly to: string
  readonly displayOrder?: number
}

/** What would come of a feed, before anything is kept. */
export interface ImportPlan {
  readonly items: readonly PlannedItem[]
  readonly pages: readonly PlannedPage[]
  /** Entries of which nothing can be shown here: kept whole. */
  readonly others: readonly Leap2aEntry[]
  readonly relations: readonly PlannedRelation[]
  readonly keptAside: readonly KeptAside[]
  /** How many entries are here already. */
  readonly known: number
}

export interface PlanContext {
  /** `item`, `page` or `other` for what is here already, by what the feed calls it. */
  isKnown(id: string): 'item' | 'page' | 'other' | undefined
  /** Whether the file came with the feed. */
  hasFile(href: string): boolean
  /** Of the person, for what does not say its own. */
  readonly language: string
}

export function planImport(feed: Leap2aFeed, context: PlanContext): ImportPlan {
  const entries = distinct(feed)
  const fresh = entries.filter(({ id }) => context.isKnown(id) === undefined)
  const items = new Map<string, PlannedItem>()
  const pageEntries: Leap2aEntry[] = []
  for (const entry of fresh) {
    if (isPageEntry(entry)) pageEntries.push(entry)
    else items.set(entry.id, { ...itemOfEntry(entry, context.language), id: entry.id, entry })
  }
  const isItem = (id: string) => items.has(id) || context.isKnown(id) === 'item'
  const parts = partsByWhole(entries)
  const fullId = (id: string) => {
    const [, local] = /^portfolio:(.*)$/s.exec(id) ?? []
    const namespace = feed.prefixes['portfolio']
    return local !== undefined && namespace !== undefined ? namespace + local : id
  }
  const around = { fullId, isItem, partsOf: (id: string) => parts.get(id) ?? [] }
  const pages: PlannedPage[] = []
  const others: Leap2aEntry[] = []
  for (const entry of pageEntries) {
    const blocks = blocksOfEntry(entry, around)
    if (blocks) pages.push(pageOf(entry, blocks, context.language))
    else others.push(entry)
  }
  const links = new Links(isItem, pages)
  const keptAside = [
    ...[...items.values()].flatMap(({ entry, rest, fileHref }) => {
      const left = links
        .take(entry)
        .filter(({ rel, href }) => rel !== 'enclosure' || href !== fileHref || !context.hasFile(href))
      return keptOf(entry, { ...rest, links: left })
    }),
    ...pages.flatMap(({ entry, title }) => keptOf(entry, restOfPage(entry, title, links.take(entry)))),
    ...others.flatMap((entry) => keptOf(entry, entry)),
    ...keptOf({ title: feed.title, id: feed.id }, { ...feed, id: '', updated: '' }),
  ]
  return {
    items: [...items.values()],
    pages,
    others,
    relations: [...links.relations.values()],
    keptAside,
    known: entries.length - fresh.length,
  }
}

/** Entries that are called the same, or nothing, are told apart by their place. */
function distinct(feed: Leap2aFeed): Leap2aEntry[] {
  const seen = new Set<string>()
  return feed.entries.map((entry, index) => {
    const id = entry.id && !seen.has(entry.id) ? entry.id : `${entry.id || feed.id}#entry-${index}`
    seen.add(id)
    return id === entry.id ? entry : { ...entry, id }
  })
}

function pageOf(entry: Leap2aEntry, blocks: readonly BlockFromEntry[], language: string): PlannedPage {
  const said = entry.language
  return {
    id: entry.id,
    entry,
    title: titleOfPage(entry),
    language: said !== undefined && isTextLanguage(said) ? said : language,
    blocks: blocks.slice(0, 500),
  }
}

export function titleOfPage({ title }: Pick<Leap2aEntry, 'title'>): string {
  return (tidyLine(title) || '…').slice(0, longestTitle)
}

function restOfPage(entry: Leap2aEntry, title: string, links: readonly Leap2aLink[]): Leap2aEntry {
  const { updated: _updated, published: _published, kind: _kind, ...rest } = entry
  return { ...rest, id: '', title: title === entry.title ? '' : entry.title, links }
}

/** One line for each part: what a person reads, and what a test counts. */
function keptOf(
  of: { readonly title: string; readonly id: string },
  rest: Parameters<typeof leavesOf>[0],
): KeptAside[] {
  const byPart = new Map<string, string[]>()
  for (const { part, value } of leavesOf(rest)) {
    byPart.set(part, [...(byPart.get(part) ?? []), value.replace(/\s+/g, ' ').trim()])
  }
  const entry = tidyLine(of.title) || of.id
  return [...byPart].map(([part, values]) => ({ entry, part, value: values.join(' · ') }))
}

/** What belongs to a journal, plan or folder, by whichever side says so. */
function partsByWhole(entries: readonly Leap2aEntry[]): Map<string, string[]> {
  const found = new Map<string, Map<string, number>>()
  const add = (whole: string, part: string, order: number) => {
    const parts = found.get(whole) ?? new Map<string, number>()
    if (!parts.has(part)) parts.set(part, order)
    found.set(whole, parts)
  }
  for (const { id, links } of entries) {
    for (const link of links) {
      const order = orderOf(link) ?? Number.POSITIVE_INFINITY
      if (link.rel === 'has_part') add(id, link.href, order)
      if (link.rel === 'is_part_of') add(link.href, id, order)
    }
  }
  return new Map(
    [...found].map(([whole, parts]) => [
      whole,
      // Sorting is stable: without an order, they stay as they were listed.
      [...parts].sort(([, a], [, b]) => (a === b ? 0 : a - b)).map(([part]) => part),
    ]),
  )
}

function orderOf({ displayOrder }: Leap2aLink): number | undefined {
  return displayOrder !== undefined && /^\d{1,9}$/.test(displayOrder) ? Number(displayOrder) : undefined
}

/** Takes the links that become relations or stand on a page, and leaves the others. */
class Links {
  readonly relations = new Map<string, PlannedRelation>()
  readonly #isItem: (id: string) => boolean
  readonly #onPage: ReadonlyMap<string, ReadonlySet<string>>

  constructor(isItem: (id: string) => boolean, pages: readonly PlannedPage[]) {
    this.#isItem = isItem
    this.#onPage = new Map(
      pages.map(({ id, blocks }) => [
        id,
        new Set(blocks.flatMap((block) => (block.kind === 'item' ? [block.entryId] : []))),
      ]),
    )
  }

  take(entry: Leap2aEntry): Leap2aLink[] {
    return entry.links.filter((link) => !this.#takes(entry.id, link))
  }

  #takes(id: string, link: Leap2aLink): boolean {
    const { rel, href } = link
    if (rel === 'has_part' && this.#onPage.get(id)?.has(href)) return true
    if (rel === 'is_part_of' && this.#onPage.get(href)?.has(id)) return true
    if (this.#onPage.has(id) || !this.#isItem(href) || href === id) return false
    const relation = relationOf(rel)
    if (!relation) return false
    const [from, to] = relation.inverse ? [href, id] : [id, href]
    const key = `${from} ${relation.name} ${to}`
    const displayOrder = orderOf(link) ?? this.relations.get(key)?.displayOrder
    this.relations.set(key, {
      from,
      relation: relation.name,
      to,
      ...(displayOrder === undefined ? {} : { displayOrder }),
    })
    return true
  }
}

/** Of a pair of inverses one is kept. A file that a journal entry encloses is its evidence. */
function relationOf(rel: string): { name: Relation; inverse: boolean } | undefined {
  const kept = (name: string): name is Relation => (keptRelations as readonly string[]).includes(name)
  if (rel === 'enclosure') return { name: 'has_evidence', inverse: false }
  if (kept(rel)) return { name: rel, inverse: false }
  if (!isRelation(rel)) return undefined
  const name = inverseRelations[rel]
  return kept(name) ? { name, inverse: true } : undefined
}
