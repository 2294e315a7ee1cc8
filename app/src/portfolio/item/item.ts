import type { PartialDate } from '../partial-date.ts'

/** The kinds of Leap2A, in the order in which they are offered. */
export const itemKinds = [
  'entry',
  'resource',
  'activity',
  'achievement',
  'ability',
  'plan',
  'meeting',
  'affiliation',
  'publication',
  'organization',
  'person',
  'selection',
] as const
/** What most people begin with; the others are offered below them. */
export const usualKinds: readonly ItemKind[] = ['entry', 'resource', 'activity', 'achievement']
export type ItemKind = (typeof itemKinds)[number]

/** Leap2A `entry`: a reflection, by its prompts. */
export interface EntryContent {
  readonly happened: string
  readonly learned: string
  readonly next: string
}

/** Leap2A `resource`: a piece of evidence. Without a file it lies elsewhere, as one that was brought here may. */
export interface ResourceContent {
  readonly description: string
  readonly file?: ItemFile
}

/** What lasts for a while: `endedOn` of a plan is until when. */
export interface PeriodContent {
  readonly description: string
  readonly endedOn?: PartialDate
}

export interface DescribedContent {
  readonly description: string
}

export interface ItemFile {
  /** As it was sent, with a safe name and the ending of what it really is. */
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly sha256: string
  /** Only pictures have one, drawn anew by us. */
  readonly preview?: {
    readonly sha256: string
    readonly size: number
    readonly width: number
    readonly height: number
  }
  /** What a picture shows, for those who cannot see it. */
  readonly alt?: string
}

interface ItemBasics {
  readonly id: string
  readonly ownerId: string
  readonly title: string
  /** Of the text, as BCP 47 names it. */
  readonly language: string
  readonly occurredOn?: PartialDate
  /** Counts the edits: whoever saves says which one they saw. */
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type ItemBody =
  | { readonly kind: 'entry'; readonly content: EntryContent }
  | { readonly kind: 'resource'; readonly content: ResourceContent }
  | { readonly kind: PeriodKind; readonly content: PeriodContent }
  | { readonly kind: DescribedKind; readonly content: DescribedContent }

export type Item = ItemBasics & ItemBody
export type ItemOf<Kind extends ItemKind> = Extract<Item, { kind: Kind }>
/** A resource whose file is kept here. */
export type FileItem = ItemOf<'resource'> & { readonly content: { readonly file: ItemFile } }

export const periodKinds = ['activity', 'plan', 'meeting', 'affiliation'] as const
export type PeriodKind = (typeof periodKinds)[number]
export type DescribedKind = Exclude<ItemKind, PeriodKind | 'entry' | 'resource'>

export function hasPeriod(kind: ItemKind): kind is PeriodKind {
  return (periodKinds as readonly ItemKind[]).includes(kind)
}

export function hasFile(item: Item): item is FileItem {
  return item.kind === 'resource' && item.content.file !== undefined
}

/** What somebody writes about an item; a file is added apart from it. */
export interface ItemText {
  readonly title: string
  readonly language: string
  readonly occurredOn?: PartialDate
  /** By field of the kind: `happened`, `description`, `alt`, … */
  readonly texts: Readonly<Record<string, string>>
  readonly endedOn?: PartialDate
}

/** The long texts of each kind, as the form asks for them. */
export function textFields(kind: ItemKind): readonly string[] {
  return kind === 'entry' ? ['happened', 'learned', 'next'] : ['description']
}

export function isItemKind(kind: string): kind is ItemKind {
  return (itemKinds as readonly string[]).includes(kind)
}

export function isPicture(file: ItemFile): boolean {
  return file.mediaType.startsWith('image/')
}

/** A picture that nothing is said of: pointed out to its owner, and read out as a picture without a description. */
export function lacksAltText(item: Item): boolean {
  return hasFile(item) && isPicture(item.content.file) && !item.content.file.alt
}

/**
 * What others get when they open the file. A camera writes into a picture where it was taken, so of pictures they get
 * only what we have drawn anew; undefined when there is none.
 */
export function variantForOthers(item: FileItem): FileVariant | undefined {
  const { file } = item.content
  if (!isPicture(file)) return 'original'
  return file.preview ? 'preview' : undefined
}

export type FileVariant = 'original' | 'preview'

/** Leap2A relations between two items of one owner; of each pair of inverses, the one that is kept. */
export const relations = [
  'reflects_on',
  'has_evidence',
  'has_part',
  'supports',
  'has_outcome',
  'attends',
  'has_agenda',
  'in_reply_to',
  'related',
] as const
export type Relation = (typeof relations)[number]
/** Those that a page offers; the others come with what is brought here, and through the API. */
export const offeredRelations: readonly Relation[] = ['reflects_on', 'has_evidence']

/** Which way round a relation makes sense: one reflects in an entry, evidence is a file. */
export function mayRelate(relation: Relation, from: ItemKind, to: ItemKind): boolean {
  if (relation === 'reflects_on') return from === 'entry'
  return relation !== 'has_evidence' || (from !== 'resource' && to === 'resource')
}
