import type { ColumnType } from 'kysely'

export interface ImportedEntryTable {
  owner_id: string
  entry_key: string
  thing_kind: 'item' | 'page' | 'none' | 'feed'
  thing_id: string | null
  entry: ColumnType<unknown, string, never>
  imported_at: Date
}

export interface WaitingImportTable {
  owner_id: string
  file_name: string
  sha256: string
  size: number
  sent_at: Date
}

declare module '../platform/db.ts' {
  interface Tables {
    imported_entry: ImportedEntryTable
    waiting_import: WaitingImportTable
  }
}
