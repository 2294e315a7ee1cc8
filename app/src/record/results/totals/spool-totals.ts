import { join } from 'node:path'
import type { App } from '../../../app.ts'
import type { Actor } from '../../../identity/actor.ts'
import { issuerPowers } from '../../issuer-powers.ts'
import { type Spooled, spool } from '../spool.ts'
import { eachTotal, type TotalOfGroup } from './read-totals.ts'

/** Bytes: far more than every centre, specification and grade of a country. */
const largest = 2_000_000_000

/** All groups of a batch as `write` puts them, in full before the first is sent: a slow reader holds no transaction. */
export function spoolTotals(
  app: App,
  actor: Actor,
  organisationId: string,
  batchId: string,
  write: (groups: AsyncIterable<TotalOfGroup>) => AsyncIterable<Uint8Array>,
): Promise<Spooled> {
  const of = { issuerId: organisationId, batchId }
  return app.db.write(issuerPowers(actor, organisationId, 'results:read'), (tx) =>
    spool(join(app.config.dataFolder, 'outgoing'), write(eachTotal(tx, of)), { limit: largest }),
  )
}
