import { ownedBy } from '../../access/visible.ts'
import type { PersonActor } from '../../identity/actor.ts'
import type { Reader, Writer } from '../../platform/db.ts'
import '../tables.ts'
import { emptyDraft, type StoredDraft } from './draft.ts'
import type { Page, PageLine, PageVersion } from './page.ts'

const columns = [
  'owner_id',
  'page_id',
  'title',
  'draft',
  'draft_revision',
  'published_version',
  'created_at',
  'updated_at',
] as const

export async function findPage(tx: Reader, actor: PersonActor, id: string): Promise<Page | undefined> {
  const row = await tx.sql
    .selectFrom('page')
    .select(columns)
    .where(ownedBy(actor, 'owner_id'))
    .where('page_id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row && pageOf(row)
}

/** The same, held until the transaction ends: saves of two windows follow each other. */
export async function findPageToChange(
  tx: Writer,
  actor: PersonActor,
  id: string,
): Promise<Page | undefined> {
  const row = await tx.sql
    .selectFrom('page')
    .select(columns)
    .where(ownedBy(actor, 'owner_id'))
    .where('page_id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row && pageOf(row)
}

export async function findPages(tx: Reader, actor: PersonActor): Promise<PageLine[]> {
  const rows = await tx.sql
    .selectFrom('page as p')
    .leftJoin('page_version as v', (join) =>
      join
        .onRef('v.owner_id', '=', 'p.owner_id')
        .onRef('v.page_id', '=', 'p.page_id')
        .onRef('v.version', '=', 'p.published_version'),
    )
    .select(['p.page_id', 'p.title', 'p.updated_at', 'p.published_version', 'v.published_at'])
    .where(ownedBy(actor, 'p.owner_id'))
    .where('p.deleted_at', 'is', null)
    .orderBy('p.updated_at', 'desc')
    .orderBy('p.page_id')
    .execute()
  return rows.map((row) => ({
    id: row.page_id,
    title: row.title,
    updatedAt: row.updated_at,
    ...(row.published_version !== null ? { publishedVersion: row.published_version } : {}),
    ...(row.published_at ? { publishedAt: row.published_at } : {}),
  }))
}

export async function insertPage(
  tx: Writer,
  page: { ownerId: string; id: string; title: string; language: string; at: Date },
): Promise<void> {
  await tx.sql
    .insertInto('page')
    .values({
      owner_id: page.ownerId,
      page_id: page.id,
      title: page.title,
      draft: JSON.stringify(emptyDraft(page.language)),
      draft_revision: 1,
      published_version: null,
      created_at: page.at,
      updated_at: page.at,
      deleted_at: null,
    })
    .execute()
}

/** Pages with what stands on them; `draft` as it is kept. */
export async function insertPages(
  tx: Writer,
  pages: readonly Pick<Page, 'id' | 'ownerId' | 'draft' | 'createdAt' | 'updatedAt'>[],
): Promise<void> {
  if (pages.length === 0) return
  const values = pages.map(({ id, ownerId, draft: { title, ...draft }, createdAt, updatedAt }) => ({
    owner_id: ownerId,
    page_id: id,
    title,
    draft: JSON.stringify(draft),
    draft_revision: 1,
    published_version: null,
    created_at: createdAt,
    updated_at: updatedAt,
    deleted_at: null,
  }))
  await tx.sql.insertInto('page').values(values).execute()
}

/** The actor's pages with their drafts. */
export async function findWholePages(tx: Reader, actor: PersonActor): Promise<Page[]> {
  const rows = await tx.sql
    .selectFrom('page')
    .select(columns)
    .where(ownedBy(actor, 'owner_id'))
    .where('deleted_at', 'is', null)
    .orderBy('page_id')
    .execute()
  return rows.map(pageOf)
}

/** Removed ones too: what was brought here before is not brought again. */
export async function findEveryPageId(tx: Reader, actor: PersonActor): Promise<string[]> {
  const rows = await tx.sql.selectFrom('page').select('page_id').where(ownedBy(actor, 'owner_id')).execute()
  return rows.map((row) => row.page_id)
}

/** Only of a page that was read with `findPageToChange`. */
export async function updateDraft(tx: Writer, page: Page): Promise<void> {
  const { title, ...draft } = page.draft
  await tx.sql
    .updateTable('page')
    .set({
      title,
      draft: JSON.stringify(draft),
      draft_revision: page.revision,
      updated_at: page.updatedAt,
    })
    .where('owner_id', '=', page.ownerId)
    .where('page_id', '=', page.id)
    .execute()
}

export async function setPageRemoved(
  tx: Writer,
  actor: PersonActor,
  id: string,
  at: Date | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.sql
    .updateTable('page')
    .set({ deleted_at: at })
    .where(ownedBy(actor, 'owner_id'))
    .where('page_id', '=', id)
    .where('deleted_at', at ? 'is' : 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What a removed page was called: undefined when it is not removed, or not the actor's. */
export async function findRemovedTitle(
  tx: Reader,
  actor: PersonActor,
  id: string,
): Promise<string | undefined> {
  const row = await tx.sql
    .selectFrom('page')
    .select('title')
    .where(ownedBy(actor, 'owner_id'))
    .where('page_id', '=', id)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst()
  return row?.title
}

export async function insertVersion(tx: Writer, ownerId: string, version: PageVersion): Promise<void> {
  await tx.sql
    .insertInto('page_version')
    .values({
      owner_id: ownerId,
      page_id: version.pageId,
      version: version.version,
      title: version.title,
      language: version.language,
      blocks: JSON.stringify(version.blocks),
      published_at: version.publishedAt,
    })
    .execute()
  await tx.sql
    .updateTable('page')
    .set({ published_version: version.version })
    .where('owner_id', '=', ownerId)
    .where('page_id', '=', version.pageId)
    .execute()
}

export async function findVersions(
  tx: Reader,
  page: Pick<Page, 'ownerId' | 'id'>,
): Promise<Omit<PageVersion, 'blocks'>[]> {
  const rows = await tx.sql
    .selectFrom('page_version')
    .select(['version', 'title', 'language', 'published_at'])
    .where('owner_id', '=', page.ownerId)
    .where('page_id', '=', page.id)
    .orderBy('version', 'desc')
    .execute()
  return rows.map((row) => ({
    pageId: page.id,
    version: row.version,
    title: row.title,
    language: row.language,
    publishedAt: row.published_at,
  }))
}

function pageOf(row: {
  owner_id: string
  page_id: string
  title: string
  draft: StoredDraft
  draft_revision: number
  published_version: number | null
  created_at: Date
  updated_at: Date
}): Page {
  return {
    id: row.page_id,
    ownerId: row.owner_id,
    draft: { ...row.draft, title: row.title },
    revision: row.draft_revision,
    ...(row.published_version !== null ? { publishedVersion: row.published_version } : {}),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
