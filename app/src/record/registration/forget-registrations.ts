import type { App } from '../../app.ts'

/**
 * The scheduled job: what was sent is forgotten once the answers were there to be fetched for long enough, rows that
 * wait for a person included: by then the sender asks them again. Codes, numbers and counts stay.
 */
export async function forgetRegistrations(app: App): Promise<void> {
  const now = app.now()
  const organisations = await app.db.read({}, (tx) =>
    tx.sql.selectFrom('organisation').select('organisation_id').execute(),
  )
  for (const { organisation_id: organisation } of organisations) {
    await app.db.write({ organisation }, async (tx) => {
      const files = await tx.named<{ file_id: string }>(
        'registration files to forget',
        `update registration_file set forgotten_at = $2
         where organisation_id = $1 and output_until <= $2 and forgotten_at is null and state <> 'working'
         returning file_id`,
        [organisation, now],
      )
      if (files.length === 0) return
      await tx.connection.query(
        `update registration_row set content = '{}', problems = '[]'
         where organisation_id = $1 and file_id = any($2)`,
        [organisation, files.map(({ file_id }) => file_id)],
      )
    })
  }
}
