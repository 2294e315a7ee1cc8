import { createHash, randomUUID } from 'node:crypto'
import { achievementCredential, openBadgesContexts } from '@vademecum/open-badges'
import {
  createProof,
  type JsonObject,
  type SigningKey,
  statusListEntry,
} from '@vademecum/verifiable-credentials'
import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Writer } from '../platform/db.ts'
import { wholeSeconds } from './instant.ts'
import { sealOf } from './standing.ts'
import { signingKeyOf } from './signing-keys.ts'
import { type StatusPlace, takeStatusPlace } from './status-lists.ts'
import './tables.ts'

/** What a credential says of a learning event. No ULN, birth date or address: they do not even come here. */
export interface AttestedEvent {
  readonly learnerId: string
  readonly eventId: string
  readonly version: number
  readonly issuerId: string
  readonly issuerName: string
  /** As the issuer knows the learner, which is what it attests. */
  readonly learnerName: string
  readonly qualificationNumber: string
  readonly title: string
  readonly level: string | null
  readonly gradingScheme: string
  readonly grade: string
  readonly series: string
  readonly awardDate: string
  readonly status: 'final' | 'provisional'
}

/**
 * Makes the credentials of one share that are not there yet: one for each event version and share, so that what two
 * recipients hold cannot be joined by subject, id or place in a status list (docs/decisions/0008). Signed by the
 * issuing organisation's own key, in the transaction that shares.
 */
export async function issueFor(
  app: App,
  tx: Writer,
  actor: Actor,
  grantId: string,
  events: readonly AttestedEvent[],
): Promise<void> {
  const there = await alreadyIssued(tx, grantId)
  const missing = events.filter((event) => !there.has(versionKey(event)))
  for (const issuerId of new Set(missing.map((event) => event.issuerId))) {
    await tx.raise({ issuer: issuerId })
    const key = await signingKeyOf(app, tx, actor, issuerId)
    for (const event of missing.filter((each) => each.issuerId === issuerId)) {
      await issueOne(app, tx, actor, grantId, event, key)
    }
  }
}

const versionKey = (event: { eventId: string; version: number }) => `${event.eventId} ${event.version}`

async function alreadyIssued(tx: Writer, grantId: string): Promise<Set<string>> {
  const rows = await tx.sql
    .selectFrom('credential')
    .select(['event_id as eventId', 'version'])
    .where('grant_id', '=', grantId)
    .execute()
  return new Set(rows.map(versionKey))
}

async function issueOne(
  app: App,
  tx: Writer,
  actor: Actor,
  grantId: string,
  event: AttestedEvent,
  key: SigningKey,
): Promise<void> {
  const place = await takeStatusPlace(app, tx, event.issuerId)
  const at = app.now()
  const id = `urn:uuid:${randomUUID()}`
  const document = await createProof({
    document: documentOf(event, { id, did: key.controller, at, place }),
    key,
    created: wholeSeconds(at),
    contexts: openBadgesContexts,
  })
  const text = JSON.stringify(document)
  await tx.sql
    .insertInto('credential')
    .values({
      learner_id: event.learnerId,
      event_id: event.eventId,
      version: event.version,
      grant_id: grantId,
      credential_id: id,
      issuer_id: event.issuerId,
      document: text,
      seal: sealOf(app, text),
      status_list_id: place.statusListId,
      status_index: place.index,
      issued_at: at,
      revoked_at: null,
    })
    // Two openings may both find it missing: the first one's stays, and the other's place in the list stays unused.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await recordEvent(tx, actor, {
    action: 'credential.issued',
    about: [event.learnerId],
    permission: 'issuer',
    organisationId: event.issuerId,
    thing: { kind: 'learningEvent', id: event.eventId },
    detail: { version: event.version },
    at,
  })
}

function documentOf(
  event: AttestedEvent,
  { id, did, at, place }: { id: string; did: string; at: Date; place: StatusPlace },
): JsonObject {
  const { qualificationNumber, title, level, gradingScheme, grade, series, awardDate, status } = event
  const provisional = status === 'provisional' ? ' This result is provisional.' : ''
  return achievementCredential({
    id,
    name: title,
    issuer: { id: did, name: event.issuerName },
    subject: { id: `urn:uuid:${randomUUID()}`, name: event.learnerName },
    achievement: {
      id: achievementId(event),
      name: title,
      description: `${title}, qualification number ${qualificationNumber}, series ${series}.${provisional}`,
      criteria: `Awarded by ${event.issuerName} under the rules of the qualification ${qualificationNumber}.`,
      qualificationNumber,
      ...(level === null ? {} : { level }),
    },
    result: {
      id: `${id}#result`,
      scheme: gradingScheme,
      grade,
      ...(status === 'provisional' ? { status: 'Provisional' as const } : {}),
    },
    term: series,
    awardedDate: `${awardDate}T00:00:00Z`,
    validFrom: wholeSeconds(at),
    credentialStatus: statusListEntry({ list: place.url, index: place.index, purpose: 'revocation' }),
  })
}

/** The qualification, the same for all who hold it; a name of ours, since the regulator's register has no URIs. */
function achievementId({ issuerId, qualificationNumber, title }: AttestedEvent): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([issuerId, qualificationNumber, title]))
    .digest()
  // UUIDv8 (RFC 9562 §5.8): made of a hash.
  hash[6] = 0x80 | (hash.readUInt8(6) & 0x0f)
  hash[8] = 0x80 | (hash.readUInt8(8) & 0x3f)
  const hex = hash.toString('hex', 0, 16)
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
