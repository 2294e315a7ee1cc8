import { batchEntry, leafHash } from '@vademecum/transparency-log'
import type { App } from '../app.ts'
import { jobs } from './jobs.ts'
import { ensureIssuerLog, issuerLogs } from './issuer-log.ts'
import { idBytes } from './row-key.ts'
import { signCheckpoint } from './sign-checkpoint.ts'
import { giveLeaf, lockLog, openTree, waitingBatches } from './store.ts'

/**
 * Gives waiting batches their leaves, and once those are committed signs a checkpoint over them. The one writer of a log:
 * a second waits for the first. Interrupted anywhere it goes on where it stopped.
 */
export async function sequence(app: App, { issuerId }: { issuerId: string }): Promise<void> {
  await app.db.write({ issuer: issuerId }, async (tx) => {
    await lockLog(tx, issuerId)
    const waiting = await waitingBatches(tx, issuerId)
    if (waiting.length === 0) return
    await ensureIssuerLog(app, tx, issuerId)
    const { tree, save } = await openTree(tx, issuerId)
    for (const { log_batch_id, size, root } of waiting) {
      await giveLeaf(tx, issuerId, log_batch_id, tree.size)
      tree.append(leafHash(batchEntry({ id: idBytes(log_batch_id), size, root })))
    }
    await save()
  })
  await signCheckpoint(app, issuerId)
}

/** What the clock does: nothing that waits is left for long, whatever ended its job. */
export async function sequenceAll(app: App): Promise<void> {
  await app.db.write({}, async (tx) => {
    const logs = await issuerLogs(tx)
    await app.jobs.addMany(
      tx,
      jobs.sequence,
      logs.map(({ issuerId }) => ({ issuerId })),
    )
  })
}
