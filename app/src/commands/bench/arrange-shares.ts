import { randomInt } from 'node:crypto'
import { Readable } from 'node:stream'
import { issueUln } from '@vademecum/uln'
import { actorOfPerson } from '../../access/load-actor.ts'
import type { App } from '../../app.ts'
import type { SystemActor } from '../../identity/actor.ts'
import { openAccount } from '../../identity/create-account.ts'
import { hashPassword } from '../../identity/password-hash.ts'
import { addMember } from '../../institution/memberships.ts'
import { makeClaimCodes } from '../../record/claims/make-codes.ts'
import { registerLearner } from '../../record/register/register-learner.ts'
import { importResults } from '../../record/results/import-results.ts'
import { publishBatch } from '../../record/results/publish-batch.ts'
import { enterAdmitted } from '../seed/admitted.ts'
import { atOnce } from './at-once.ts'
import { makePicture, type Sharer, type SharerShown, shareOf } from './sharer.ts'

const actor: SystemActor = { kind: 'system', name: 'bench pages' }
const subjects = ['Mathematics', 'Physics', 'Geography'] as const
const cohort = 'bench'

/**
 * Learners with three results each from a results file, a page of ten blocks and one share of it. All of it is done by
 * the verbs that pages and commands call: the credentials of every share are issued and signed. Only the password is
 * hashed once for all, and sessions begin without a sign-in.
 */
export async function arrangeShares(
  app: App,
  count: number,
  log: (message: string) => void,
): Promise<SharerShown[]> {
  const issuerId = await organisation(app, 'awardingOrganisation', 'Bench Awards')
  const schoolId = await organisation(app, 'school', 'Bench School')
  const registrar = await registrarOf(app, schoolId)
  log(`Registering ${count} learners and loading ${count * subjects.length} results`)
  const learners = Array.from({ length: count }, (_, index): Omit<Sharer, 'code'> => {
    return {
      number: index + 1,
      uln: issueUln(randomInt),
      givenName: 'Learner',
      familyName: nameOf(index + 1),
      birthDate: birthDateOf(index + 1),
    }
  })
  await atOnce(learners, ({ uln, givenName, familyName, birthDate }) =>
    registerLearner(app, actor, schoolId, { uln, givenName, familyName, birthDate, cohort }),
  )
  const stream = Readable.from([Buffer.from(resultsFile(learners))])
  const batch = await importResults(app, actor, issuerId, { fileName: 'bench.csv', stream })
  if (batch.added !== count * subjects.length) throw new Error('not every result of the bench was loaded')
  await publishBatch(app, actor, issuerId, batch.batchId)

  const { slips } = await makeClaimCodes(app, registrar, schoolId, { cohort })
  const codes = new Map(slips.map(({ uln, code }) => [uln, code]))
  const passwordHash = await hashPassword('bench pages makes this up')
  const picture = await makePicture()
  let made = 0
  return atOnce(learners, async (learner) => {
    const personId = await account(app, learner, passwordHash)
    const code = codes.get(learner.uln) ?? ''
    const shown = await shareOf(app, await actorOfPerson(app, personId), { ...learner, code }, picture)
    made += 1
    if (made % 100 === 0) log(`Made ${made} of ${count} pages and shares`)
    return shown
  })
}

/** Each their own, so that nobody could be taken for somebody else. All of them are grown up. */
function birthDateOf(number: number): string {
  return new Date(Date.UTC(1980, 0, 1 + (number % 9_000))).toISOString().slice(0, 10)
}

async function organisation(
  app: App,
  kind: 'awardingOrganisation' | 'school',
  name: string,
): Promise<string> {
  const mayAttest = kind === 'school' ? [] : (['result'] as const)
  const ukprn = `99${randomInt(100_000, 1_000_000)}`
  return (await enterAdmitted(app, { ukprn, name, kind, mayAttest })).organisationId
}

async function registrarOf(app: App, schoolId: string) {
  const passwordHash = await hashPassword('bench pages makes this up')
  const name = { uln: schoolId, givenName: 'Registrar', familyName: 'Bench', birthDate: birthDateOf(0) }
  const personId = await account(app, name, passwordHash)
  await addMember(app, actor, schoolId, { personId, personName: 'Registrar Bench', role: 'registrar' })
  return actorOfPerson(app, personId)
}

async function account(
  app: App,
  {
    uln,
    givenName,
    familyName,
    birthDate,
  }: { uln: string; givenName: string; familyName: string; birthDate: string },
  passwordHash: string,
): Promise<string> {
  const address = `bench-${uln}@demo.example`
  const language = 'en'
  const personId = await app.db.write({}, (tx) =>
    openAccount(app, tx, actor, { address, givenName, familyName, birthDate, language, passwordHash }),
  )
  if (personId === undefined) throw new Error(`${address} is taken`)
  return personId
}

/** Family names have letters only. */
const nameOf = (number: number) => String(number).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')

function resultsFile(learners: readonly Omit<Sharer, 'code'>[]): string {
  const headings =
    'ULN,GivenName,FamilyName,DateOfBirth,QualificationNumber,QualificationTitle,Level,GradingScheme,Grade,Series,AwardDate'
  const rows = learners.flatMap(({ uln, givenName, familyName, birthDate }) =>
    subjects.map(
      (subject, index) =>
        `${uln},${givenName},${familyName},${birthDate},601/835${index}/3,GCSE ${subject},Level 2,GCSE9-1,7,June 2024,2024-08-22`,
    ),
  )
  return `${[headings, ...rows].join('\n')}\n`
}
