import { sharesWithProviders } from '../../access/bases.ts'
import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import { ownedBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { providerBasis } from './current-provider.ts'

/** The version of the notice that is read before choosing: another text is another version. */
const noticeVersion = '2026-11'

/** `unasked`: the notice was not read yet, which counts as no. */
export type SharingChoice = 'unasked' | 'yes' | 'no'

const choices = ['unasked', 'yes', 'no'] as const satisfies readonly SharingChoice[]

export interface SharingState {
  readonly choice: SharingChoice
  /** Where one is enrolled now, the present one first, and whether it sees the record. */
  readonly providers: readonly { readonly name: string; readonly since: Date; readonly sees: boolean }[]
}

/** What a learner has chosen about the schools, colleges and universities where they are enrolled. */
export async function sharingState(app: App, actor: Actor): Promise<SharingState> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:read')
  if (person.learnerIds.length === 0) notFound('record')
  return app.db.read(asSelf(person), async (tx) => {
    const learners = await tx.sql
      .selectFrom('learner')
      .select('ability_to_share')
      .where(ownedBy(person, 'learner_id'))
      .execute()
    const enrolments = await tx.sql
      .selectFrom('enrolment_of_learner as e')
      .innerJoin('organisation as o', 'o.organisation_id', 'e.organisation_id')
      .select(['e.organisation_id as organisationId', 'o.name', 'e.since', 'e.ended_at as endedAt'])
      .where(ownedBy(person, 'e.learner_id'))
      .where('e.ended_at', 'is', null)
      .orderBy('e.since', 'desc')
      .execute()
    const flags = learners.map((learner) => learner.ability_to_share)
    // Where a merged person's numbers say different things, the more careful one counts.
    const flag = flags.every(sharesWithProviders) ? 1 : flags.includes(2) ? 2 : 0
    const named = new Map<string, { name: string; since: Date; sees: boolean }>()
    for (const { organisationId, name, since } of enrolments) {
      const basis = providerBasis(organisationId, enrolments, flag === 1)
      if (!named.has(organisationId)) named.set(organisationId, { name, since, sees: basis !== 'notShared' })
    }
    return { choice: choices[flag], providers: [...named.values()] }
  })
}

/** For all of one's own numbers, after the notice was read. It takes effect at the next look. */
export async function chooseSharing(app: App, actor: Actor, choice: 'yes' | 'no'): Promise<void> {
  const person = ensurePerson(actor)
  ensureScope(person, 'record:write')
  if (person.learnerIds.length === 0) notFound('record')
  // The register's rows are not the learner's to write, but for this one column.
  await app.db.write({ ...asSelf(person), ingest: true }, async (tx) => {
    const at = app.now()
    await tx.sql
      .updateTable('learner')
      .set(({ eb }) => ({
        ability_to_share: choice === 'yes' ? 1 : 2,
        version: eb('version', '+', 1),
        updated_at: at,
      }))
      .where('learner_id', 'in', [...person.learnerIds])
      .execute()
    await recordEvent(tx, person, {
      action: 'learner.sharingChosen',
      about: person.learnerIds,
      permission: 'own',
      thing: { kind: 'learner' },
      detail: { choice, notice: noticeVersion },
      at,
    })
  })
}
