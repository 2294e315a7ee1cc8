import { once } from 'node:events'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** What is arranged and measured beside the application, as the owner of the tables, past row-level security. */
export async function asOwner<T>(ownerUrl: string, act: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl, options: '-c app.backup=on' })
  await owner.connect()
  try {
    return await act(owner)
  } finally {
    await owner.end()
  }
}

const flushedAt = 256 * 1024

/** Rows into a table without row-level security. No cell may hold a tab, a line end or a backslash. */
export async function copyRows(
  owner: pg.Client,
  table: string,
  rows: Iterable<readonly (string | number | null)[]>,
): Promise<void> {
  const into = owner.query(copyFrom(`copy ${table} from stdin`))
  let text = ''
  for (const row of rows) {
    text += `${row.map((cell) => cell ?? '\\N').join('\t')}\n`
    if (text.length < flushedAt) continue
    if (!into.write(text)) await once(into, 'drain')
    text = ''
  }
  into.end(text)
  await once(into, 'finish')
}
