import { heldBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { registrarPowers } from '../acting.ts'
import type { RowProblem } from '../tables.ts'
import { fileById, type RegistrationFile } from './store.ts'
import type { FileFormat, FileState, ReturnCode } from './tables.ts'

export interface RegistrationSummary {
  readonly fileId: string
  readonly fileName: string
  readonly format: FileFormat
  readonly cohort: string
  readonly state: FileState
  readonly sentAt: Date
  readonly senderName: string
  readonly doneAt: Date | null
  readonly rows: number
  readonly done: number
  readonly outputUntil: Date
  /** The file that goes back can be fetched. */
  readonly hasOutput: boolean
}

export interface ReportRow {
  readonly row: number
  readonly name: string
  readonly code: ReturnCode
  /** It was answered; else the code says what would happen. */
  readonly isDone: boolean
  readonly uln: string | null
  readonly problems: readonly RowProblem[]
  /** A person has to say who it is. */
  readonly waits: boolean
  readonly reason: string | null
}

export interface RegistrationReport extends RegistrationSummary {
  /** Of the check until the file is done, then of what happened. */
  readonly counts: Readonly<Record<ReturnCode, number>>
  readonly waiting: number
  /** The first of those that wait for a person. */
  readonly rowsWaiting: readonly number[]
  readonly rowsNamed: readonly ReportRow[]
  readonly nextAfter: number | undefined
}

const rowsAtOnce = 200

export function listRegistrations(
  app: App,
  actor: Actor,
  organisationId: string,
): Promise<RegistrationSummary[]> {
  return app.db.read(registrarPowers(actor, organisationId, 'learners:read'), async (tx) => {
    const files = await tx.sql
      .selectFrom('registration_file')
      .selectAll()
      .where(heldBy(organisationId, 'organisation_id'))
      .orderBy('sent_at', 'desc')
      .orderBy('file_id', 'desc')
      .limit(200)
      .execute()
    return files.map((file) => summaryOf(file, app.now()))
  })
}

/** What became of each row, or what the check says of it. */
export function registrationReport(
  app: App,
  actor: Actor,
  organisationId: string,
  fileId: string,
  { after = 0 }: { after?: number } = {},
): Promise<RegistrationReport> {
  return app.db.read(registrarPowers(actor, organisationId, 'learners:read'), async (tx) => {
    const file = await fileById(tx, organisationId, fileId)
    const { counts, waiting } = await countsOf(tx, organisationId, fileId)
    const rows = await tx.named<ReportRow & { given: string; family: string }>(
      'registration report',
      `select row_number as row, content ->> 'GivenName' as given, content ->> 'FamilyName' as family,
         coalesce(code, expected) as code, code is not null as "isDone", uln, problems, reason,
         coalesce(code in ('WSRC0002', 'WSRC0003'), false) and decided_at is null as waits
       from registration_row where organisation_id = $1 and file_id = $2 and row_number > $3
       order by row_number limit $4`,
      [organisationId, fileId, after, rowsAtOnce + 1],
    )
    const shown = rows.slice(0, rowsAtOnce)
    const waits = await tx.named<{ row: number }>(
      'registration rows waiting',
      `select row_number as row from registration_row
       where organisation_id = $1 and file_id = $2 and code in ('WSRC0002', 'WSRC0003') and decided_at is null
       order by row_number limit 50`,
      [organisationId, fileId],
    )
    return {
      ...summaryOf(file, app.now()),
      counts,
      waiting,
      rowsWaiting: waits.map(({ row }) => row),
      rowsNamed: shown.map(({ given, family, ...row }) => ({
        ...row,
        name: `${given ?? ''} ${family ?? ''}`.trim().slice(0, 80),
      })),
      nextAfter: rows.length > rowsAtOnce ? shown.at(-1)?.row : undefined,
    }
  })
}

async function countsOf(tx: Reader, organisationId: string, fileId: string) {
  const rows = await tx.named<{ code: ReturnCode; count: number; waiting: number }>(
    'registration counts',
    `select coalesce(code, expected) as code, count(*) as count,
       count(*) filter (where code in ('WSRC0002', 'WSRC0003') and decided_at is null) as waiting
     from registration_row where organisation_id = $1 and file_id = $2 group by 1`,
    [organisationId, fileId],
  )
  const of = (code: ReturnCode) => rows.find((row) => row.code === code)?.count ?? 0
  return {
    counts: {
      WSRC0001: of('WSRC0001'),
      WSRC0002: of('WSRC0002'),
      WSRC0003: of('WSRC0003'),
      WSRC0004: of('WSRC0004'),
      WSRC0022: of('WSRC0022'),
      INVALID: of('INVALID'),
    },
    waiting: rows.reduce((sum, { waiting }) => sum + waiting, 0),
  }
}

function summaryOf(file: RegistrationFile, now: Date): RegistrationSummary {
  return {
    fileId: file.file_id,
    fileName: file.file_name,
    format: file.format,
    cohort: file.cohort,
    state: file.state,
    sentAt: file.sent_at,
    senderName: file.sender_name,
    doneAt: file.done_at,
    rows: file.row_count,
    done: file.done_count,
    outputUntil: file.output_until,
    hasOutput: file.state === 'done' && file.forgotten_at === null && file.output_until > now,
  }
}
