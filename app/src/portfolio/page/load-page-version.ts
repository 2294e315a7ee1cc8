import type { Reader } from '../../platform/db.ts'
import type { Block } from '../showable.ts'
import type { PageVersion } from './page.ts'

/**
 * A published version, the present one unless a number is given. The transaction's powers decide whether it may be seen:
 * they are the owner's, or list the page (`granted`).
 */
export async function loadPageVersion(
  tx: Reader,
  ownerId: string,
  pageId: string,
  version?: number,
): Promise<PageVersion | undefined> {
  const [row] = await tx.named<{
    version: number
    title: string
    language: string
    blocks: readonly Block[]
    published_at: Date
  }>(
    'page_version.load',
    `select v.version, v.title, v.language, v.blocks, v.published_at
     from page p join page_version v on v.owner_id = p.owner_id and v.page_id = p.page_id
     where p.owner_id = $1 and p.page_id = $2 and p.deleted_at is null
       and v.version = coalesce($3, p.published_version)`,
    [ownerId, pageId, version ?? null],
  )
  return (
    row && {
      pageId,
      version: row.version,
      title: row.title,
      language: row.language,
      blocks: row.blocks,
      publishedAt: row.published_at,
    }
  )
}
