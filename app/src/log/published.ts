import { batchEntry, encodeEntries, hashLength, widthOfTile } from '@vademecum/transparency-log'
import type { App } from '../app.ts'
import { notFound } from '../errors.ts'
import { issuerLogs } from './issuer-log.ts'
import { idBytes } from './row-key.ts'
import {
  batchesAt,
  batchTile,
  latestCheckpoint,
  logTile,
  releasedBatchAt,
  type StoredCheckpoint,
} from './store.ts'

/*
 * What anybody may read of a log. It is read in the issuer's name and shows what is signed: leaves that no checkpoint
 * covers are not there, and of a batch that was not released there is its one leaf and nothing else.
 */

/** The checkpoint as it stands, cosignatures with it. */
export async function publishedCheckpoint(app: App, issuerId: string): Promise<StoredCheckpoint> {
  return app.db.read(
    { issuer: issuerId },
    async (tx) => (await latestCheckpoint(tx, issuerId)) ?? notFound('log'),
  )
}

interface Asked {
  readonly level: number | 'entries'
  readonly index: number
  readonly width: number
}

/** A tile of the log, or the entries themselves. */
export async function publishedTile(
  app: App,
  issuerId: string,
  { level, index, width }: Asked,
): Promise<Uint8Array> {
  return app.db.read({ issuer: issuerId }, async (tx) => {
    const checkpoint = (await latestCheckpoint(tx, issuerId)) ?? notFound('log')
    const place = { level: level === 'entries' ? 0 : level, index }
    if (width > widthOfTile(place, checkpoint.size)) notFound('tile')
    if (level !== 'entries') {
      const hashes = (await logTile(tx, issuerId, level, index)) ?? notFound('tile')
      return hashes.subarray(0, width * hashLength)
    }
    const batches = await batchesAt(tx, issuerId, index * 256, width)
    return encodeEntries(
      batches.map(({ log_batch_id, size, root }) => batchEntry({ id: idBytes(log_batch_id), size, root })),
    )
  })
}

/** What a leaf was made of, once its batch is released. */
export interface PublishedBatch {
  readonly index: number
  readonly logBatchId: string
  readonly size: number
  readonly root: Uint8Array
  readonly releasedAt: Date
}

export async function publishedBatch(app: App, issuerId: string, index: number): Promise<PublishedBatch> {
  return app.db.read({ issuer: issuerId }, async (tx) => {
    const checkpoint = await latestCheckpoint(tx, issuerId)
    const found =
      checkpoint && index < checkpoint.size ? await releasedBatchAt(tx, issuerId, index) : undefined
    if (!found) notFound('batch')
    const { log_batch_id, size, root, release_at } = found
    return { index, logBatchId: log_batch_id, size, root, releasedAt: release_at }
  })
}

export async function publishedBatchTile(
  app: App,
  issuerId: string,
  batchIndex: number,
  { level, index, width }: Asked,
): Promise<Uint8Array> {
  const batch = await publishedBatch(app, issuerId, batchIndex)
  return app.db.read({ issuer: issuerId }, async (tx) => {
    if (level === 'entries' || width > widthOfTile({ level, index }, batch.size)) notFound('tile')
    const hashes = await batchTile(tx, issuerId, batch.logBatchId, level, index)
    return (hashes ?? notFound('tile')).subarray(0, width * hashLength)
  })
}

/** One log in the list for people. */
export interface LogLine {
  readonly issuerId: string
  readonly name: string
  readonly origin: string
  readonly size: number
  readonly signedAt: Date
  readonly cosignatures: number
}

/** The logs in which something is signed. */
export async function publishedLogs(app: App): Promise<LogLine[]> {
  return app.db.read({}, async (tx) => {
    const rows = await tx.named<LogLine & Record<string, unknown>>(
      'logs in a list',
      `select l.issuer_id as "issuerId", o.name, l.origin, c.size, c.signed_at as "signedAt",
         (select count(*) from log_cosignature s where s.issuer_id = c.issuer_id and s.size = c.size) as cosignatures
       from issuer_log l
       join organisation o on o.organisation_id = l.issuer_id
       join lateral (select issuer_id, size, signed_at from log_checkpoint where issuer_id = l.issuer_id
         order by size desc limit 1) c on true
       order by o.name`,
      [],
    )
    return rows
  })
}

/** One log, with the key that checks it. */
export async function publishedLog(app: App, issuerId: string) {
  const [log] = await app.db.read({}, (tx) => issuerLogs(tx, issuerId))
  const line = (await publishedLogs(app)).find((each) => each.issuerId === issuerId)
  if (!log || !line) notFound('log')
  return { ...line, log }
}
