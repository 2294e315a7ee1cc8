import { randomInt } from 'node:crypto'
import { issueUln } from '@vademecum/uln'
import { expect, test } from 'vitest'
import { ownRecord } from '../../src/record/own/own-record.ts'
import { batchReport } from '../../src/record/results/batches.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { claimWithCode } from '../../src/record/claims/claim-with-code.ts'
import { makeClaimCodes } from '../../src/record/claims/make-codes.ts'
import { createTestApp } from '../support/app.ts'
import { amina, csv, load, mali, ofMali, organisation, person, system, workDueJobs } from './support.ts'

const { app } = await createTestApp()
const issuer = await organisation(app, 'awardingOrganisation', ['result'], 'Meridian Awards')
const other = await organisation(app, 'awardingOrganisation', ['result'], 'Severn Board')
const school = await organisation(app, 'school')
const { learnerId } = await registerLearner(app, system, school, { ...amina, cohort: 'Y11' })
const registrar = await person(app, 'Carys Lloyd', [{ at: school, role: 'registrar' }])
const learner = await person(app, 'Amina Yusuf')
const sheet = await makeClaimCodes(app, await registrar.actor(), school, { cohort: 'Y11' })
await claimWithCode(app, await learner.actor(), { uln: amina.uln, code: sheet.slips[0]?.code ?? '' })

const counts = ({ rows, added, held, refused, unchanged, corrected }: Record<string, unknown>) => ({
  rows,
  added,
  held,
  refused,
  unchanged,
  corrected,
})

test('good rows load, rows without a learner are held, bad rows are listed with number, field and rule', async () => {
  const text = csv([
    { GivenName: 'AMÍNA', FamilyName: 'Yu-suf' },
    { ...ofMali },
    { QualificationNumber: '500/7911/6', GivenName: 'Anna' },
    { ULN: '8228186622', Grade: '11', AwardDate: '2026-02-30', QualificationNumber: 'x' },
  ])
  const report = await load(app, issuer, text)
  expect(counts({ ...report })).toEqual({
    ...{ rows: 4, added: 1, held: 2, refused: 1, unchanged: 0, corrected: 0 },
  })
  expect(report.rowsNamed).toEqual([
    { row: 3, verdict: 'held', problems: [{ field: 'ULN', rule: 'noLearner' }] },
    { row: 4, verdict: 'held', problems: [{ field: 'ULN', rule: 'noLearner' }] },
    {
      row: 5,
      verdict: 'refused',
      problems: [
        { field: 'ULN', rule: 'uln-check-digit' },
        { field: 'QualificationNumber', rule: 'qualificationNumber' },
        { field: 'Grade', rule: 'grade', values: { scheme: 'GCSE9-1' } },
        { field: 'AwardDate', rule: 'date' },
      ],
    },
  ])
  expect(JSON.stringify(report)).not.toContain('Yusuf')

  const again = await load(app, issuer, text)
  expect(again).toEqual({ ...report, knownFile: true })
  expect(await ownRecord(app, await learner.actor())).toEqual([])

  await publishBatch(app, system, issuer, report.batchId)
  const [line, ...rest] = await ownRecord(app, await learner.actor())
  expect(rest).toEqual([])
  expect(line).toMatchObject({ learnerId, grade: '7', issuerName: 'Meridian Awards', issuerAdmitted: true })
  await expect(publishBatch(app, system, issuer, report.batchId)).rejects.toMatchObject({ code: 'conflict' })
})

test('held rows attach by themselves once exactly their learner is registered', async () => {
  await registerLearner(app, system, school, { ...mali, cohort: 'Y9' })
  await workDueJobs(app)
  const report = await load(app, issuer, csv([{ ...ofMali }, { ...ofMali, Series: 'June 2025' }]))
  expect(counts({ ...report })).toMatchObject({ added: 1, unchanged: 1, held: 0 })
})

test('the same result with another content is a correction, made only when told to', async () => {
  const text = csv([{ Grade: '8' }])
  const dry = await load(app, issuer, text)
  expect(dry).toMatchObject({ corrected: 1, appliesCorrections: false })
  expect(dry.rowsNamed[0]?.problems).toEqual([
    { field: 'Grade', rule: 'changed', values: { was: '7', now: '8' } },
  ])
  expect((await ownRecord(app, await learner.actor()))[0]).toMatchObject({ grade: '7', version: 1 })

  const applied = await load(app, issuer, text, { applyCorrections: true })
  expect(applied).toMatchObject({ corrected: 1, appliesCorrections: true, knownFile: false })
  expect((await ownRecord(app, await learner.actor()))[0]).toMatchObject({ grade: '7', amendedAt: null })
  await publishBatch(app, system, issuer, applied.batchId)
  expect((await ownRecord(app, await learner.actor()))[0]).toMatchObject({ grade: '8', version: 2 })
  expect(await load(app, issuer, text)).toMatchObject({ knownFile: true, batchId: dry.batchId })
})

test('issuers do not touch each other: the same row of another is another result', async () => {
  expect(await load(app, other, csv([{ Grade: '9' }]))).toMatchObject({ added: 1, corrected: 0 })
  const report = await load(app, other, csv([{ Grade: '9' }, { Grade: '8' }]))
  expect(report).toMatchObject({ unchanged: 1, refused: 1 })
  expect(report.rowsNamed[0]).toMatchObject({ row: 3, problems: [{ rule: 'duplicate', values: { row: 2 } }] })
  await expect(batchReport(app, system, issuer, report.batchId)).rejects.toMatchObject({ code: 'not_found' })
})

test.each([
  ['missing heading', 'ULN,GivenName\n1,2\n', 'record.file_headingMissing'],
  ['unknown heading', csv([{}], ['Shoes']), 'record.file_headingUnknown'],
  ['heading twice', csv([{}], ['Grade']), 'record.file_headingTwice'],
  ['nothing', '', 'record.file_headingMissing'],
  ['no rows', csv([]), 'record.file_noRows'],
  ['open quote', `${csv([{}])}"abc`, 'record.file_quote'],
  ['endless quote', `${csv([{}])}"${'x\n'.repeat(30_000)}`, 'record.file_tooLong'],
])('a file with %s is refused whole, and leaves nothing', async (_what, text, key) => {
  await expect(load(app, issuer, text)).rejects.toMatchObject({
    code: 'invalid',
    problems: expect.arrayContaining([expect.objectContaining({ field: 'file', key })]),
  })
  const { rows } = await app.db.read({ issuer }, async (tx) => ({
    rows: await tx.sql.selectFrom('batch').select('batch_id').where('state', '=', 'loading').execute(),
  }))
  expect(rows).toEqual([])
})

test.each([
  [
    'semicolons, BOM and CRLF',
    (text: string) => `\uFEFF${text.replaceAll(',', ';').replaceAll('\n', '\r\n')}`,
  ],
  ['tabs', (text: string) => text.replaceAll(',', '\t')],
  ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['Windows', (text: string) => Buffer.from(text.replace('Amina', 'Amína'), 'latin1')],
  ['quotes everywhere', (text: string) => text.replace(/[^,\n]+/g, '"$&"')],
])('reads %s', async (name, spelt) => {
  const report = await load(
    app,
    issuer,
    spelt(
      csv(
        [
          {
            QualificationTitle: `Spelt ${name.replace(',', '')}`,
            Component: name.slice(0, 8).replace(/[^a-z0-9]/gi, 'x'),
          },
        ],
        ['Component'],
      ),
    ),
  )
  expect(report).toMatchObject({ rows: 1, added: 1 })
})

test('only who is admitted for results loads them', async () => {
  await expect(load(app, school, csv([{}]))).rejects.toMatchObject({ code: 'forbidden' })
})

test('ten thousand rows take seconds', async () => {
  const people = Array.from({ length: 25 }, (_, index) => ({
    uln: issueUln(randomInt),
    givenName: 'Ann',
    familyName: `Rowe ${String.fromCharCode(65 + index)}`,
    birthDate: `2001-01-${String(index + 1).padStart(2, '0')}`,
  }))
  for (const one of people) await registerLearner(app, system, school, { ...one, cohort: 'Y10' })
  const rows = people.flatMap(({ uln, givenName, familyName, birthDate }) =>
    Array.from({ length: 400 }, (_, index) => ({
      ...{ ULN: uln, GivenName: givenName, FamilyName: familyName, DateOfBirth: birthDate },
      QualificationNumber: String(60_300_000 + index),
      Series: 'June 2024',
    })),
  )
  const begun = Date.now()
  expect(await load(app, issuer, csv(rows))).toMatchObject({ added: 10_000 })
  const taken = Date.now() - begun
  expect(taken).toBeLessThan(10_000)
  console.info(`10,000 rows in ${taken} ms`)
})
