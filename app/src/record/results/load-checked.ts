import type { App } from '../../app.ts'
import { conflict, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { ensureAdmitted } from '../../institution/admission.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { jobs } from '../jobs.ts'
import { worthAJob } from './check-results.ts'
import { dropFile, openKept } from './kept-file.ts'
import { beginProgress } from './progress.ts'
import { runBatch } from './run-batch.ts'
import { applyCorrectionsTo, type Batch, findBatch, isLoaded, lockIssuer } from './store.ts'

/** The one press after the dry run: loads the file that was checked. A second press changes nothing. */
export async function loadChecked(
  app: App,
  actor: Actor,
  organisationId: string,
  batchId: string,
  { applyCorrections = false }: { applyCorrections?: boolean } = {},
): Promise<{ loaded: boolean }> {
  const powers = issuerPowers(actor, organisationId)
  const of = { issuerId: organisationId, batchId }
  const batch = await app.db.write(powers, async (tx) => {
    await ensureAdmitted(tx, organisationId, 'result')
    await lockIssuer(tx, organisationId)
    const found = (await findBatch(tx, of)) ?? notFound('batch')
    if (isLoaded(found)) conflict('record.loadedAlready')
    if (found.state !== 'checked' || !found.kept_key) conflict('record.fileNotKept')
    return applyCorrectionsTo(tx, of, applyCorrections)
  })
  if (batch.row_count < rowsWorthAJob) {
    await loadKept(app, actor, batch)
    return { loaded: true }
  }
  await app.db.write(powers, async (tx) => {
    await beginProgress(tx, of, 'load', app.now())
    await app.jobs.add(tx, jobs.runBatch, { ...of, doing: 'load' }, { key: `results:${batchId}` })
  })
  return { loaded: false }
}

const rowsWorthAJob = worthAJob / 100

export async function loadKept(
  app: App,
  actor: Actor,
  batch: Batch,
  options: { onProgress?: (rows: number) => void } = {},
): Promise<void> {
  const file = await openKept(app, batch)
  try {
    await runBatch(app, actor, batch, file, options)
  } finally {
    await file.close()
  }
  await dropFile(app, batch)
}
