import pg from 'pg'
import { settingStatements } from '../platform/db.ts'

/** Only the owner of the tables can say who operates the service; the application may not. */
export async function makeOperator(ownerUrl: string, personId: string, since: Date): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(['begin', ...settingStatements({ self: [personId] })].join(';'))
    await client.query('insert into operator (person_id, since) values ($1, $2) on conflict do nothing', [
      personId,
      since,
    ])
    await client.query('commit')
  } finally {
    await client.end()
  }
}
