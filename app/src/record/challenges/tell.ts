import type { App } from '../../app.ts'
import { announce } from '../../identity/announce.ts'
import type { LetterName } from '../../identity/letter.ts'
import { paths } from '../../paths.ts'
import type { Writer } from '../../platform/db.ts'
import type { ChallengeRow } from './store.ts'
import './tables.ts'

export interface ToldChallenge {
  readonly learnerId: string
  readonly challengeId: string
  readonly issuerId: string
  readonly what: 'raised' | 'answered' | 'withdrawn'
}

/** The job: letters that say that there is something to read, and nothing of what it is. */
export async function tellChallenge(app: App, told: ToldChallenge): Promise<void> {
  const { learnerId, challengeId, issuerId, what } = told
  await app.db.write({ issuer: issuerId, organisation: issuerId }, async (tx) => {
    const challenge = await tx.sql
      .selectFrom('challenge')
      .select(['raised_for', 'raised_by'])
      .where('learner_id', '=', learnerId)
      .where('challenge_id', '=', challengeId)
      .executeTakeFirst()
    if (!challenge) return
    if (what === 'answered') {
      await tellRaiser(app, tx, learnerId, challenge)
      return
    }
    const staff = await staffOf(tx, issuerId)
    const letter = what === 'raised' ? 'challengeRaised' : 'challengeWithdrawn'
    await tellPeople(app, tx, staff, letter, paths.challengeWork(issuerId))
    // What staff of a provider say about a learner's record, the learner hears of too.
    if (challenge.raised_for !== null) {
      await tellPeople(app, tx, await ownersOf(tx, learnerId), 'challengeOfYours', paths.challenges())
    }
  })
}

async function tellRaiser(
  app: App,
  tx: Writer,
  learnerId: string,
  { raised_for, raised_by }: Pick<ChallengeRow, 'raised_for' | 'raised_by'>,
): Promise<void> {
  const owners = await ownersOf(tx, learnerId)
  await tellPeople(app, tx, owners, 'challengeAnswered', paths.challenges())
  if (raised_for === null || owners.includes(raised_by)) return
  await tellPeople(app, tx, [raised_by], 'challengeAnswered', paths.challengeWork(raised_for))
}

/** Those who deal with results; where there are none, those who say who does. */
async function staffOf(tx: Writer, organisationId: string): Promise<string[]> {
  const members = await tx.sql
    .selectFrom('membership')
    .select(['person_id', 'role'])
    .where('organisation_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .execute()
  const having = (role: string) => members.filter((member) => member.role === role)
  const wanted = [having('examsOfficer'), having('registrar'), having('administrator')].find(
    (some) => some.length > 0,
  )
  return [...new Set((wanted ?? []).map(({ person_id }) => person_id))]
}

async function ownersOf(tx: Writer, learnerId: string): Promise<string[]> {
  await tx.raise({ providerFor: [learnerId] })
  const owners = await tx.sql
    .selectFrom('learner_of_person')
    .select('person_id')
    .distinct()
    .where('learner_id', '=', learnerId)
    .execute()
  return owners.map(({ person_id }) => person_id)
}

async function tellPeople(
  app: App,
  tx: Writer,
  personIds: readonly string[],
  letter: LetterName,
  path: string,
): Promise<void> {
  await tx.raise({ self: personIds })
  for (const personId of personIds) await announce(app, tx, personId, letter, {}, path)
}
