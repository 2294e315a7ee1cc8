import { heldBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { conflict, notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Writer } from '../../platform/db.ts'
import { enrolMany } from './enrol-many.ts'
import { cohortPowers, ensureProvider, permissionOf } from './acting.ts'
import './tables.ts'

/** The one press after the dry run: enrols exactly those whom it showed. A second press changes nothing. */
export async function enrolClassList(
  app: App,
  actor: Actor,
  organisationId: string,
  fileId: string,
): Promise<{ enrolled: number }> {
  return app.db.write(cohortPowers(actor, organisationId), async (tx) => {
    await ensureProvider(tx, organisationId)
    const at = app.now()
    const file = await tx.sql
      .updateTable('cohort_file')
      .set({ enrolled_at: at, enrolled_by: actor.kind === 'person' ? actor.personId : null })
      .where(heldBy(organisationId, 'organisation_id'))
      .where('cohort_file_id', '=', fileId)
      .where('enrolled_at', 'is', null)
      .returning('new_count')
      .executeTakeFirst()
    if (!file) return refuse(tx, organisationId, fileId)
    const rows = await tx.sql
      .selectFrom('cohort_file_row')
      .select(['learner_id', 'cohort'])
      .where(heldBy(organisationId, 'organisation_id'))
      .where('cohort_file_id', '=', fileId)
      .where('verdict', '=', 'new')
      .where('learner_id', 'is not', null)
      .execute()
    const enrolments = rows.map(({ learner_id, cohort }) => ({ learner_id: learner_id ?? '', cohort }))
    for (let from = 0; from < enrolments.length; from += 1000) {
      await enrolMany(tx, organisationId, enrolments.slice(from, from + 1000), at)
      await recordEvent(tx, actor, {
        action: 'learner.enrolled',
        about: enrolments.slice(from, from + 1000).map(({ learner_id }) => learner_id),
        permission: permissionOf(actor),
        organisationId,
        thing: { kind: 'cohortFile', id: fileId },
        at,
      })
    }
    await recordEvent(tx, actor, {
      action: 'cohort.listEnrolled',
      about: [organisationId],
      permission: permissionOf(actor),
      organisationId,
      thing: { kind: 'cohortFile', id: fileId },
      detail: { enrolled: enrolments.length },
      at,
    })
    return { enrolled: enrolments.length }
  })
}

async function refuse(tx: Writer, organisationId: string, fileId: string): Promise<never> {
  const known = await tx.sql
    .selectFrom('cohort_file')
    .select('cohort_file_id')
    .where(heldBy(organisationId, 'organisation_id'))
    .where('cohort_file_id', '=', fileId)
    .executeTakeFirst()
  return known ? conflict('cohort.enrolledAlready') : notFound('class list')
}
