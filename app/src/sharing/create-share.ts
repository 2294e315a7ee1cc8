import { asSelf, ensurePerson, ensureScope } from '../access/powers.ts'
import type { App } from '../app.ts'
import { recordEvent } from '../audit/record-event.ts'
import { attestedEvents } from '../credentials/attested-events.ts'
import { issueFor } from '../credentials/issue.ts'
import { forgetTrustState } from '../credentials/trust-state.ts'
import { invalid, notFound } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { isAddress, normalAddress } from '../identity/address.ts'
import { hashSecret, newSecret } from '../identity/secret.ts'
import { newId } from '../platform/id.ts'
import { loadPageVersion } from '../portfolio/page/load-page-version.ts'
import { partyOfAddress } from './party.ts'
import { scopeOf } from './scope.ts'
import { endAfter, mostDays } from './share-rules.ts'
import { databaseNow, insertGrant, insertKey, insertPartyIndex } from './store.ts'
import { tellRecipient } from './tell-recipient.ts'

export interface NewShare {
  /** A link for one named recipient, or an e-mail address whose holder signs in. */
  readonly audience: 'link' | 'person'
  /** The recipient's name, or for a person the address. */
  readonly recipient: string
  readonly purpose: string
  readonly days: number
  readonly mayDownload: boolean
}

const letters = { name: 'share-letters', times: 50, seconds: 24 * 60 * 60 }

/**
 * Shares a published page with one recipient: the page, what stands on it, and nothing besides. The credentials of its
 * record lines are made here, for this share alone. The link's secret is given back once; only its hash is kept.
 */
export async function createShare(
  app: App,
  actor: Actor,
  pageId: string,
  input: NewShare,
): Promise<{ grantId: string; token: string | undefined }> {
  const person = ensurePerson(actor)
  ensureScope(person, 'shares:write')
  const { audience, purpose, mayDownload } = input
  const recipient = audience === 'person' ? normalAddress(input.recipient) : input.recipient.trim()
  if (recipient === '') invalid({ field: 'recipient', key: 'sharing.recipientMissing' })
  if (audience === 'person' && !isAddress(recipient)) {
    invalid({ field: 'recipient', key: 'sharing.addressInvalid' })
  }
  // The letter goes to whatever address is given: a person's to send by the dozen, not by the thousand.
  if (audience === 'person') await app.limit.take(letters, person.personId)
  const token = audience === 'link' ? newSecret() : undefined
  const ownerIds = [person.personId, ...person.learnerIds]
  const grantId = newId()
  await app.db.write(asSelf(person), async (tx) => {
    const version = (await loadPageVersion(tx, person.personId, pageId)) ?? notFound('published page')
    const at = await databaseNow(tx)
    const most = mostDays(person.birthDate, at)
    if (input.days > most) invalid({ field: 'days', key: 'sharing.tooLong', values: { most } })
    const endsAt = endAfter(input.days, at)
    const scope = await scopeOf(tx, ownerIds, version.blocks)
    const partyId = audience === 'person' ? partyOfAddress(recipient) : null
    await insertGrant(tx, {
      owner_id: person.personId,
      grant_id: grantId,
      audience,
      audience_id: partyId,
      recipient,
      purpose: purpose.trim(),
      page_id: pageId,
      scope: JSON.stringify(scope),
      may_download: mayDownload,
      starts_at: at,
      ends_at: endsAt,
      stopped_at: null,
      created_at: at,
    })
    if (token !== undefined) await insertKey(tx, person.personId, grantId, hashSecret(token))
    if (partyId !== null) {
      await insertPartyIndex(tx, { partyId, ownerId: person.personId, grantId, endsAt })
      await tellRecipient(app, tx, person, recipient)
    }
    await recordEvent(tx, person, {
      action: 'share.created',
      about: [person.personId],
      permission: 'own',
      thing: { kind: 'grant', id: grantId },
      detail: { pageId, audience, pageVersion: version.version, mayDownload },
      at,
    })
    const eventIds = scope.events.map(({ eventId }) => eventId)
    await issueFor(app, tx, person, grantId, await attestedEvents(tx, person.learnerIds, eventIds))
  })
  forgetTrustState(app)
  return { grantId, token }
}
