import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { announce } from '../../identity/announce.ts'
import { paths } from '../../paths.ts'
import { jobs } from '../jobs.ts'

export interface Notice {
  readonly issuerId: string
  readonly batchId: string
  /** The learner after whom this piece begins; a piece never depends on another. */
  readonly after: string | null
}

const first = '00000000-0000-0000-0000-000000000000'
const learnersInAPiece = 1000

/**
 * Tells the people whose record has something new, a piece of the batch at a time: in their log, and by a letter that
 * names neither the result nor the person. Who wants to know signs in.
 */
export async function notifyLearners(app: App, { issuerId, batchId, after }: Notice): Promise<void> {
  await app.db.write({ issuer: issuerId }, async (tx) => {
    const { rows } = await tx.connection.query<{ learner_id: string }>(
      `select distinct e.learner_id from learning_event e
       join release r on r.batch_id = e.batch_id and r.issuer_id = e.issuer_id and r.release_at <= now()
       where e.issuer_id = $1 and e.batch_id = $2 and e.learner_id > $3
       order by e.learner_id limit $4`,
      [issuerId, batchId, after ?? first, learnersInAPiece],
    )
    const learnerIds = rows.map((row) => row.learner_id)
    const last = learnerIds.at(-1)
    if (last === undefined) return
    await recordEvent(
      tx,
      { kind: 'system', name: 'release' },
      {
        action: 'results.released',
        about: learnerIds,
        permission: 'issuer',
        organisationId: issuerId,
        thing: { kind: 'batch', id: batchId },
        at: app.now(),
      },
    )
    await tx.raise({ providerFor: learnerIds })
    const owners = await tx.sql
      .selectFrom('learner_owner')
      .select('person_id')
      .distinct()
      .where('learner_id', 'in', learnerIds)
      .execute()
    await tx.raise({ self: owners.map((owner) => owner.person_id) })
    for (const { person_id } of owners) {
      await announce(app, tx, person_id, 'resultsReleased', {}, paths.record())
    }
    if (learnerIds.length === learnersInAPiece) {
      await app.jobs.add(tx, jobs.notify, { issuerId, batchId, after: last })
    }
  })
}
