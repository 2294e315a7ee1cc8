import type { App } from '../../app.ts'
import { AppError, type FieldProblem } from '../../errors.ts'
import type { SystemActor } from '../../identity/actor.ts'
import { openKept } from './kept-file.ts'
import { loadKept } from './load-checked.ts'
import { endProgress, noteProgress, type Progress } from './progress.ts'
import { runBatch } from './run-batch.ts'
import type { BatchOf } from './staging.ts'
import { findBatch, isLoaded } from './store.ts'

const secondsBetween = 2
const actor: SystemActor = { kind: 'system', name: 'results' }

/**
 * The job of a file that is too large to wait for. Done again after a crash it comes to the same. A file that cannot be
 * read, or whose sender may not load it any more, says why on its page; any other failure is the queue's to try again.
 */
export async function runKept(app: App, of: BatchOf, doing: Progress['doing']): Promise<void> {
  const powers = { issuer: of.issuerId }
  const batch = await app.db.read(powers, (tx) => findBatch(tx, of))
  if (!batch || isLoaded(batch)) return
  let noted = app.now().getTime()
  const onProgress = (rows: number) => {
    const now = app.now()
    if (now.getTime() - noted < secondsBetween * 1000) return
    noted = now.getTime()
    // Beside the load's own transaction, which nobody sees before it is over.
    void app.db
      .write(powers, (tx) => noteProgress(tx, of, { rows_read: rows, seen_at: now }))
      .catch(() => undefined)
  }
  try {
    if (doing === 'load') await loadKept(app, actor, batch, { onProgress })
    else {
      const file = await openKept(app, batch)
      await runBatch(app, actor, batch, file, { dryRun: true, onProgress }).finally(() => file.close())
    }
  } catch (error) {
    const problem = final(error)
    if (!problem) throw error
    await app.db.write(powers, (tx) => noteProgress(tx, of, { problem: JSON.stringify(problem) }))
    return
  }
  await app.db.write(powers, (tx) => endProgress(tx, of))
}

/** What trying again would not mend. */
function final(error: unknown): FieldProblem | undefined {
  if (!(error instanceof AppError)) return undefined
  if (error.code === 'forbidden') return { field: 'file', key: error.key }
  return error.code === 'invalid' ? error.problems[0] : undefined
}
