import type { App } from '../app.ts'
import type { Writer } from '../platform/db.ts'
import { jobs } from './jobs.ts'

/**
 * So long before a batch may first be seen, what a person decided of its rows is written: nothing moves its time any
 * more, and everybody finds it from the first read after.
 */
export const minutesAhead = 5

/** What follows from the instant of a batch. Said again, it takes the place of what was said before. */
export async function addReleaseJobs(
  app: App,
  tx: Writer,
  { issuerId, batchId }: { issuerId: string; batchId: string },
  { releaseAt, centresAt }: { releaseAt: Date; centresAt: Date | null },
): Promise<void> {
  await app.jobs.add(tx, jobs.release, { issuerId, batchId }, { runAt: releaseAt, key: `release:${batchId}` })
  await addDecidedJob(app, tx, { issuerId, batchId }, centresAt ?? releaseAt)
}

export async function addDecidedJob(
  app: App,
  tx: Writer,
  { issuerId, batchId }: { issuerId: string; batchId: string },
  seenFrom: Date,
): Promise<void> {
  const runAt = new Date(seenFrom.getTime() - minutesAhead * 60_000)
  await app.jobs.add(tx, jobs.attachDecided, { issuerId, batchId }, { runAt, key: `decided:${batchId}` })
}
