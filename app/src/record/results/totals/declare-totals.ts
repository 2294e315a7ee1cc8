import { join } from 'node:path'
import type { App } from '../../../app.ts'
import { recordEvent } from '../../../audit/record-event.ts'
import { conflict, invalid, notFound } from '../../../errors.ts'
import type { Actor } from '../../../identity/actor.ts'
import { issuerPowers } from '../../issuer-powers.ts'
import { CsvError } from '../read-csv.ts'
import { spool } from '../spool.ts'
import { findBatch, lockIssuer } from '../store.ts'
import { type DeclaredTotal, readDeclared } from './read-declared.ts'

/** Bytes. */
export const largestTotals = 20_000_000

/** Keeps what the sender says that a file has, in place of what they said before. It changes no result. */
export async function declareTotals(
  app: App,
  actor: Actor,
  organisationId: string,
  batchId: string,
  stream: AsyncIterable<Uint8Array>,
): Promise<{ totals: number }> {
  const powers = issuerPowers(actor, organisationId)
  const of = { issuerId: organisationId, batchId }
  await app.db.read(powers, async (tx) => (await findBatch(tx, of)) ?? notFound('batch'))
  const totals = await read(app, stream)
  await app.db.write(powers, async (tx) => {
    await lockIssuer(tx, organisationId)
    const batch = (await findBatch(tx, of)) ?? notFound('batch')
    if (batch.state === 'loading') conflict('record.totalsTooEarly')
    await tx.connection.query('delete from batch_declared_total where issuer_id = $1 and batch_id = $2', [
      organisationId,
      batchId,
    ])
    await tx.connection.query(
      `insert into batch_declared_total
         (issuer_id, batch_id, centre, qualification_number, component, grade, row_count)
       select $1, $2, * from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::int[])`,
      [
        ...[organisationId, batchId, totals.map(({ centre }) => centre)],
        ...[totals.map((total) => total.qualificationNumber), totals.map(({ component }) => component)],
        ...[totals.map(({ grade }) => grade), totals.map(({ rows }) => rows)],
      ],
    )
    await recordEvent(tx, actor, {
      action: 'results.totalsDeclared',
      about: [organisationId],
      permission: actor.kind === 'system' ? 'system' : 'issuer',
      organisationId,
      thing: { kind: 'batch', id: batchId },
      detail: { groups: totals.length },
      at: app.now(),
    })
  })
  return { totals: totals.length }
}

async function read(app: App, stream: AsyncIterable<Uint8Array>): Promise<DeclaredTotal[]> {
  const file = await spool(join(app.config.dataFolder, 'incoming'), stream, { limit: largestTotals })
  try {
    return await readDeclared(file.text())
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return invalid({ field: 'file', key: `record.file_${error.rule}`, values: { row: error.row } })
  } finally {
    await file.close()
  }
}
