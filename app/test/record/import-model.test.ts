import { randomInt } from 'node:crypto'
import { checkQan, issueUln } from '@vademecum/uln'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { updateLearner } from '../../src/record/register/update-learner.ts'
import { linesOf, releasedVersions } from '../../src/record/own/released-versions.ts'
import { correctResult, withdrawResult } from '../../src/record/results/new-version.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import { eventIdOf } from '../../src/record/results/row-key.ts'
import { totalsOfBatch } from '../../src/record/results/totals/read-totals.ts'
import { createTestApp } from '../support/app.ts'
import { type Learner, NaiveRecord, type Named, type SentRow } from './naive-record.ts'
import { csv, load, organisation, type Row, system, workDueJobs } from './support.ts'

const { app } = await createTestApp()
const school = await organisation(app, 'school')
const qualification = checkQan('601/4292/3')
const qualificationNumber = qualification.ok ? qualification.value : ''

interface Issuer {
  readonly id: string
  readonly model: NaiveRecord
  /** The ids of its batches, as the files of the model. */
  readonly batchIds: string[]
}

/** One country of three people and two issuers, both as it is and as it ought to be. */
interface Country {
  readonly people: { readonly [name in Person]: Named & { readonly uln: string } }
  readonly register: Learner[]
  readonly issuers: readonly [Issuer, Issuer]
}
type Person = 'ada' | 'ben' | 'twin'

let countries = 0

async function newCountry(): Promise<Country> {
  countries += 1
  // Unlike anybody of the countries before: no name, birthday or address of theirs is near.
  const familyName = [...String(1000 + countries * 379)]
    .map((digit) => 'BEFIJOKUSY'[Number(digit)])
    .join('ra')
  const birthDate = new Date(Date.UTC(2000, 0, 1 + ((countries * 37) % 3000))).toISOString().slice(0, 10)
  const postcode = `CV${10 + (countries % 90)} ${countries % 10}E${'ABDEFGH'[countries % 7]}`
  const one = (givenName: string, gender: string) => ({
    ...{ uln: issueUln(randomInt), givenName, familyName, gender, birthDate, postcode },
  })
  const register: Learner[] = []
  const issuer = async () => ({
    id: await organisation(app, 'awardingOrganisation', ['result']),
    model: new NaiveRecord(register),
    batchIds: [],
  })
  const people = { ada: one('Ada', '2'), ben: one('Rhodri', '1'), twin: one('Eve', '2') }
  const country = { people, register, issuers: [await issuer(), await issuer()] as const }
  await enter(country, 'ada')
  return country
}

/** The twin comes to be called as her sister is: then details alone say neither. */
async function enter({ people, register, issuers }: Country, name: Person): Promise<void> {
  const { postcode, ...person } = people[name]
  const cells = { ...person, lastKnownPostCode: postcode, cohort: 'Y13' }
  const override = { reason: 'I have seen both of them together' }
  const { learnerId } = await registerLearner(app, system, school, cells, { override })
  const preferredName = name === 'twin' ? people.ada.givenName : ''
  if (preferredName) {
    const { cohort: _, ...changed } = { ...cells, preferredGivenName: preferredName }
    await updateLearner(app, system, school, learnerId, changed, { version: 1 })
  }
  register.push({ ...people[name], learnerId, preferredName })
  await workDueJobs(app)
  for (const { model } of issuers) model.attach()
}

const whoSpelt = {
  ada: ({ ada }) => ada,
  'ada, misspelt': ({ ada }) => ({ ...ada, givenName: 'Adda' }),
  'ada, by details': ({ ada }) => ({ ...ada, uln: null }),
  'ada, by other details': ({ ada }) => ({ ...ada, uln: null, postcode: 'CV4 9EE' }),
  ben: ({ ben }) => ben,
  'ben, misspelt': ({ ben }) => ({ ...ben, givenName: 'Rodri' }),
  'ben, by details': ({ ben }) => ({ ...ben, uln: null }),
  'ben, by other details': ({ ben }) => ({ ...ben, uln: null, gender: '2' }),
} satisfies Record<string, (people: Country['people']) => Named>

interface Choice {
  readonly who: keyof typeof whoSpelt
  readonly year: number
  readonly isLate: boolean
  readonly component: string
  readonly grade: string
}

function sentOf({ people }: Country, { who: name, year, isLate, ...said }: Choice): SentRow {
  const who = whoSpelt[name](people)
  return {
    ...{ who, series: `June ${year}`, awardDate: isLate ? `${year + 1}-01-15` : `${year}-08-20`, ...said },
    identifier: who.uln ?? `68101/000${name.startsWith('ada') ? 1 : 2}`,
  }
}

const columns = ['Component', 'CentreNumber', 'CandidateNumber', 'Gender', 'Postcode']
function spelt({ who, identifier, series, component, grade, awardDate }: SentRow): Row {
  const [CentreNumber = '', CandidateNumber = ''] = who.uln === null ? identifier.split('/') : []
  return {
    ...{ ULN: who.uln ?? '', GivenName: who.givenName, FamilyName: who.familyName },
    ...{ DateOfBirth: who.birthDate, Gender: who.gender, Postcode: who.postcode },
    ...{ CentreNumber, CandidateNumber, Series: series, Component: component },
    ...{ Grade: grade, AwardDate: awardDate },
  }
}

const choice: fc.Arbitrary<Choice> = fc.record({
  who: fc.constantFrom(...(Object.keys(whoSpelt) as (keyof typeof whoSpelt)[])),
  year: fc.constantFrom(2024, 2025),
  isLate: fc.boolean(),
  component: fc.constantFrom('A', 'B'),
  grade: fc.constantFrom('7', '8'),
})

type Command = fc.AsyncCommand<object, Country>
const always = () => true
const act = (text: string, run: (country: Country) => Promise<void>): Command => ({
  check: always,
  toString: () => text,
  async run(_, country) {
    await run(country)
    await compare(country)
  },
})

const whose = fc.constantFrom(0 as const, 1 as const)
/** One of a list whose length is only known when its turn comes. */
const nth = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(list.length, 1)]

async function send(
  country: Country,
  at: 0 | 1,
  rows: readonly SentRow[],
  applies: boolean,
  dryRun: boolean,
) {
  const { id, model, batchIds } = country.issuers[at]
  const text = csv(rows.map(spelt), columns)
  if (dryRun) {
    const expected = model.load(text, rows, { applies, dryRun: true })
    const said = await load(app, id, text, { applyCorrections: applies, dryRun: true })
    expect(said).toMatchObject(expected ? { ...expected, state: 'checked' } : { knownFile: true })
    await compare(country)
  }
  const known = model.known(text, applies)
  const expected = model.load(text, rows, { applies })
  const report = await load(app, id, text, { applyCorrections: applies })
  if (expected) expect(report).toMatchObject({ ...expected, rows: rows.length, knownFile: false })
  else
    expect(report).toMatchObject({
      knownFile: true,
      batchId: batchIds[known ? model.files.indexOf(known) : -1],
    })
  if (expected) batchIds.push(report.batchId)
  await workDueJobs(app)
}

const sending = fc
  .record({
    at: whose,
    rows: fc.array(choice, { minLength: 1, maxLength: 6 }),
    applies: fc.boolean(),
    dryRun: fc.boolean(),
  })
  .map(({ at, rows, applies, dryRun }) =>
    act(`send to ${at} ${JSON.stringify(rows)}${applies ? ', correcting' : ''}`, async (country) =>
      send(
        country,
        at,
        rows.map((row) => sentOf(country, row)),
        applies,
        dryRun,
      ),
    ),
  )

/** The same rows again, in the same order or the other one, some of them left out: absence says nothing. */
const sendingAgain = fc
  .record({ at: whose, index: fc.nat(9), turn: fc.boolean(), leave: fc.nat(2), applies: fc.boolean() })
  .map(({ at, index, turn, leave, applies }) =>
    act(`send ${index} of ${at} again${turn ? ' turned' : ''} without ${leave}`, async (country) => {
      const rows = nth(country.issuers[at].model.sent, index)
      if (!rows) return
      const kept = rows.slice(0, Math.max(1, rows.length - leave))
      await send(country, at, turn ? kept.toReversed() : kept, applies, false)
    }),
  )

const publishing = fc.record({ at: whose, index: fc.nat(9) }).map(({ at, index }) =>
  act(`publish ${index} of ${at}`, async ({ issuers }) => {
    const { id, model, batchIds } = issuers[at]
    const file = nth(
      model.files.filter(({ batch }) => !batch.isReleased),
      index,
    )
    if (!file) return
    await publishBatch(app, system, id, batchIds[model.files.indexOf(file)] ?? '')
    file.batch.isReleased = true
    await workDueJobs(app)
  }),
)

/** A correction of what was withdrawn undoes it. */
async function say({ issuers }: Country, at: 0 | 1, index: number, grade: string | undefined) {
  const { id, model } = issuers[at]
  const key = nth([...model.results.keys()], index)
  if (key === undefined) return
  const [identifier = '', series = '', component = ''] = key.split(' | ')
  const eventId = eventIdOf(id, { identifier, series, component, qualificationNumber })
  const awardDate = model.seenOf(key)?.awardDate ?? ''
  const reason = 'the issuer says so'
  const done = grade
    ? correctResult(app, system, id, eventId, { grade, awardDate, status: 'final', reason })
    : withdrawResult(app, system, id, eventId, { reason })
  const isDone = grade ? model.correct(key, grade) : model.withdraw(key)
  if (isDone) expect(await done).toEqual({ version: model.results.get(key)?.versions.length })
  else await expect(done).rejects.toMatchObject({ code: 'conflict' })
}

const saying = fc
  .record({ at: whose, index: fc.nat(9), grade: fc.constantFrom('7', '8', undefined) })
  .map(({ at, index, grade }) =>
    act(`${grade ? `correct to ${grade}` : 'withdraw'} ${index} of ${at}`, (country) =>
      say(country, at, index, grade),
    ),
  )

const entering = fc.constantFrom('ben' as const, 'twin' as const).map((name) =>
  act(`register ${name}`, async (country) => {
    if (country.register.some(({ uln }) => uln === country.people[name].uln)) return
    await enter(country, name)
  }),
)

test('whatever is sent, repeated, published, withdrawn and registered, in any order: versions, held rows and what people see are what the rules say', async () => {
  const commands = fc.commands(
    [sending, sending, sendingAgain, publishing, saying, saying, entering] as fc.Arbitrary<Command>[],
    { maxCommands: 14, size: 'max' },
  )
  await fc.assert(
    fc.asyncProperty(commands, async (these) => {
      const country = await newCountry()
      await fc.asyncModelRun(() => ({ model: {}, real: country }), these)
      await addUp(country)
    }),
    { numRuns: Number(process.env['RUNS'] ?? 10) },
  )
})

const sorted = (lines: readonly string[]) => [...lines].sort()

async function compare({ register, issuers }: Country): Promise<void> {
  for (const { id, model } of issuers) {
    const { versions, held } = await app.db.read({ issuer: id }, async (tx) => ({
      versions: await tx.sql
        .selectFrom('learning_event as event')
        .innerJoin('specification as of', 'of.specification_id', 'event.specification_id')
        .select([
          'identifier',
          'series',
          'component',
          'version',
          'grade',
          'award_date',
          'change',
          'learner_id',
        ])
        .select('award_year')
        .execute(),
      held: await tx.sql
        .selectFrom('held_result as held')
        .innerJoin('specification as of', 'of.specification_id', 'held.specification_id')
        .select(['identifier', 'series', 'component', 'version', 'grade', 'award_date'])
        .where('attached_at', 'is', null)
        .execute(),
    }))
    const keyOf = (row: { identifier: string; series: string; component: string }) =>
      `${row.identifier} | ${row.series} | ${row.component}`
    expect(
      sorted(
        versions.map(
          (row) =>
            `${keyOf(row)} ${row.version}: ${row.grade} ${row.award_date} ${row.change} ${row.learner_id} in ${row.award_year}`,
        ),
      ),
    ).toEqual(
      sorted(
        [...model.results].flatMap(([key, { learner, versions: all }]) =>
          all.map(
            ({ grade, awardDate, change }, index) =>
              `${key} ${index + 1}: ${grade} ${awardDate} ${change} ${learner.learnerId} in ${all[0]?.awardDate.slice(0, 4)}`,
          ),
        ),
      ),
    )
    expect(sorted(held.map((row) => `${keyOf(row)} ${row.version}: ${row.grade} ${row.award_date}`))).toEqual(
      sorted(
        [...model.waiting].flatMap(([key, all]) =>
          all.map(({ grade, awardDate }, index) => `${key} ${index + 1}: ${grade} ${awardDate}`),
        ),
      ),
    )
  }
  for (const learner of register) {
    const lines = linesOf(
      await app.db.glance({ self: [learner.learnerId] }, (tx) =>
        releasedVersions(tx, sql<boolean>`event.learner_id = ${learner.learnerId}::uuid`),
      ),
    )
    const seen = issuers.flatMap(({ id, model }) => model.viewOf(learner).map((line) => `${id} ${line}`))
    expect(
      sorted(
        lines.map(
          (line) =>
            `${line.issuerId} ${line.identifier} | ${line.series} | ${line.component}: ${line.grade} ${line.awardDate} ${line.change}, of ${line.history.length}`,
        ),
      ),
    ).toEqual(sorted(seen))
  }
}

/** Rows in are rows added, repeated, corrected, held and refused, of every file, also after its held rows attached. */
async function addUp({ issuers }: Country): Promise<void> {
  for (const { id, batchIds } of issuers) {
    for (const batchId of batchIds) {
      expect(await totalsOfBatch(app, system, id, batchId)).toMatchObject({
        addsUp: true,
        unread: 0,
        unaccounted: 0,
      })
    }
  }
}
