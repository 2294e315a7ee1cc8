import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { App } from '../../../app.ts'
import type { Writer } from '../../../platform/db.ts'
import { newId } from '../../../platform/id.ts'
import { builtInCatalogue } from '../../../record/qualifications/catalogue.ts'
import { type Result, rowChecker } from '../../../record/results/check-row.ts'
import { readHeadings } from '../../../record/results/columns.ts'
import { contentHashOf } from '../../../record/results/content.ts'
import { eventIdOf } from '../../../record/results/row-key.ts'
import { keepSpecification } from '../../../record/results/specifications.ts'
import { enterAdmitted } from '../../seed/admitted.ts'

export interface NaiveLoad {
  readonly rows: number
  readonly seconds: number
  readonly rowsPerSecond: number
}

/**
 * The same file as somebody would load it who had only the tables: row after row, each checked, its learner and its
 * event looked for, written and committed. It does less than the import: no log, nothing held, no report.
 */
export async function importNaively(app: App, path: string, mostRows: number): Promise<NaiveLoad> {
  const organisation = { name: 'Bench Row by Row', ukprn: '99100009', kind: 'awardingOrganisation' } as const
  const { organisationId: issuerId } = await enterAdmitted(app, { ...organisation, mayAttest: ['result'] })
  const batchId = newId()
  const lines = createInterface({ input: createReadStream(path) })
  let check: ReturnType<typeof rowChecker> | undefined
  let rows = 0
  let startedAt = performance.now()
  for await (const line of lines) {
    if (!check) {
      check = checkerFor(line.split(','))
      startedAt = performance.now()
      continue
    }
    const checked = check(line.split(','))
    if (checked.ok) {
      await app.db.write({ issuer: issuerId, ingest: true }, (tx) =>
        loadRow(tx, issuerId, batchId, checked.result),
      )
    }
    rows += 1
    if (rows === mostRows) break
  }
  const seconds = (performance.now() - startedAt) / 1000
  return { rows, seconds, rowsPerSecond: rows / seconds }
}

function checkerFor(fields: readonly string[]): ReturnType<typeof rowChecker> {
  const read = readHeadings(fields)
  if (!read.ok) throw new Error('the headings of the bench are not those of results files')
  const today = new Date().toISOString().slice(0, 10)
  return rowChecker({ today, schemes: builtInCatalogue.schemes, source: 'AO' }, read.headings)
}

async function loadRow(tx: Writer, issuerId: string, batchId: string, result: Result): Promise<void> {
  const { identifier, givenNameKey, familyNameKey, birthDate, gender, postcodeKey, specification } = result
  const eventId = eventIdOf(issuerId, { ...specification, identifier })
  const [learner] = result.uln
    ? await tx.named<{ learner_id: string }>(
        'bench learner by uln',
        `select learner_id from uln_key join learner using (learner_id)
         where uln_key.uln = $1 and given_name_key = $2 and family_name_key = $3 and birth_date = $4`,
        [result.uln, givenNameKey, familyNameKey, birthDate],
      )
    : await tx.named<{ learner_id: string }>(
        'bench learner by demographics',
        `select learner_id from learner where birth_date = $1 and family_name_key = $2 and given_name_key = $3
           and gender = $4 and postcode_key = $5`,
        [birthDate, familyNameKey, givenNameKey, gender, postcodeKey],
      )
  if (!learner) return
  const known = await tx.named('bench event', 'select event_id from event_key where event_id = $1', [eventId])
  if (known.length > 0) return
  contentHashOf({ ...specification, ...result })
  const specificationId = await keepSpecification(tx, specification)
  const year = Number(result.awardDate.slice(0, 4))
  await tx.named(
    'bench insert event',
    `insert into learning_event (learner_id, event_id, issuer_id, batch_id, loaded_at, specification_id, award_date,
       award_year, version, centre, provider_ukprn, change, grade, identifier)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, 'loaded', $11, $12)`,
    [
      learner.learner_id,
      eventId,
      issuerId,
      batchId,
      new Date(),
      specificationId,
      result.awardDate,
      year,
      result.centre,
      result.providerUkprn,
      result.grade,
      identifier,
    ],
  )
  await tx.named(
    'bench insert event key',
    'insert into event_key (event_id, learner_id, issuer_id, award_year) values ($1, $2, $3, $4)',
    [eventId, learner.learner_id, issuerId, year],
  )
}
