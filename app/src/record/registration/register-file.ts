import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { registrarPowers } from '../acting.ts'
import { ensureProvider } from '../cohorts/acting.ts'
import { jobs } from '../jobs.ts'
import { registerRows } from './register-rows.ts'
import { senderOf } from './sender.ts'
import { fileById, type RegistrationFile, rowsToDo, setOutcomes } from './store.ts'

/** So many learners in one transaction: whoever looks sees how far it is, and what was answered stays. */
const rowsAtOnce = 250

/**
 * The press after the dry run. A job does the work, so that nobody waits for it; pressed again while it is under way it
 * goes on where it stood.
 */
export async function startRegistration(
  app: App,
  actor: Actor,
  organisationId: string,
  fileId: string,
): Promise<void> {
  await app.db.write(registrarPowers(actor, organisationId), async (tx) => {
    await ensureProvider(tx, organisationId)
    const file = await fileById(tx, organisationId, fileId)
    if (file.state === 'done') conflict('registration.doneAlready')
    await tx.sql
      .updateTable('registration_file')
      .set({ state: 'working' })
      .where('organisation_id', '=', organisationId)
      .where('file_id', '=', fileId)
      .where('state', '=', 'checked')
      .execute()
    await app.jobs.add(tx, jobs.registerFile, { organisationId, fileId }, { key: `registration ${fileId}` })
  })
}

/** The same at once, for a command or a program that waits. */
export async function registerFileNow(
  app: App,
  actor: Actor,
  organisationId: string,
  fileId: string,
  onProgress: (done: number) => void = () => undefined,
): Promise<void> {
  const state = await app.db.read(registrarPowers(actor, organisationId), async (tx) => {
    return (await fileById(tx, organisationId, fileId)).state
  })
  if (state === 'done') return
  await startRegistration(app, actor, organisationId, fileId)
  await registerFile(app, { organisationId, fileId }, onProgress)
}

/** The job: some hundred rows a transaction, until none waits. Interrupted at any instant it is begun again. */
export async function registerFile(
  app: App,
  of: { organisationId: string; fileId: string },
  onProgress: (done: number) => void = () => undefined,
): Promise<void> {
  for (let isDone = false; !isDone; ) {
    isDone = await app.db.write({ organisation: of.organisationId, ingest: true }, async (tx) => {
      const file = await lockFile(tx, of)
      if (file.state !== 'working') return true
      const rows = await rowsToDo(tx, of, rowsAtOnce)
      const sending = { organisationId: of.organisationId, cohort: file.cohort, sender: senderOf(file) }
      await setOutcomes(tx, of, await registerRows(app, tx, sending, rows))
      const done = file.done_count + rows.length
      onProgress(done)
      const isLast = rows.length < rowsAtOnce
      await tx.sql
        .updateTable('registration_file')
        .set({ done_count: done, ...(isLast ? { state: 'done', done_at: app.now() } : {}) })
        .where('organisation_id', '=', of.organisationId)
        .where('file_id', '=', of.fileId)
        .execute()
      if (isLast) await say(app, tx, file, done)
      return isLast
    })
  }
}

/** Two workers never register one file at once: the second waits, and finds what the first left. */
async function lockFile(
  tx: Writer,
  of: { organisationId: string; fileId: string },
): Promise<RegistrationFile> {
  await tx.named(
    'lock registration file',
    'select from registration_file where organisation_id = $1 and file_id = $2 for update',
    [of.organisationId, of.fileId],
  )
  return fileById(tx, of.organisationId, of.fileId)
}

async function say(app: App, tx: Writer, file: RegistrationFile, rows: number): Promise<void> {
  const sender = senderOf(file)
  await recordEvent(tx, sender, {
    action: 'registration.done',
    about: [file.organisation_id],
    permission: sender.kind === 'system' ? 'system' : 'provider',
    organisationId: file.organisation_id,
    thing: { kind: 'registrationFile', id: file.file_id },
    detail: { rows },
    at: app.now(),
  })
}
