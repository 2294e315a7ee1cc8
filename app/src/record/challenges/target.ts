import { type RawBuilder, sql } from 'kysely'
import { isSensitive } from '../../access/bases.ts'
import { asMember, ensurePerson, ensureScope } from '../../access/powers.ts'
import { heldBy, listed, ownedBy } from '../../access/visible.ts'
import type { App } from '../../app.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { invalid, notFound } from '../../errors.ts'
import type { Actor, PersonActor, Role } from '../../identity/actor.ts'
import { listOrganisations, type Organisation } from '../../institution/organisation.ts'
import type { Reader } from '../../platform/db.ts'
import { isId } from '../../platform/id.ts'
import type { RecordLine } from '../own/record-line.ts'
import { linesOf, releasedVersions } from '../own/released-versions.ts'
import { basisFor } from '../provider/current-provider.ts'
import { ensureMayLookUp } from '../register/suspensions.ts'

/** What is challenged, and who has to answer. */
export interface Target {
  readonly learnerId: string
  readonly issuerId: string
  readonly eventId?: string
}

/** Those at a provider who deal with exams and with the register. */
export const providerRoles: readonly Role[] = ['registrar', 'examsOfficer']

/** Whether it is theirs to say, for learners of this organisation, that something is wrong. */
export function mayRaiseAt(actor: Actor, organisationId: string): boolean {
  return (
    actor.kind === 'person' &&
    actor.roles.some((held) => held.organisationId === organisationId && providerRoles.includes(held.role))
  )
}

/** The number that counts, where several were found to be one person. */
export async function ownLearner(tx: Reader, person: PersonActor): Promise<string> {
  const learner = await tx.sql
    .selectFrom('learner')
    .select('learner_id')
    .where(ownedBy(person, 'learner_id'))
    .orderBy('status')
    .orderBy('learner_id')
    .limit(1)
    .executeTakeFirst()
  return learner?.learner_id ?? invalid({ field: 'issuer', key: 'challenge.noRecord' })
}

export async function ownLine(tx: Reader, person: PersonActor, eventId: string): Promise<RecordLine> {
  if (!isId(eventId)) notFound('event')
  const owned = ownedBy(person, 'event.learner_id')
  return (await lineIn(tx, sql<boolean>`${owned} and event.event_id = ${eventId}::uuid`)) ?? notFound('event')
}

/**
 * A line of a learner who is enrolled here, which `ensureEnrolled` has made sure of: one that the organisation's record of
 * the learner shows, by the same basis and without the sensitive ones.
 */
export async function lineOfLearner(
  tx: Reader,
  organisationId: string,
  learnerId: string,
  eventId: string,
): Promise<RecordLine> {
  if (!isId(eventId)) notFound('event')
  const basis = await basisFor(tx, organisationId, [learnerId])
  if (basis !== 'current' && basis !== 'shared') notFound('event')
  const its = sql<boolean>`${listed([learnerId], 'event.learner_id')} and event.event_id = ${eventId}::uuid`
  const line = await lineIn(tx, its)
  return line && !isSensitive(line) ? line : notFound('event')
}

async function lineIn(tx: Reader, visible: RawBuilder<boolean>): Promise<RecordLine | undefined> {
  return linesOf(await releasedVersions(tx, visible))[0]
}

/** The provider's legal basis; from here on the transaction sees this learner. */
export async function ensureEnrolled(tx: Reader, organisationId: string, learnerId: string): Promise<void> {
  if (!isId(learnerId)) notFound('learner')
  const enrolled = await tx.sql
    .selectFrom('enrolment')
    .select('learner_id')
    .where(heldBy(organisationId, 'organisation_id'))
    .where('learner_id', '=', learnerId)
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!enrolled) notFound('learner')
  await tx.raise({ providerFor: [learnerId] })
}

export async function learnerNamed(
  tx: Reader,
  learnerId: string,
): Promise<{ name: string; uln: string; birthDate: string }> {
  const learner = await tx.sql
    .selectFrom('learner')
    .select(['given_name', 'family_name', 'uln', 'birth_date'])
    .where('learner_id', '=', learnerId)
    .executeTakeFirst()
  if (!learner) notFound('learner')
  const { given_name, family_name, uln, birth_date } = learner
  return { name: `${given_name} ${family_name}`, uln, birthDate: birth_date }
}

const answers = ({ closedAt, mayAttest }: Organisation) => closedAt === null && mayAttest.includes('result')

/** Who issues results and can be told that one is missing. */
export async function issuersToAsk(app: App): Promise<Organisation[]> {
  return (await app.db.read({}, (tx) => listOrganisations(tx))).filter(answers)
}

export async function ensureIssuer(tx: Reader, issuerId: string): Promise<string> {
  const [issuer] = isId(issuerId) ? await listOrganisations(tx, { ids: [issuerId] }) : []
  if (!issuer || !answers(issuer)) invalid({ field: 'issuer', key: 'challenge.chooseIssuer' })
  return issuer.organisationId
}

/** The line of which staff are about to say something; that they read it is in the learner's log. */
export function lineToChallenge(
  app: App,
  actor: Actor,
  organisationId: string,
  learnerId: string,
  eventId: string,
): Promise<RecordLine> {
  const person = ensurePerson(actor)
  ensureScope(person, 'learners:read')
  return app.db.write(asMember(person, organisationId, providerRoles), async (tx) => {
    await ensureEnrolled(tx, organisationId, learnerId)
    await ensureMayLookUp(tx, organisationId, actor)
    const line = await lineOfLearner(tx, organisationId, learnerId, eventId)
    await recordEvent(tx, actor, {
      action: 'challenge.lineRead',
      about: [learnerId],
      permission: 'provider',
      organisationId,
      thing: { kind: 'learningEvent', id: eventId },
      at: app.now(),
    })
    return line
  })
}

/** That somebody is a learner here, before the form asks what is missing. */
export function learnerToChallenge(
  app: App,
  actor: Actor,
  organisationId: string,
  learnerId: string,
): Promise<void> {
  const person = ensurePerson(actor)
  ensureScope(person, 'learners:read')
  return app.db.read(asMember(person, organisationId, providerRoles), (tx) =>
    ensureEnrolled(tx, organisationId, learnerId),
  )
}
