import type { App } from '../../app.ts'
import { conflict, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { statedPurposes } from '../../institution/purposes.ts'
import { ensurePerson } from '../../access/powers.ts'
import type { Writer } from '../../platform/db.ts'
import { registrarPowers } from '../acting.ts'
import type { MaskedCandidate } from '../register/masked.ts'
import { recordLookUp } from '../register/record-look-up.ts'
import { registerIn } from '../register/register-in.ts'
import { ensureMayLookUp } from '../register/suspensions.ts'
import { checkRegistration, type Registration } from '../register/registration.ts'
import { cellsOf, type SentCells } from './columns.ts'
import { fileById, type RegistrationFile } from './store.ts'

export interface ChoosableCandidate extends MaskedCandidate {
  /** Stands for the candidate in the form, and for nobody anywhere else. */
  readonly token: string
}

export interface RowToDecide {
  readonly fileId: string
  readonly fileName: string
  readonly row: number
  readonly cells: SentCells
  readonly code: 'WSRC0002' | 'WSRC0003' | 'WSRC0001' | 'WSRC0004' | 'WSRC0022'
  readonly candidates: readonly ChoosableCandidate[]
}

export interface OpenRow {
  readonly file: RegistrationFile
  readonly cells: SentCells
  readonly registration: Registration
}

/**
 * A row and those whom it could mean, as far as a person has to see them to decide. Everybody who is shown, masked as
 * they are, reads that somebody compared them.
 */
export function rowToDecide(
  app: App,
  actor: Actor,
  organisationId: string,
  fileId: string,
  row: number,
): Promise<RowToDecide> {
  const powers = registrarPowers(actor, organisationId)
  const person = ensurePerson(actor)
  return app.db.write({ ...powers, ingest: true }, async (tx) => {
    await ensureMayLookUp(tx, organisationId, actor)
    const { file, cells, registration } = await openRow(app, tx, organisationId, fileId, row)
    const now = await compared(app, tx, actor, organisationId, file, row, registration)
    if (now.learnerIds.length > 0) {
      const stated = await statedPurposes(tx, organisationId)
      const purpose = stated.find((each) => each === 'enrolling') ?? stated[0] ?? 'enrolling'
      await recordLookUp(app, tx, person, {
        organisationId,
        kind: 'search',
        purpose,
        learnerIds: now.learnerIds,
      })
    }
    return { fileId, fileName: file.file_name, row, cells, code: now.code, candidates: now.candidates }
  })
}

/** Not decided yet, and locked until this transaction ends. */
export async function openRow(
  app: App,
  tx: Writer,
  organisationId: string,
  fileId: string,
  row: number,
): Promise<OpenRow> {
  const file = await fileById(tx, organisationId, fileId)
  const [found] = await tx.named<{ cells: SentCells; waits: boolean }>(
    'registration row to decide',
    `select content as cells, code in ('WSRC0002', 'WSRC0003') and decided_at is null as waits
     from registration_row where organisation_id = $1 and file_id = $2 and row_number = $3 for update`,
    [organisationId, fileId, row],
  )
  if (!found) notFound('registration row')
  if (!found.waits || file.forgotten_at !== null) conflict('registration.decidedAlready')
  const checked = checkRegistration(cellsOf(found.cells), app.now().toISOString().slice(0, 10), {
    required: true,
  })
  if (!checked.ok) conflict('registration.decidedAlready')
  return { file, cells: found.cells, registration: checked.value }
}

/** Who is possible now: registering without a reason would say so, and is taken back. */
export async function compared(
  app: App,
  tx: Writer,
  actor: Actor,
  organisationId: string,
  file: RegistrationFile,
  row: number,
  registration: Registration,
) {
  await tx.connection.query('savepoint comparing')
  const done = await registerIn(app, tx, actor, organisationId, registration, { cohort: file.cohort })
  await tx.connection.query('rollback to savepoint comparing')
  if (done.code === 'ulnKnown' || done.code === 'ulnInUse') conflict('registration.decidedAlready')
  const learnerIds = done.code === 'WSRC0003' ? done.learnerIds : []
  const masked = done.code === 'WSRC0003' ? done.candidates : []
  const candidates = masked.map((candidate, index) => ({
    ...candidate,
    token: app.keys.mac('candidate', `${file.file_id} ${row} ${learnerIds[index] ?? ''}`),
  }))
  return { code: done.code, learnerIds, candidates }
}
