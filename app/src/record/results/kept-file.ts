import { join } from 'node:path'
import type { App } from '../../app.ts'
import { conflict } from '../../errors.ts'
import type { Writer } from '../../platform/db.ts'
import { generateOwnerKey } from '../../platform/keys.ts'
import { type Spooled, spool } from './spool.ts'
import { type Batch, keepKey } from './store.ts'

const contextOf = ({ batch_id }: Batch) => `results file:${batch_id}`

/** Time enough to look at the report; nobody's results lie about longer. */
export const daysKept = 7

/** Keeps a checked file under a key of its own, wrapped with the batch, until it is loaded or given up. */
export async function keepFile(
  app: App,
  batch: Batch,
  file: Spooled,
): Promise<(tx: Writer) => Promise<void>> {
  const key = generateOwnerKey()
  await app.files.put(batch.issuer_id, key, file.bytes(), { limit: file.size })
  const wrapped = app.keys.wrap(key, contextOf(batch))
  const until = new Date(app.now().getTime() + daysKept * 86_400_000)
  return (tx) => keepKey(tx, { issuerId: batch.issuer_id, batchId: batch.batch_id }, wrapped, until)
}

/** The kept file, as it came. */
export async function openKept(app: App, batch: Batch): Promise<Spooled> {
  if (!batch.kept_key) conflict('record.fileNotKept')
  const key = app.keys.unwrap(batch.kept_key, contextOf(batch))
  const { size, stream } = await app.files.open(batch.issuer_id, key, batch.file_hash)
  return spool(join(app.config.dataFolder, 'incoming'), stream, { limit: size })
}

/** After it was loaded, or given up: without its key nobody could read it any more. */
export function dropFile(app: App, batch: Batch): Promise<void> {
  return app.files.delete(batch.issuer_id, batch.file_hash)
}
