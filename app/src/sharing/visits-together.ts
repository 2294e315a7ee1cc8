import type { OpeningLine } from './share.ts'

/** One row on the screen: a visit, or several of one minute that were shown the same. */
export interface Visits
  extends Pick<OpeningLine, 'firstAt' | 'lastAt' | 'looks' | 'viewerName' | 'pageVersion' | 'shown'> {
  readonly visitors: number
}

const minute = 60_000

/** A class that opens the link at once is one row, not thirty; each opening stays one of its own in the data. */
export function visitsTogether(openings: readonly OpeningLine[]): Visits[] {
  const rows = new Map<string, Visits>()
  for (const { firstAt, lastAt, looks, viewerName, pageVersion, shown } of openings) {
    const key = JSON.stringify([Math.floor(firstAt.getTime() / minute), viewerName, pageVersion, shown])
    const row = rows.get(key)
    rows.set(key, {
      viewerName,
      pageVersion,
      shown,
      firstAt: row && row.firstAt < firstAt ? row.firstAt : firstAt,
      lastAt: row && row.lastAt > lastAt ? row.lastAt : lastAt,
      looks: looks + (row?.looks ?? 0),
      visitors: 1 + (row?.visitors ?? 0),
    })
  }
  return [...rows.values()]
}
