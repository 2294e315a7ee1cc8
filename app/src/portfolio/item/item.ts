import type { PartialDate } from '../partial-date.ts'

/** The Leap2A kinds that can be written here, in the order in which they are offered. */
export const itemKinds = ['entry', 'resource', 'activity', 'achievement'] as const
export type ItemKind = (typeof itemKinds)[number]

/** Leap2A `entry`: a reflection, by its prompts. */
export interface EntryContent {
  readonly happened: string
  readonly learned: string
  readonly next: string
}

/** Leap2A `resource`: a piece of evidence. */
export interface ResourceContent {
  readonly description: string
  readonly file: ItemFile
}

export interface ActivityContent {
  readonly description: string
  readonly endedOn?: PartialDate
}

export interface AchievementContent {
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
  | { readonly kind: 'activity'; readonly content: ActivityContent }
  | { readonly kind: 'achievement'; readonly content: AchievementContent }

export type Item = ItemBasics & ItemBody
export type ItemOf<Kind extends ItemKind> = Extract<Item, { kind: Kind }>

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
export const textFields: Readonly<Record<ItemKind, readonly string[]>> = {
  entry: ['happened', 'learned', 'next'],
  resource: ['description'],
  activity: ['description'],
  achievement: ['description'],
}

export function isItemKind(kind: string): kind is ItemKind {
  return (itemKinds as readonly string[]).includes(kind)
}

export function isPicture(file: ItemFile): boolean {
  return file.mediaType.startsWith('image/')
}

/** A picture that nothing is said of: pointed out to its owner, and read out as a picture without a description. */
export function lacksAltText(item: Item): boolean {
  return item.kind === 'resource' && isPicture(item.content.file) && !item.content.file.alt
}

/**
 * What others get when they open the file. A camera writes into a picture where it was taken, so of pictures they get
 * only what we have drawn anew; undefined when there is none.
 */
export function variantForOthers(item: ItemOf<'resource'>): FileVariant | undefined {
  const { file } = item.content
  if (!isPicture(file)) return 'original'
  return file.preview ? 'preview' : undefined
}

export type FileVariant = 'original' | 'preview'

/** Leap2A relations between two items of one owner. */
export const relations = ['reflects_on', 'has_evidence'] as const
export type Relation = (typeof relations)[number]

/** Which way round a relation makes sense: one reflects in an entry, evidence is a file. */
export function mayRelate(relation: Relation, from: ItemKind, to: ItemKind): boolean {
  return relation === 'reflects_on' ? from === 'entry' : from !== 'resource' && to === 'resource'
}
