import { grantReaders } from '../../access/bases.ts'
import { asSelf, ensurePerson } from '../../access/powers.ts'
import { ownedBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { dayOf, isChild } from '../../identity/age.ts'
import type { OrganisationKind } from '../../institution/organisation.ts'
import type { RecordLine } from '../../record/own/record-line.ts'
import { linesOf, releasedVersions } from '../../record/own/released-versions.ts'
import { mostDays } from '../share-rules.ts'

/** What the form offers: the person's own lines, what a rule can be made of, and what their age allows. */
export interface RecordShareForm {
  readonly lines: readonly RecordLine[]
  readonly levels: readonly string[]
  readonly types: readonly string[]
  readonly issuers: readonly { readonly id: string; readonly name: string }[]
  readonly awardYears: readonly number[]
  readonly days: readonly number[]
  readonly child: boolean
}

const offeredDays = [7, 30, 90, 365]

export async function recordShareForm(app: App, actor: Actor): Promise<RecordShareForm> {
  const person = ensurePerson(actor)
  if (person.learnerIds.length === 0) notFound('record')
  const lines = await app.db.read(asSelf(person), async (tx) =>
    linesOf(await releasedVersions(tx, ownedBy(person, 'event.learner_id'))),
  )
  const now = app.now()
  const most = mostDays(person.birthDate, now)
  const issuers = new Map(lines.map(({ issuerId, issuerName }) => [issuerId, issuerName]))
  return {
    lines,
    levels: sorted(lines.flatMap(({ level }) => level ?? [])),
    types: sorted(lines.flatMap(({ qualificationType }) => qualificationType ?? [])),
    issuers: [...issuers].map(([id, name]) => ({ id, name })),
    awardYears: [...new Set(lines.map(({ awardYear }) => awardYear))].sort((a, b) => b - a),
    days: offeredDays.filter((days) => days <= most),
    child: isChild(person.birthDate, dayOf(now)),
  }
}

const sorted = (values: readonly string[]) => [...new Set(values)].sort()

export interface FoundOrganisation {
  readonly organisationId: string
  readonly name: string
  readonly ukprn: string
  readonly kind: OrganisationKind
}

const mostFound = 20

/** By its provider number, its name, or a part of that: those to whom something can be shared. */
export async function findRecipients(app: App, text: string): Promise<FoundOrganisation[]> {
  const wanted = text.trim()
  if (wanted.length < 3) return []
  const kinds = (Object.keys(grantReaders) as OrganisationKind[]).filter(
    (kind) => grantReaders[kind].length > 0,
  )
  const rows = await app.db.read({}, (tx) =>
    tx.sql
      .selectFrom('organisation')
      .select(['organisation_id as organisationId', 'name', 'ukprn', 'kind'])
      .where('closed_at', 'is', null)
      .where('kind', 'in', kinds)
      .where((eb) =>
        eb.or([eb('ukprn', '=', wanted), eb('name', 'ilike', `%${wanted.replace(/[\\%_]/g, '\\$&')}%`)]),
      )
      .orderBy('name')
      .limit(mostFound)
      .execute(),
  )
  const exact = rows.filter(
    ({ name, ukprn }) => ukprn === wanted || name.toLocaleLowerCase() === wanted.toLocaleLowerCase(),
  )
  return exact.length > 0 ? exact : rows
}
