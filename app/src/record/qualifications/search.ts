import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Reader } from '../../platform/db.ts'
import type { QualificationTable } from './tables.ts'
import './tables.ts'

export type RegisteredQualification = Selectable<QualificationTable>

export interface QualificationQuery {
  readonly words?: string | undefined
  readonly level?: string | undefined
  readonly type?: string | undefined
  readonly organisation?: string | undefined
  /** The number after which the page begins. */
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

export interface QualificationPage {
  readonly qualifications: readonly RegisteredQualification[]
  readonly next: string | undefined
}

/** The register by title, a page at a time: by the beginnings of words of title and organisation, or of a number. */
export function searchQualifications(app: App, query: QualificationQuery): Promise<QualificationPage> {
  const limit = query.limit ?? 50
  return app.db.read({}, async (tx) => {
    const last = query.after === undefined ? undefined : await titleOf(tx, query.after)
    const found = await tx.sql
      .selectFrom('qualification')
      .selectAll()
      .where(matches(query))
      .$if(last !== undefined, (rows) =>
        rows.where(sql<boolean>`(title, number) > (${last}, ${query.after})`),
      )
      .orderBy('title')
      .orderBy('number')
      .limit(limit + 1)
      .execute()
    const qualifications = found.slice(0, limit)
    return { qualifications, next: found.length > limit ? qualifications.at(-1)?.number : undefined }
  })
}

async function titleOf(tx: Reader, number: string): Promise<string> {
  const row = await tx.sql
    .selectFrom('qualification')
    .select('title')
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.title ?? notFound('qualification')
}

function matches({ words = '', level, type, organisation }: QualificationQuery): RawBuilder<boolean> {
  const conditions = [
    ...(level ? [sql`level = ${level}`] : []),
    ...(type ? [sql`qualification_type = ${type}`] : []),
    ...(organisation ? [sql`organisation_name = ${organisation}`] : []),
    ...wordsMatch(words),
  ]
  return conditions.length > 0 ? sql<boolean>`${sql.join(conditions, sql` and `)}` : sql<boolean>`true`
}

/** Exactly the expression of the index `qualification_words`. */
const indexed = sql`to_tsvector('simple'::regconfig, title || ' ' || organisation_name || ' ' || organisation_acronym)`

function wordsMatch(words: string) {
  const number = words.replaceAll(/[/\s]/g, '').toUpperCase()
  if (/^\d{3,8}X?$/.test(number)) return [sql`number like ${`${number}%`}`]
  const parts = words.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []
  if (parts.length === 0) return []
  const wanted = parts.slice(0, 12).map((part) => `${part.slice(0, 60)}:*`)
  return [sql`${indexed} @@ to_tsquery('simple'::regconfig, ${wanted.join(' & ')})`]
}

/** What the register is filtered by, as far as it has any. */
export function qualificationFilters(app: App): Promise<{ types: string[]; organisations: string[] }> {
  return app.db.read({}, async (tx) => {
    const distinct = (column: 'qualification_type' | 'organisation_name') =>
      tx.sql
        .selectFrom('qualification')
        .select(`${column} as value`)
        .distinct()
        .orderBy('value')
        .limit(1000)
        .execute()
    const [types, organisations] = await Promise.all([
      distinct('qualification_type'),
      distinct('organisation_name'),
    ])
    return { types: types.map(({ value }) => value), organisations: organisations.map(({ value }) => value) }
  })
}

export function qualificationByNumber(app: App, number: string): Promise<RegisteredQualification> {
  return app.db.read({}, async (tx) => {
    const row = await tx.sql
      .selectFrom('qualification')
      .selectAll()
      .where('number', '=', number)
      .executeTakeFirst()
    return row ?? notFound('qualification')
  })
}
