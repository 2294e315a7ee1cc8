import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { AppError, invalid } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Reader } from '../../platform/db.ts'
import { registrarPowers } from '../acting.ts'
import { jobs } from '../jobs.ts'
import { groupOf } from '../merges/group.ts'
import { nameKey } from '../name-key.ts'
import { tellRenamed } from '../superseded.ts'
import { cellsOf, ownLearner } from './details.ts'
import { insertKeys, learnerColumns } from './learner-columns.ts'
import { checkRegistration, type RegistrationCells, registrationFields } from './registration.ts'
import './tables.ts'

/**
 * Changes what the register says of a learner of one's own. `version` is the one that was read: whoever comes second is
 * told what the first changed. A name that was stays with the learner's owner and with the matching rules; others see
 * the present one, so that what was issued is issued anew.
 */
export async function updateLearner(
  app: App,
  actor: Actor,
  organisationId: string,
  learnerId: string,
  cells: RegistrationCells,
  { version }: { version: number },
): Promise<{ version: number }> {
  const powers = registrarPowers(actor, organisationId)
  const { uln: _uln, ...changeable } = cells
  const checked = checkRegistration(changeable, app.now().toISOString().slice(0, 10))
  if (!checked.ok) invalid(...checked.problems)
  const registration = checked.value
  return app.db.write({ ...powers, ingest: true }, async (tx) => {
    await tx.named('learner for change', 'select from learner where learner_id = $1 for update', [learnerId])
    const row = await ownLearner(tx, organisationId, learnerId)
    if (row.version !== version) throw await overtaken(tx, learnerId, version)
    const columns = learnerColumns(registration)
    const before = cellsOf(row)
    const after = { ...registration, ...registration.details, uln: undefined, details: undefined }
    const former: Record<string, string | null> = {}
    for (const field of registrationFields) {
      if (field !== 'uln' && (before[field] ?? '') !== (after[field] ?? ''))
        former[field] = before[field] ?? null
    }
    if (Object.keys(former).length === 0) return { version }
    const at = app.now()
    const next = version + 1
    await tx.sql
      .insertInto('learner_change')
      .values({
        learner_id: learnerId,
        version: next,
        former: JSON.stringify(former),
        organisation_id: organisationId,
        changed_by: actor.kind === 'person' ? actor.personId : null,
        changed_at: at,
      })
      .execute()
    await tx.sql
      .updateTable('learner')
      .set({
        ...columns,
        preferred_given_key: columns.preferred_given_key ?? (await formerName(tx, learnerId, 'givenName')),
        previous_family_key: columns.previous_family_key ?? (await formerName(tx, learnerId, 'familyName')),
        version: next,
        updated_at: at,
      })
      .where('learner_id', '=', learnerId)
      .execute()
    await tx.sql.deleteFrom('learner_key').where('learner_id', '=', learnerId).execute()
    await insertKeys(tx, learnerId, registration)
    if ('givenName' in former || 'familyName' in former) {
      for (const each of await groupOf(tx, [learnerId])) await tellRenamed(app, tx, { learnerId: each })
    }
    await recordEvent(tx, actor, {
      action: 'learner.changed',
      about: [learnerId, organisationId],
      permission: actor.kind === 'system' ? 'system' : 'provider',
      organisationId,
      thing: { kind: 'learner', id: learnerId },
      detail: { version: next, fields: Object.keys(former) },
      at,
    })
    await app.jobs.add(tx, jobs.attachHeld, { learnerId })
    return { version: next }
  })
}

/** By which the rules find somebody who was renamed, where no other name is given for it. */
async function formerName(
  tx: Reader,
  learnerId: string,
  field: 'givenName' | 'familyName',
): Promise<string | null> {
  const [row] = await tx.named<{ name: string }>(
    'former name',
    `select former ->> $2 as name from learner_change
     where learner_id = $1 and former ->> $2 is not null order by version desc limit 1`,
    [learnerId, field],
  )
  return row ? nameKey(row.name) : null
}

async function overtaken(tx: Reader, learnerId: string, version: number): Promise<AppError> {
  const rows = await tx.sql
    .selectFrom('learner_change')
    .select('former')
    .where('learner_id', '=', learnerId)
    .where('version', '>', version)
    .execute()
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row.former)))]
  return new AppError('conflict', {
    key: 'register.overtaken',
    problems: fields.map((field) => ({ field, key: 'register.fieldOvertaken' })),
  })
}
