import { z } from 'zod'
import type { App } from '../../app.ts'
import { announce } from '../../identity/announce.ts'
import { paths } from '../../paths.ts'
import type { Writer } from '../../platform/db.ts'
import { jobs } from '../jobs.ts'
import './tables.ts'

/** A letter to each account that is asked, by a job: who they are is no matter of the registrar's. */
export async function tellParties(app: App, tx: Writer, mergeId: string): Promise<void> {
  await app.jobs.add(tx, jobs.tellMerge, { mergeId })
}

const Merge = z.object({ mergeId: z.string() })

export async function mailParties(app: App, payload: unknown): Promise<void> {
  const { mergeId } = Merge.parse(payload)
  await app.db.write({ ingest: true }, async (tx) => {
    const parties = await tx.sql
      .selectFrom('merge_party')
      .select('person_id')
      .where('merge_id', '=', mergeId)
      .where('answer', 'is', null)
      .execute()
    for (const { person_id } of parties) {
      await tx.raise({ self: [person_id] })
      await announce(app, tx, person_id, 'mergeAsked', {}, paths.mergeQuestions())
    }
  })
}
