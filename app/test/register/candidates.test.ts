import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'

/**
 * Whoever asks who somebody is must not read the register through: with made-up learners, the plan reads by birth date,
 * postcode and key. CANDIDATES says how many (30,000 by default).
 */
const learners = Number(process.env.CANDIDATES ?? 30_000)
const database = await createTestDatabase()

test('candidates are found by indexes alone', async () => {
  const client = new pg.Client({ connectionString: database.ownerUrl, options: '-c app.ingest=on' })
  await client.connect()
  try {
    await client.query(
      `insert into learner (learner_id, uln, given_name, family_name, given_name_key, family_name_key, birth_date,
         postcode_key, registered_by, version, created_at, updated_at)
       select gen_random_uuid(), n::text, 'G', 'F', 'G' || n % 4000, 'F' || n % 9000, date '1960-01-01' + (n % 21900),
         'PC' || n % greatest(1, $1::int / 18), gen_random_uuid(), 1, now(), now()
       from generate_series(1, $1::int) n`,
      [learners],
    )
    await client.query('analyze learner')
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, buffers) select l.learner_id, l.given_name_key from learner l
       where l.birth_date = '2007-03-04' or (l.postcode_key = 'PC7' and l.postcode_key <> '')
         or l.learner_id = any (array(select k.learner_id from learner_key k
              where (k.kind, k.key) in (('scn', '1'), ('email', 'x'))))`,
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    if (process.env.CANDIDATES) console.log(plan)
    expect(plan).not.toContain('Seq Scan on learner l')
    expect(plan).toContain('learner_born')
    expect(plan).toContain('learner_at_postcode')
  } finally {
    await client.end()
  }
})
