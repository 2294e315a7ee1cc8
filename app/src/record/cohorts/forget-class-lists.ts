import type { App } from '../../app.ts'

const daysKept = 30

/** The scheduled job: the names of a class list go once nobody presses any more; counts and verdicts stay. */
export async function forgetClassLists(app: App): Promise<void> {
  const before = new Date(app.now().getTime() - daysKept * 24 * 60 * 60 * 1000)
  const organisations = await app.db.read({}, (tx) =>
    tx.sql.selectFrom('organisation').select('organisation_id').execute(),
  )
  for (const { organisation_id: organisation } of organisations) {
    await app.db.write({ organisation }, (tx) =>
      tx.named(
        'class lists to forget',
        `update cohort_file_row r set name = '', problems = '[]' from cohort_file f
         where f.organisation_id = $1 and r.organisation_id = $1 and f.cohort_file_id = r.cohort_file_id
           and f.uploaded_at < $2 and r.name <> ''`,
        [organisation, before],
      ),
    )
  }
}
