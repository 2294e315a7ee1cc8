import { heldBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { RowProblem } from '../tables.ts'
import { cohortPowers } from './acting.ts'
import type { ClassRowVerdict } from './tables.ts'

export interface ClassListRow {
  readonly row: number
  readonly verdict: ClassRowVerdict
  readonly name: string
  readonly cohort: string
  readonly problems: readonly RowProblem[]
}

export interface ClassListReport {
  readonly fileId: string
  readonly fileName: string
  readonly uploadedAt: Date
  readonly enrolledAt: Date | null
  readonly rows: number
  readonly isNew: number
  readonly known: number
  readonly unmatched: number
  readonly refused: number
  readonly rowsNamed: readonly ClassListRow[]
  /** The `after` of the next rows. */
  readonly nextAfter: number | undefined
}

const rowsAtOnce = 200

/** What the check said, row by row. */
export function classListReport(
  app: App,
  actor: Actor,
  organisationId: string,
  fileId: string,
  { after = 0 }: { after?: number } = {},
): Promise<ClassListReport> {
  return app.db.read(cohortPowers(actor, organisationId, 'learners:read'), async (tx) => {
    const file = await tx.sql
      .selectFrom('cohort_file')
      .selectAll()
      .where(heldBy(organisationId, 'organisation_id'))
      .where('cohort_file_id', '=', fileId)
      .executeTakeFirst()
    if (!file) notFound('class list')
    const rows = await tx.sql
      .selectFrom('cohort_file_row')
      .select(['row_number as row', 'verdict', 'name', 'cohort', 'problems'])
      .where(heldBy(organisationId, 'organisation_id'))
      .where('cohort_file_id', '=', fileId)
      .where('row_number', '>', after)
      .orderBy('row_number')
      .limit(rowsAtOnce + 1)
      .execute()
    const shown = rows.slice(0, rowsAtOnce)
    return {
      fileId,
      fileName: file.file_name,
      uploadedAt: file.uploaded_at,
      enrolledAt: file.enrolled_at,
      rows: file.row_count,
      isNew: file.new_count,
      known: file.known_count,
      unmatched: file.unmatched_count,
      refused: file.refused_count,
      rowsNamed: shown,
      nextAfter: rows.length > rowsAtOnce ? shown.at(-1)?.row : undefined,
    }
  })
}
