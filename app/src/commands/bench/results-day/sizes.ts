import { asOwner } from './owner.ts'

/** Bytes of every table and index, the parts of a partitioned one under its name. */
export type Sizes = ReadonlyMap<string, number>

export function sizesOf(ownerUrl: string): Promise<Sizes> {
  return asOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ name: string; bytes: number }>(
      `select c.relname as name, pg_table_size(c.oid) as bytes from pg_class c
       join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'
       union all
       select c.relname, pg_relation_size(c.oid) from pg_class c
       join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'i'`,
    )
    return new Map(rows.map(({ name, bytes }) => [name, bytes]))
  })
}

export interface Growth {
  readonly bytes: number
  readonly bytesEach: number
  /** What grew, the most first. */
  readonly parts: readonly { readonly name: string; readonly bytesEach: number }[]
}

export function growthOf(before: Sizes, after: Sizes, results: number): Growth {
  const parts = [...after]
    .map(([name, bytes]) => ({ name, bytes: bytes - (before.get(name) ?? 0) }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes)
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  const each = (count: number) => Math.round((count * 10) / results) / 10
  return {
    bytes,
    bytesEach: each(bytes),
    parts: parts
      .map((part) => ({ name: part.name, bytesEach: each(part.bytes) }))
      .filter(({ bytesEach }) => bytesEach >= 0.1),
  }
}
