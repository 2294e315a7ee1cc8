import { everythingGoesTo, grantReaders } from '../../access/bases.ts'
import { asSelf, ensurePerson, ensureScope } from '../../access/powers.ts'
import { ownedBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { invalid, notFound } from '../../errors.ts'
import { isAddress, normalAddress } from '../../identity/address.ts'
import type { Actor, PersonActor } from '../../identity/actor.ts'
import { dayOf, isChild } from '../../identity/age.ts'
import { listOrganisations } from '../../institution/organisation.ts'
import type { Reader } from '../../platform/db.ts'
import { newId } from '../../platform/id.ts'
import { linesOf, releasedVersions } from '../../record/own/released-versions.ts'
import { partyOfAddress } from '../party.ts'
import type { Scope } from '../scope.ts'
import { endAfter, mostDays, startOfDay } from '../share-rules.ts'
import { databaseNow, insertGrant, insertPartyIndex } from '../store.ts'
import { tellRecipient } from '../tell-recipient.ts'
import { isEmptyQuery, type RecordQuery } from './record-scope.ts'

export type WhatToShare =
  | { readonly kind: 'listed'; readonly eventIds: readonly string[] }
  | { readonly kind: 'query'; readonly query: RecordQuery }
  | { readonly kind: 'everything' }

export interface NewRecordShare {
  readonly what: WhatToShare
  /** The holder of an e-mail address, or an organisation. Never a link: that shows pages. */
  readonly to:
    | { readonly audience: 'person'; readonly address: string }
    | { readonly audience: 'organisation'; readonly organisationId: string }
  readonly purpose: string
  /** `YYYY-MM-DD`; left out, it begins now. */
  readonly startsOn?: string
  readonly days: number
}

const letters = { name: 'share-letters', times: 50, seconds: 24 * 60 * 60 }
const mostListed = 200

/** Shows the record, or a part of it, to one person or organisation, for a purpose and a time. */
export async function shareRecord(
  app: App,
  actor: Actor,
  { what, to, purpose, startsOn, days }: NewRecordShare,
): Promise<{ grantId: string }> {
  const person = ensurePerson(actor)
  ensureScope(person, 'shares:write')
  if (person.learnerIds.length === 0) notFound('record')
  if (to.audience === 'person') await app.limit.take(letters, person.personId)
  const grantId = newId()
  await app.db.write(asSelf(person), async (tx) => {
    const { partyId, recipient } = await recipientOf(tx, to, what)
    const scope = await scopeOf(tx, person, what)
    const at = await databaseNow(tx)
    const { startsAt, endsAt } = timeOf(person, at, startsOn, days)
    await insertGrant(tx, {
      owner_id: person.personId,
      grant_id: grantId,
      audience: to.audience,
      audience_id: partyId,
      recipient,
      purpose: purpose.trim(),
      page_id: null,
      scope: JSON.stringify(scope),
      may_download: false,
      starts_at: startsAt,
      ends_at: endsAt,
      stopped_at: null,
      created_at: at,
    })
    await insertPartyIndex(tx, { partyId, ownerId: person.personId, grantId, endsAt })
    if (to.audience === 'person') await tellRecipient(app, tx, person, recipient)
    await recordEvent(tx, person, {
      action: 'share.recordShared',
      about: [person.personId],
      permission: 'own',
      thing: { kind: 'grant', id: grantId },
      detail: { what: what.kind, audience: to.audience },
      at,
    })
  })
  return { grantId }
}

async function recipientOf(
  tx: Reader,
  to: NewRecordShare['to'],
  what: WhatToShare,
): Promise<{ partyId: string; recipient: string }> {
  if (to.audience === 'person') {
    const address = normalAddress(to.address)
    if (!isAddress(address)) invalid({ field: 'recipient', key: 'sharing.addressInvalid' })
    // Nobody can be made to show everything: it goes to those who teach and advise, never to somebody by themselves.
    if (what.kind === 'everything') invalid({ field: 'recipient', key: 'access.everythingOnlyTo' })
    return { partyId: partyOfAddress(address), recipient: address }
  }
  const [organisation] = await listOrganisations(tx, { ids: [to.organisationId] })
  const mayReceive = organisation?.closedAt === null && grantReaders[organisation.kind].length > 0
  if (!organisation || !mayReceive) invalid({ field: 'recipient', key: 'access.organisationMissing' })
  if (what.kind === 'everything' && !everythingGoesTo.includes(organisation.kind)) {
    invalid({ field: 'recipient', key: 'access.everythingOnlyTo' })
  }
  return { partyId: organisation.organisationId, recipient: organisation.name }
}

/** What is not released cannot be picked, and what is not the person's own neither. */
async function scopeOf(tx: Reader, person: PersonActor, what: WhatToShare): Promise<Scope> {
  const learnerIds = [...person.learnerIds].sort()
  switch (what.kind) {
    case 'everything':
      return { items: [], events: [], record: { kind: 'everything', learnerIds } }
    case 'query':
      if (isEmptyQuery(what.query)) invalid({ field: 'levels', key: 'access.queryEmpty' })
      return { items: [], events: [], record: { kind: 'query', learnerIds, query: what.query } }
    case 'listed': {
      const wanted = new Set(what.eventIds)
      const lines = linesOf(await releasedVersions(tx, ownedBy(person, 'event.learner_id')))
      const events = lines
        .filter(({ eventId }) => wanted.has(eventId))
        .map(({ learnerId, awardYear, eventId }) => ({ learnerId, awardYear, eventId }))
      if (events.length === 0 || events.length < wanted.size || events.length > mostListed) {
        invalid({ field: 'events', key: 'access.linesMissing' })
      }
      return { items: [], events, record: { kind: 'listed' } }
    }
  }
}

/** For a child the whole of it lies within the days that a share of theirs may last. */
function timeOf(
  person: PersonActor,
  at: Date,
  startsOn: string | undefined,
  days: number,
): { startsAt: Date; endsAt: Date } {
  const startsAt = startsOn === undefined || startsOn === dayOf(at) ? at : startOfDay(startsOn)
  const most = mostDays(person.birthDate, at)
  if (Number.isNaN(startsAt.getTime()) || startsAt < at || startsAt > endAfter(365, at)) {
    invalid({ field: 'startsOn', key: 'access.startInvalid' })
  }
  const endsAt = endAfter(days, startsAt)
  const latest = endAfter(most, isChild(person.birthDate, dayOf(at)) ? at : startsAt)
  if (endsAt > latest) invalid({ field: 'days', key: 'sharing.tooLong', values: { most } })
  return { startsAt, endsAt }
}
