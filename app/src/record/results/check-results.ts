import { join } from 'node:path'
import type { App } from '../../app.ts'
import type { Actor } from '../../identity/actor.ts'
import { ensureAdmitted } from '../../institution/admission.ts'
import { issuerPowers } from '../issuer-powers.ts'
import { jobs } from '../jobs.ts'
import { batchOfFile, type ResultsFile } from './import-results.ts'
import { keepFile } from './kept-file.ts'
import { beginProgress } from './progress.ts'
import { runBatch } from './run-batch.ts'
import { type Spooled, spool } from './spool.ts'
import { isLoaded } from './store.ts'

/** A smaller file is done while its sender waits; a larger one is work for a job. */
export const worthAJob = 2_000_000

/**
 * Takes a file and says what would come of it; nothing is loaded. The file is kept, encrypted, until somebody says to
 * load it (loadChecked). What is known already is not looked at again.
 */
export async function checkResults(
  app: App,
  actor: Actor,
  organisationId: string,
  { fileName, stream }: ResultsFile,
  options: { limit: number },
): Promise<{ batchId: string; knownFile: boolean }> {
  const powers = issuerPowers(actor, organisationId)
  await app.db.read(powers, (tx) => ensureAdmitted(tx, organisationId, 'result'))
  const file = await spool(join(app.config.dataFolder, 'incoming'), stream, options)
  try {
    return await checkFile(app, actor, organisationId, fileName, file)
  } finally {
    await file.close()
  }
}

async function checkFile(
  app: App,
  actor: Actor,
  organisationId: string,
  fileName: string,
  file: Spooled,
): Promise<{ batchId: string; knownFile: boolean }> {
  const powers = issuerPowers(actor, organisationId)
  const batch = await app.db.write(powers, (tx) =>
    batchOfFile(app, tx, actor, organisationId, { fileName, hash: file.hash, corrections: false }),
  )
  const batchId = batch.batch_id
  if (isLoaded(batch)) return { batchId, knownFile: true }
  if (file.size < worthAJob) {
    await runBatch(app, actor, batch, file, { dryRun: true })
    const keep = await keepFile(app, batch, file)
    await app.db.write(powers, keep)
    return { batchId, knownFile: false }
  }
  const keep = await keepFile(app, batch, file)
  await app.db.write(powers, async (tx) => {
    await keep(tx)
    const of = { issuerId: organisationId, batchId }
    await beginProgress(tx, of, 'check', app.now())
    await app.jobs.add(tx, jobs.runBatch, { ...of, doing: 'check' }, { key: `results:${batchId}` })
  })
  return { batchId, knownFile: false }
}
