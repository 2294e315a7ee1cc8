import type { App } from '../../app.ts'
import { dropFile } from './kept-file.ts'
import { lockIssuer } from '../lock-issuer.ts'
import type { Batch } from './store.ts'

/**
 * The scheduled job: a file that was checked and never loaded does not stay for ever. Its report does, and the file can
 * be sent again.
 */
export async function forgetChecked(app: App): Promise<void> {
  const now = app.now()
  const organisations = await app.db.read({}, (tx) =>
    tx.sql.selectFrom('organisation').select('organisation_id').execute(),
  )
  for (const { organisation_id: issuer } of organisations) {
    const forgotten = await app.db.write({ issuer }, async (tx) => {
      await lockIssuer(tx, issuer)
      // One that is being read or loaded is left to that.
      return tx.named<Batch>(
        'checked files to forget',
        `update batch b set kept_key = null, kept_until = null
         where b.issuer_id = $1 and b.kept_until <= $2 and b.kept_key is not null
           and not exists (select from batch_progress p
             where p.issuer_id = $1 and p.batch_id = b.batch_id and p.problem is null)
         returning b.*`,
        [issuer, now],
      )
    })
    for (const batch of forgotten) await dropFile(app, batch)
  }
}
