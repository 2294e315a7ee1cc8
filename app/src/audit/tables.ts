import type { ColumnType } from 'kysely'

export interface AuditEventTable {
  owner_id: string
  event_id: string
  at: Date
  actor_kind: 'person' | 'visitor' | 'system'
  actor_id: string | null
  actor_name: string
  organisation_id: string | null
  permission: string
  action: string
  thing_kind: string
  thing_id: string | null
  detail: ColumnType<Record<string, unknown>, string, never>
}

declare module '../platform/db.ts' {
  interface Tables {
    audit_event: AuditEventTable
  }
}
