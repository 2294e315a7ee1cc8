import { expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { columnNames } from '../../src/record/registration/columns.ts'
import { wordsFor } from '../../src/words.ts'
import { csvOf, learner, learners, xmlOf } from './files.ts'
import { createRegistrations } from './world.ts'

const world = await createRegistrations()
const { app, ukprn, schoolUkprn, name } = world
const t = wordsFor('en')
const rows = learners(50)

/** The sentence with which the whole file is refused; `undefined` when it is taken. */
async function refusal(fileName: string, text: string | Uint8Array): Promise<string | undefined> {
  try {
    await world.receive(fileName, text)
    return undefined
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const [problem] = error.problems
    return problem ? t.say(problem.key, problem.values) : error.code
  }
}

async function filesKept(): Promise<number> {
  return app.db.read({ organisation: world.college }, async (tx) => {
    const [row] = await tx.named<{ rows: number }>(
      'kept',
      'select (select count(*) from registration_file) + (select count(*) from registration_row) as rows',
      [],
    )
    return row?.rows ?? -1
  })
}

test('a wrong name, heading, header, number or count refuses the file, and nothing of it stays', async () => {
  const named = async (fileName: string) => refusal(fileName, csvOf(fileName, ukprn, rows))
  for (const wrong of [
    `LRB_${ukprn}_250920260930.csv`,
    `LRB_${ukprn}_310220260930.CSV`,
    `LRB_${ukprn}_250920262530.CSV`,
    `LRB_${ukprn}.CSV`,
    'learners.CSV',
  ]) {
    expect(await named(wrong), wrong).toContain('The name of the file has to be LRB_')
  }
  expect(await named(`LRB_${schoolUkprn}_250920260930.CSV`)).toContain(ukprn)

  const a = name()
  const headed = (headings: readonly string[]) => refusal(a, csvOf(a, ukprn, rows, { headings }))
  const [first = '', second = '', ...rest] = columnNames
  expect(await headed([second, first, ...rest])).toContain('Heading 1 should be “Title”')
  expect(await headed(['TITLE', second, ...rest])).toContain('Heading 1 should be “Title” and is “TITLE”')
  expect(await headed([first, second, ...rest.slice(0, -1)])).toContain('should be “Notes”')
  expect(await headed([...columnNames, 'ULN'])).toContain('is “ULN”')
  expect(await refusal(a, csvOf(a, ukprn, rows, { version: '2B' }))).toContain('has to be 2A')
  expect(await refusal(a, csvOf(a, ukprn, rows, { fileName: 'x' }))).toContain('not the name of this file')
  expect(await refusal(a, csvOf(a, ukprn, rows, { ukprn: schoolUkprn }))).toContain(ukprn)
  expect(await refusal(a, csvOf(a, ukprn, rows, { count: '51' }))).toContain('51 learners, and there are 50')
  expect(await refusal(a, csvOf(a, ukprn, rows, { count: 'many' }))).toContain('header')
  expect(await refusal(a, csvOf(a, ukprn, rows.slice(1)))).toContain('at least 50')
  expect(await refusal(a, `${columnNames.join(',')}\n`)).toContain('header')
  expect(await refusal(a, '')).toContain('Heading 1')
  expect(await filesKept()).toBe(0)
})

test('a count over the limit is refused while it is read', async () => {
  const a = name()
  expect(await refusal(a, csvOf(a, ukprn, learners(5001)))).toContain('at most 5000')
  expect(await filesKept()).toBe(0)
})

test('in XML: no document type, no depth, no elements of other kinds, well formed, in its order', async () => {
  const a = name('XML')
  const good = xmlOf(a, ukprn, rows)
  const with_ = (from: string | RegExp, to: string) => refusal(a, good.replace(from, to))
  const root = '<LearnerRegistrationBatch>'
  expect(await with_(root, `<!DOCTYPE LearnerRegistrationBatch>${root}`)).toContain('DOCTYPE')
  expect(await with_(root, `<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>${root}`)).toContain(
    'DOCTYPE',
  )
  expect(await with_(root, `<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>${root}`)).toContain(
    'DOCTYPE',
  )
  expect(await with_('<GivenName>', '<GivenName>&secret;')).toContain('not well-formed')
  expect(await with_('<GivenName>', '<GivenName><b>x</b>')).toContain('nested deeper')
  expect(await with_('<GivenName>', '<Surname>x</Surname><GivenName>')).toContain('“Surname”')
  expect(await with_('<GivenName>', '<GivenName>Zoe</GivenName><GivenName>')).toContain('“GivenName”')
  expect(await with_(root, `${root}stray`)).toContain('“#text”')
  expect(await with_(/<FileHeader>[^]*<\/FileHeader>/, '')).toContain('“Learner”')
  expect(await with_('</LearnerRegistrationBatch>', '')).toContain('not well-formed')
  expect(await with_('<GivenName>', '<GivenName>\0')).toContain('not well-formed')
  expect(await with_('UTF-8', 'EBCDIC-CP-US')).toContain('UTF-8')
  expect(await with_('<GivenName>', `<GivenName>${'x'.repeat(30_000)}`)).toContain('too long')
  expect(await with_('<RecordCount>50', '<RecordCount>49')).toContain('49 learners, and there are 50')
  expect(await refusal(a, 'not xml')).toContain('not well-formed')
  expect(await refusal(a, '')).toContain('not well-formed')
  expect(await filesKept()).toBe(0)
})

test('a bad row is only itself: the fields name what is wrong, by the file’s own words', async () => {
  const a = name()
  const bad = [...rows]
  bad[0] = learner(1, { GivenName: ' ' })
  bad[1] = learner(2, { DateOfBirth: '31/12/2007' })
  bad[2] = learner(3, { LastKnownPostCode: 'nowhere' })
  bad[3] = learner(4, { VerificationType: '999' })
  bad[4] = learner(5, { FamilyName: 'x'.repeat(36) })
  bad[5] = learner(6, { DateOfBirth: '2019-01-01' })
  bad[6] = learner(7, { ScottishCandidateNumber: '12' })
  bad[7] = learner(8, { AbilityToShare: '' })
  const text = csvOf(a, ukprn, bad)
    .replace('\r\n', '\r\n')
    .replace(/(\r\n)$/, '$1')
  const { fileId } = await world.receive(a, text)
  const report = await world.report(fileId)
  expect(report.counts).toMatchObject({ WSRC0001: 42, INVALID: 8 })
  expect(report.rowsNamed.slice(0, 8).map(({ problems }) => problems[0]?.field)).toEqual([
    ...['GivenName', 'DateOfBirth', 'LastKnownPostCode', 'OtherVerificationDescription', 'FamilyName'],
    ...['DateOfBirth', 'ScottishCandidateNumber', 'AbilityToShare'],
  ])
  await world.register(fileId)
  expect((await world.report(fileId)).counts).toMatchObject({ WSRC0001: 42, INVALID: 8 })
})
