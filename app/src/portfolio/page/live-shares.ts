import type { Reader } from '../../platform/db.ts'
import type { Page } from './page.ts'

/** A share that shows the page now, or will from a later day on. */
export interface LiveShare {
  readonly grantId: string
  readonly recipient: string
  readonly endsAt: Date
}

export async function liveSharesOf(
  tx: Reader,
  page: Pick<Page, 'ownerId' | 'id'>,
  now: Date,
): Promise<LiveShare[]> {
  const rows = await tx.named<{ grant_id: string; recipient: string; ends_at: Date }>(
    'access_grant.live_of_page',
    `select grant_id, recipient, ends_at from access_grant
     where owner_id = $1 and page_id = $2 and stopped_at is null and ends_at > $3
     order by recipient, grant_id`,
    [page.ownerId, page.id, now],
  )
  return rows.map((row) => ({ grantId: row.grant_id, recipient: row.recipient, endsAt: row.ends_at }))
}
