import { stringify } from 'csv-stringify/sync'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError, conflict } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { organisationById } from '../../institution/organisation.ts'
import { registrarPowers } from '../acting.ts'
import { columnNames, type SentCells } from './columns.ts'
import { registrationPolicy } from './policy.ts'
import { fileById } from './store.ts'
import type { FileFormat } from './tables.ts'

export interface OutputFile {
  readonly fileName: string
  readonly format: FileFormat
  readonly content: string
}

interface AnsweredRow {
  readonly cells: SentCells
  readonly code: string
  readonly uln: string
}

/**
 * The file that goes back: each row as it was sent, with its return code and its number. For a time; then what was sent
 * is forgotten, and whoever asks is told that it was there.
 */
export async function outputFile(
  app: App,
  actor: Actor,
  organisationId: string,
  fileId: string,
): Promise<OutputFile> {
  return app.db.write(registrarPowers(actor, organisationId, 'learners:read'), async (tx) => {
    const file = await fileById(tx, organisationId, fileId)
    if (file.state !== 'done') conflict('registration.notDone')
    if (file.forgotten_at !== null || file.output_until <= app.now()) {
      throw new AppError('gone', { key: 'registration.outputOver' })
    }
    const rows = await tx.named<AnsweredRow & Record<string, unknown>>(
      'registration output',
      `select content as cells, code, coalesce(uln, '') as uln from registration_row
       where organisation_id = $1 and file_id = $2 order by row_number`,
      [organisationId, fileId],
    )
    const { ukprn } = await organisationById(tx, organisationId)
    const header = [registrationPolicy.fileVersion, file.file_name, ukprn, String(rows.length)]
    await recordEvent(tx, actor, {
      action: 'registration.fetched',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'provider',
      organisationId,
      thing: { kind: 'registrationFile', id: fileId },
      at: app.now(),
    })
    return {
      fileName: file.file_name.replace(/\.(CSV|XML)$/, '_OUT.$1'),
      format: file.format,
      content: file.format === 'XML' ? xmlOf(header, rows) : csvOf(header, rows),
    }
  })
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe. */
function csvOf(header: readonly string[], rows: readonly AnsweredRow[]): string {
  const lines = [
    [...columnNames, 'ReturnCode', 'ULN'],
    header,
    ...rows.map(({ cells, code, uln }) => [...columnNames.map((name) => cells[name] ?? ''), code, uln]),
  ]
  return stringify(lines, { escape_formulas: true, record_delimiter: 'windows' })
}

function xmlOf(header: readonly string[], rows: readonly AnsweredRow[]): string {
  const element = (name: string, text: string) => (text === '' ? '' : `<${name}>${escaped(text)}</${name}>`)
  const head = ['FileVersion', 'FileName', 'UKPRN', 'RecordCount'].map((name, index) =>
    element(name, header[index] ?? ''),
  )
  const learners = rows.map(({ cells, code, uln }) => {
    const sent = columnNames.map((name) => element(name, cells[name] ?? ''))
    return `<Learner>${sent.join('')}${element('ReturnCode', code)}${element('ULN', uln)}</Learner>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<LearnerRegistrationBatch>',
    `<FileHeader>${head.join('')}</FileHeader>`,
    ...learners,
    '</LearnerRegistrationBatch>\n',
  ].join('\n')
}

/** What XML 1.0 cannot hold at all becomes the sign for a character that is not known. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
