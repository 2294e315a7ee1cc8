import type { ColumnType } from 'kysely'
import type { StoredDraft } from './page/draft.ts'
import type { Block } from './showable.ts'

export interface ItemTable {
  owner_id: string
  item_id: string
  kind: string
  title: string
  content: ColumnType<unknown, string, string>
  language: string
  occurred_on: string | null
  version: number
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface ItemRelationTable {
  owner_id: string
  item_id: string
  relation: string
  other_id: string
  display_order: number | null
}

export interface StoredFileTable {
  owner_id: string
  sha256: string
  size: number
  media_type: string
  created_at: Date
}

export interface PageTable {
  owner_id: string
  page_id: string
  /** Of the draft; each published version has its own. */
  title: string
  draft: ColumnType<StoredDraft, string, string>
  draft_revision: number
  published_version: number | null
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface PageVersionTable {
  owner_id: string
  page_id: string
  version: number
  title: string
  language: string
  blocks: ColumnType<readonly Block[], string, never>
  published_at: Date
}

declare module '../platform/db.ts' {
  interface Tables {
    item: ItemTable
    item_relation: ItemRelationTable
    stored_file: StoredFileTable
    page: PageTable
    page_version: PageVersionTable
  }
}
