import { createHash } from 'node:crypto'
import { z } from 'zod'

export const manifestName = 'manifest.json'
export const fileListName = 'files.sha256'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const TablePart = z.object({
  /** `schema.table`; its rows are in `tables/schema.table.copy`, as COPY's text. */
  name: z.string().regex(/^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/),
  columns: z.array(z.string()),
  rows: z.number().int(),
  bytes: z.number().int(),
  sha256: Sha256,
})
export type TablePart = z.infer<typeof TablePart>

export const Manifest = z.object({
  format: z.literal(1),
  madeAt: z.string(),
  postgres: z.string(),
  migrations: z.array(z.string()),
  /** Which master key the contents need; the key itself is never in a backup. */
  masterKeyId: z.string().nullable(),
  /** In the order in which foreign keys let them in. */
  tables: z.array(TablePart),
  sequences: z.record(z.string(), z.string()),
  /** `files.sha256` lists them as `sha256sum` does. */
  files: z.object({ count: z.number().int(), bytes: z.number().int(), sha256: Sha256 }),
  digest: Sha256,
})
export type Manifest = z.infer<typeof Manifest>

/** One hash over all rows and files, whatever server or order they stand in. */
export function digestOf(tables: readonly TablePart[], files: Manifest['files']): string {
  const lines = tables
    .filter(({ rows }) => rows > 0)
    .map(({ name, columns, rows, sha256 }) => `${name} ${columns.join(',')} ${rows} ${sha256}`)
    .sort()
  return createHash('sha256')
    .update([...lines, `files ${files.count} ${files.sha256}`].join('\n'))
    .digest('hex')
}
