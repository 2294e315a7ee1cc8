import {
  consistencyRanges,
  cosign,
  formatSignatureLine,
  parseNote,
  rangeHash,
  signCheckpoint as signNote,
  subtreesOf,
  verifyConsistency,
} from '@vademecum/transparency-log'
import type { App } from '../app.ts'
import type { Writer } from '../platform/db.ts'
import { type IssuerLog, issuerLogs, logSigner } from './issuer-log.ts'
import { hashesOfLog, insertCheckpoint, latestCheckpoint, lockLog, openTree } from './store.ts'

/**
 * Signs the log as it was committed: a checkpoint is never ahead of what survives. The log also says when, by a
 * cosignature of its own key. It does not sign what does not begin with what it signed before.
 */
export async function signCheckpoint(app: App, issuerId: string): Promise<void> {
  await app.db.write({ issuer: issuerId }, async (tx) => {
    await lockLog(tx, issuerId)
    const [log] = await issuerLogs(tx, issuerId)
    const { tree } = await openTree(tx, issuerId)
    const { size } = tree
    const root = tree.root()
    const before = await latestCheckpoint(tx, issuerId)
    if (!log || size === 0 || size === before?.size) return
    if (before) await ensureBeginsWith(tx, issuerId, before, { size, root })
    const note = await signedNote(app, tx, log, { size, root })
    await insertCheckpoint(tx, issuerId, { size, root, note }, app.now())
  })
}

async function signedNote(
  app: App,
  tx: Writer,
  log: IssuerLog,
  { size, root }: { size: number; root: Uint8Array },
) {
  const sign = await logSigner(app, tx, log.issuerId)
  const note = await signNote({ origin: log.origin, size, root }, log.key, sign)
  const time = await cosign(parseNote(note).text, log.origin, log.key.publicKey, app.now(), sign)
  return `${note}${formatSignatureLine(time)}`
}

async function ensureBeginsWith(
  tx: Writer,
  issuerId: string,
  before: { size: number; root: Uint8Array },
  now: { size: number; root: Uint8Array },
): Promise<void> {
  const ranges = now.size >= before.size ? consistencyRanges(before.size, now.size) : []
  const hashes = await hashesOfLog(tx, issuerId, ranges.flatMap(subtreesOf))
  const proof = ranges.map((range) => rangeHash(range, hashes))
  const claim = { size: before.size, root: before.root, newSize: now.size, newRoot: now.root, proof }
  if (!verifyConsistency(claim))
    throw new Error(`the log of ${issuerId} does not begin with what it signed before`)
}
