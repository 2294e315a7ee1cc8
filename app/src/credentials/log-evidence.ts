import { isObject, type JsonObject } from '@vademecum/verifiable-credentials'
import { isReleased, issuedBy } from '../access/visible.ts'
import type { App } from '../app.ts'
import { proofOf } from '../log/proofs.ts'
import { contentHashOf, contentOf } from '../record/results/content.ts'
import { versionContent } from '../record/version-content.ts'
import type { HeldCredential } from './of-grant.ts'
import type { TrustState } from './trust-state.ts'

export interface LogEvidence {
  readonly content: JsonObject
  readonly proof: JsonObject
}

/**
 * That the issuer's log has what a credential says: what was committed to, and the proof. Undefined while the log has not
 * signed it yet, and once the learner's key of the log was destroyed. Whoever asks has made the look that shows the line.
 */
export async function logEvidence(
  app: App,
  { learnerId, eventId, version, issuerId }: HeldCredential,
): Promise<LogEvidence | undefined> {
  return app.db.read({ issuer: issuerId, ingest: true }, async (tx) => {
    const row = await tx.sql
      .selectFrom('learning_event as event')
      .innerJoin('specification', 'specification.specification_id', 'event.specification_id')
      .innerJoin('release', (join) =>
        join
          .onRef('release.batch_id', '=', 'event.batch_id')
          .onRef('release.issuer_id', '=', 'event.issuer_id'),
      )
      .select(versionContent)
      .select('event.batch_id as batchId')
      .where('event.learner_id', '=', learnerId)
      .where('event.event_id', '=', eventId)
      .where('event.version', '=', version)
      .where(issuedBy(issuerId, 'event.issuer_id'))
      .where(isReleased('release.release_at'))
      .executeTakeFirst()
    if (!row) return undefined
    const withdrawn = row.change === 'withdrawn'
    const contentHash = contentHashOf(row, { withdrawn })
    const proof = await proofOf(app, tx, {
      learnerId,
      eventId,
      version,
      issuerId,
      batchId: row.batchId,
      contentHash,
    })
    return proof && { content: { ...contentOf(row, { withdrawn }) }, proof: { ...proof } }
  })
}

/** Whether we issued exactly this. */
export async function isOnRecord(app: App, state: TrustState, credential: JsonObject): Promise<boolean> {
  const { issuer, id } = credential
  const did = isObject(issuer) ? issuer['id'] : issuer
  const organisationId = typeof did === 'string' ? state.issuers.get(did)?.organisationId : undefined
  if (organisationId === undefined || typeof id !== 'string') return false
  const held = await app.db.read({ issuer: organisationId }, (tx) =>
    tx.sql
      .selectFrom('credential')
      .select('document')
      .where('issuer_id', '=', organisationId)
      .where('credential_id', '=', id)
      .executeTakeFirst(),
  )
  return isSameAs(credential, held?.document)
}

/** A signature of ours over the same text cannot be of another. */
export function isSameAs(credential: JsonObject, issued: string | undefined): boolean {
  const signature = signatureOf(credential)
  return issued !== undefined && signature !== undefined && signature === signatureOf(JSON.parse(issued))
}

function signatureOf({ proof }: JsonObject): string | undefined {
  const value = isObject(proof) ? proof['proofValue'] : undefined
  return typeof value === 'string' ? value : undefined
}
