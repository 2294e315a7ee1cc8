import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PersonActor } from '../../src/identity/actor.ts'
import { confirmMerge } from '../../src/record/merges/decide-merge.ts'
import { proposeMerge } from '../../src/record/merges/propose-merge.ts'
import { unmerge } from '../../src/record/merges/unmerge.ts'
import { chooseSharing } from '../../src/record/provider/sharing-choice.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import { correctResult, withdrawResult } from '../../src/record/results/new-version.ts'
import { shareRecord, type WhatToShare } from '../../src/sharing/record/share-record.ts'
import { stopShare } from '../../src/sharing/stop-share.ts'
import { amina, csv, load, system } from '../record/support.ts'
import { accessWorld } from './support.ts'

/*
 * Random acts of everybody, and after each of them what every viewer reads through HTTP against a naive model that keeps
 * all lines and grants in two lists. RUNS and SEED make it longer, or the same again.
 */
const acts = Number(process.env['RUNS'] ?? 28)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

const world = await accessWorld()
const { app, as, owner, people, issuer, otherIssuer, school, college, university, learnerId, clock } = world
const registrar = await people.registrar.actor()
const twin = { ...amina, uln: '1116410450', givenName: 'Aminah', birthDate: '2008-05-16' }
const twinId = (await registerLearner(app, system, school, { ...twin, cohort: 'Twins' })).learnerId
await world.jobs()

interface ModelLine {
  readonly title: string
  readonly eventId: string
  readonly learner: string
  readonly level: string
  readonly issuer: string
  readonly sensitive: boolean
  released: boolean
}

interface ModelGrant {
  readonly id: string
  readonly what: WhatToShare
  /** Of the person when it was made. */
  readonly learners: readonly string[]
  live: boolean
}

const model = {
  lines: [] as ModelLine[],
  grants: [] as ModelGrant[],
  merge: undefined as string | undefined,
  /** The claim stands: the learner is the person's. */
  claimed: true,
  /** The numbers for which the person said yes: of two that are linked later, one may have been asked and one not. */
  mayShare: new Set<string>(),
  enrolledAtSchool: true,
  enrolledAtCollege: false,
  /** Which enrolled the learner last. */
  last: 'school' as 'school' | 'college',
}

const numbers = () => (model.merge === undefined ? [learnerId] : [learnerId, twinId])

function insideGrant({ what, learners }: ModelGrant, line: ModelLine): boolean {
  const owned = model.claimed && numbers().includes(line.learner) && learners.includes(line.learner)
  if (!line.released || !owned) return false
  if (what.kind === 'listed') return what.eventIds.includes(line.eventId)
  if (line.sensitive) return false
  if (what.kind === 'everything') return true
  const { levels, issuerIds } = what.query
  return (
    (levels.length === 0 || levels.includes(line.level)) &&
    (issuerIds.length === 0 || issuerIds.includes(line.issuer))
  )
}

function providerReads(who: 'school' | 'college'): string[] | 'refused' {
  const { enrolledAtSchool, enrolledAtCollege, mayShare, last } = model
  if (!(who === 'school' ? enrolledAtSchool : enrolledAtCollege)) return 'refused'
  const both = enrolledAtSchool && enrolledAtCollege
  if (both && last !== who && !numbers().every((number) => mayShare.has(number))) return 'refused'
  return titlesOf((line) => line.released && !line.sensitive && numbers().includes(line.learner))
}

const titlesOf = (isShown: (line: ModelLine) => boolean) =>
  model.lines
    .filter(isShown)
    .map(({ title }) => title)
    .sort()

const actor = (): Promise<PersonActor> => people.learner.actor()
const pick = <T>(from: readonly T[], choice: number): T | undefined => from[choice % Math.max(from.length, 1)]
let made = 0

async function award(choice: number): Promise<void> {
  made += 1
  const line = {
    title: `Line ${String(made).padStart(3, '0')}`,
    learner: choice % 3 === 0 ? twinId : learnerId,
    level: choice % 2 === 0 ? '2' : '3',
    issuer: choice % 5 < 3 ? issuer : otherIssuer,
    sensitive: choice % 7 === 0,
    released: choice % 4 !== 0,
  }
  const { uln, givenName, familyName, birthDate } = line.learner === twinId ? twin : amina
  const row = {
    ...{ ULN: uln, GivenName: givenName, FamilyName: familyName, DateOfBirth: birthDate },
    ...{ QualificationNumber: `601/${5000 + made}/3`, QualificationTitle: line.title, Level: line.level },
    Restriction: line.sensitive ? '1' : '0',
  }
  const { batchId } = await load(app, line.issuer, csv([row], ['Restriction']))
  await publishBatch(app, system, line.issuer, batchId, line.released ? {} : { at: tomorrow() })
  const { rows } = await owner.query<{ event_id: string }>(
    'select event_id from learning_event where batch_id = $1',
    [batchId],
  )
  const [event] = rows
  if (!event) throw new Error(`${line.title} did not load`)
  model.lines.push({ ...line, eventId: event.event_id })
}

const tomorrow = () => new Date(Date.now() + 86_400_000)

const doing: Readonly<Record<string, (choice: number) => Promise<void>>> = {
  award,
  async release(choice) {
    const line = pick(
      model.lines.filter(({ released }) => !released),
      choice,
    )
    if (!line) return
    await owner.query(
      `update release set release_at = now() - interval '1 second'
       where batch_id in (select batch_id from learning_event where event_id = $1)`,
      [line.eventId],
    )
    line.released = true
  },
  async correct(choice) {
    const line = pick(model.lines, choice)
    if (!line) return
    const grade = String(1 + (choice % 9))
    const correction = {
      grade,
      awardDate: '2026-09-01',
      status: 'final',
      reason: 'Review of marking',
    } as const
    await correctResult(app, system, line.issuer, line.eventId, correction).catch(ignore('conflict'))
  },
  async withdraw(choice) {
    const line = pick(model.lines, choice)
    if (!line || choice % 3 > 0) return
    const withdrawal = { reason: 'Entered for somebody else' }
    await withdrawResult(app, system, line.issuer, line.eventId, withdrawal).catch(ignore('conflict'))
  },
  async share(choice) {
    if (!model.claimed || model.grants.length > 6) return
    const shown = model.lines.filter(({ released, learner }) => released && numbers().includes(learner))
    const eventIds = shown.filter((_, index) => (choice >> index) % 2 === 0).map(({ eventId }) => eventId)
    const any = { issuerIds: [], awardYears: [], types: [] }
    const offered: WhatToShare[] = [
      { kind: 'query', query: { ...any, levels: [choice % 2 === 0 ? '2' : '3'] } },
      { kind: 'query', query: { ...any, levels: ['2', '3'], issuerIds: [issuer] } },
      { kind: 'everything' },
      ...(eventIds.length > 0 ? [{ kind: 'listed', eventIds } as const] : []),
    ]
    const what = pick(offered, choice) ?? { kind: 'everything' }
    const to = { audience: 'organisation', organisationId: university } as const
    const { grantId } = await shareRecord(app, await actor(), { what, to, purpose: 'A course', days: 30 })
    model.grants.push({ id: grantId, what, learners: numbers(), live: true })
  },
  async stop(choice) {
    const grant = pick(model.grants, choice)
    if (!grant || choice % 2 > 0) return
    await stopShare(app, await actor(), grant.id)
    grant.live = false
  },
  async expire(choice) {
    const grant = pick(model.grants, choice)
    if (!grant || choice % 2 > 0) return
    await owner.query(
      `update access_grant set starts_at = now() - interval '9 days', ends_at = now() - interval '1 second'
       where grant_id = $1`,
      [grant.id],
    )
    grant.live = false
  },
  async merge() {
    if (model.merge !== undefined || !model.claimed) return
    const numbersOfOne = { uln: amina.uln, otherUln: twin.uln, reason: 'The same person, twice registered' }
    const { mergeId } = await proposeMerge(app, registrar, school, numbersOfOne)
    await confirmMerge(app, system, school, mergeId)
    model.merge = mergeId
  },
  async unmerge() {
    if (model.merge === undefined || !model.claimed) return
    await unmerge(app, registrar, school, model.merge, { reason: 'They are two people after all' })
    model.merge = undefined
  },
  async undoClaim() {
    if (model.merge !== undefined || !model.claimed) return
    await owner.query('create temporary table if not exists kept as select * from learner_of_person')
    await owner.query('truncate kept')
    await owner.query('insert into kept select * from learner_of_person')
    await owner.query('delete from learner_of_person')
    model.claimed = false
  },
  async claimAgain() {
    if (model.claimed) return
    await owner.query('insert into learner_of_person select * from kept')
    model.claimed = true
  },
  async enrolAtCollege() {
    if (model.enrolledAtCollege) return
    clock.advance({ minutes: 1 })
    await world.enrolAt(college)
    Object.assign(model, { enrolledAtCollege: true, last: 'college' })
  },
  async leaveCollege() {
    if (!model.enrolledAtCollege) return
    await world.leave(college, 'Y12')
    Object.assign(model, { enrolledAtCollege: false, last: 'school' })
  },
  async choose(choice) {
    if (!model.claimed) return
    const yes = choice % 2 === 0
    for (const number of numbers()) model.mayShare[yes ? 'add' : 'delete'](number)
    await chooseSharing(app, await actor(), yes ? 'yes' : 'no')
  },
}

const ignore = (code: string) => (error: unknown) => {
  if ((error as { code?: string }).code !== code) throw error
}

/** Every title on the page, as somebody reads it. */
const read = (text: string) => [...new Set(text.match(/Line \d{3}/g) ?? [])].sort()

async function grantReads({ id }: ModelGrant): Promise<string[] | number> {
  const path = `/organisations/${university}/shared/${id}`
  let page = await as.admissions.get(path)
  if (page.status !== 200) return page.status
  if (page.html.includes('/opening"')) page = await as.admissions.submit('Open')
  return read(page.text)
}

async function providerSees(who: 'tutor' | 'collegeTutor', at: string): Promise<string[] | 'refused'> {
  const start = await as[who].get(`/organisations/${at}/learners`)
  if (!start.html.includes('Show the list')) return 'refused'
  const list = await as[who].submit('Show the list', { purpose: 'Advice on courses' })
  if (!list.html.includes(learnerId)) return 'refused'
  const csrf = list.document.querySelector('input[name=csrf]')?.getAttribute('value') ?? ''
  const record = await as[who].post(`${list.path}/records`, { csrf, learner: learnerId })
  return record.status === 403 ? 'refused' : read(record.text)
}

test('what everybody reads is what the model says, after every act', { timeout: 300_000 }, async () => {
  const names = Object.keys(doing)
  const weighted = [...names, 'award', 'award', 'award', 'share', 'share', 'release', 'merge']
  const sequence = fc.sample(fc.tuple(fc.constantFrom(...weighted), fc.nat(9999)), { seed, numRuns: acts })
  await award(1)
  await doing['share']?.(3)
  for (const [step, [name, choice]] of sequence.entries()) {
    await doing[name]?.(choice)
    const where = `seed ${seed}, act ${step}: ${name} ${choice}`
    for (const grant of model.grants) {
      const expected = grant.live ? titlesOf((line) => insideGrant(grant, line)) : 410
      expect(await grantReads(grant), `${where}: a grant of ${grant.what.kind}`).toEqual(expected)
    }
    if (step % 3 === 0) {
      expect(await providerSees('tutor', school), `${where}: the school`).toEqual(providerReads('school'))
      const seen = await providerSees('collegeTutor', college)
      expect(seen, `${where}: the college`).toEqual(providerReads('college'))
    }
  }
})
