import type { Block } from '../showable.ts'
import type { Draft } from './draft.ts'

/** A page with its draft, as its owner works on it. */
export interface Page {
  readonly id: string
  readonly ownerId: string
  readonly draft: Draft
  /** Counts the changes of the draft. */
  readonly revision: number
  readonly publishedVersion?: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** In a list: without what stands on it. */
export interface PageLine {
  readonly id: string
  readonly title: string
  readonly updatedAt: Date
  readonly publishedVersion?: number
  readonly publishedAt?: Date
}

/** What a share shows: numbered, and never changed again. */
export interface PageVersion {
  readonly pageId: string
  readonly version: number
  readonly title: string
  readonly language: string
  readonly blocks: readonly Block[]
  readonly publishedAt: Date
}

export const longestTitle = 200
export const longestHeading = 300
export const longestText = 50_000

/** What of a draft is published: a part in which nothing was written yet is none. */
export function publishable(blocks: readonly Block[]): Block[] {
  return blocks.filter((block) => !('text' in block) || block.text.trim() !== '')
}

type Content = Pick<PageVersion, 'title' | 'language' | 'blocks'>

export function sameContent(a: Content, b: Content): boolean {
  const plain = ({ title, language, blocks }: Content) =>
    JSON.stringify([
      title,
      language,
      blocks.map((block) => [block.id, block.kind, 'text' in block ? block.text : block.thingId]),
    ])
  return plain(a) === plain(b)
}
