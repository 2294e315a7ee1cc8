import { readdirSync, readlinkSync } from 'node:fs'
import { Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { checkResults } from '../../src/record/results/check-results.ts'
import { loadChecked } from '../../src/record/results/load-checked.ts'
import { declareTotals } from '../../src/record/results/totals/declare-totals.ts'
import { totalsOfBatch } from '../../src/record/results/totals/read-totals.ts'
import { createTestApp } from '../support/app.ts'
import { amina, csv, load, mali, ofMali, organisation, person, signIn } from './support.ts'
import { system, workDueJobs } from './support.ts'

const { app, visitor } = await createTestApp()
const school = await organisation(app, 'school')
await registerLearner(app, system, school, { ...amina, cohort: 'Y13' })

const streamOf = (text: string) => Readable.from([Buffer.from(text)])
const columns = ['Component', 'CentreNumber']
const counts = (group: object | undefined) => {
  const { added, unchanged, corrected, held, refused, declared, difference } = group as Record<string, number>
  return { added, unchanged, corrected, held, refused, declared, difference }
}
const none = { added: 0, unchanged: 0, corrected: 0, held: 0, refused: 0, declared: null, difference: 0 }

test('what became of a file adds up to its rows, in the dry run, after the load and once a held row attached', async () => {
  const issuer = await organisation(app, 'awardingOrganisation', ['result'])
  const { batchId: before } = await load(
    app,
    issuer,
    csv([{ Component: 'A', CentreNumber: '68101' }], columns),
  )
  const text = csv(
    [
      { Component: 'A', CentreNumber: '68101' },
      { Component: 'B', CentreNumber: '68101' },
      { Component: 'B', CentreNumber: '68101', Grade: '6' },
      { Component: 'C', CentreNumber: '68101', Grade: '12' },
      { ...ofMali, Component: 'B', CentreNumber: '68101' },
    ],
    columns,
  )
  const file = { fileName: 'june.csv', stream: streamOf(text) }
  const { batchId } = await checkResults(app, system, issuer, file, { limit: 1_000_000 })
  const found = async (id = batchId) => {
    const { items, ...totals } = await totalsOfBatch(app, system, issuer, id)
    return { ...totals, items: items.map((one) => [one.centre, one.component, one.grade, counts(one)]) }
  }
  const expected = {
    fileName: 'june.csv',
    ...{ rows: 5, isDeclared: false, groups: 3, differing: 0, unread: 1, unaccounted: 0, addsUp: true },
    items: [
      ['68101', 'A', '7', { ...none, unchanged: 1 }],
      ['68101', 'B', '6', { ...none, refused: 1 }],
      ['68101', 'B', '7', { ...none, added: 1, held: 1 }],
    ],
    nextPage: undefined,
  }
  expect(await found()).toEqual(expected)
  await loadChecked(app, system, issuer, batchId)
  expect(await found()).toEqual(expected)
  await registerLearner(app, system, school, { ...mali, cohort: 'Y9' })
  await workDueJobs(app)
  expect(await found()).toEqual(expected)
  expect((await found(before)).items).toEqual([['68101', 'A', '7', { ...none, added: 1 }]])
})

test('the totals of the sender are compared down to zero, differences first', async () => {
  const issuer = await organisation(app, 'awardingOrganisation', ['result'])
  const rows = [
    { Component: 'A', CentreNumber: '68101' },
    { Component: 'B', Grade: '8' },
  ]
  const { batchId } = await load(app, issuer, csv(rows, columns))
  const declare = (text: string) => declareTotals(app, system, issuer, batchId, streamOf(text))
  const heading = 'CentreNumber,QualificationNumber,Component,Grade,Count\n'
  await declare(`${heading}68101,601/4292/3,A,7,1\n,60142923,b,8,3\n68102,60142923,A,9,2\n`)
  const differs = await totalsOfBatch(app, system, issuer, batchId)
  expect(differs).toMatchObject({ isDeclared: true, groups: 3, differing: 2, addsUp: false })
  expect(differs.items.map(({ centre, declared, difference }) => [centre, declared, difference])).toEqual([
    ['68102', 2, 2],
    [null, 3, 2],
    ['68101', 1, 0],
  ])
  await declare(`${heading}68101,601/4292/3,A,7,1\n,60142923,B,8,1\n`)
  expect(await totalsOfBatch(app, system, issuer, batchId)).toMatchObject({ differing: 0, addsUp: true })
  for (const wrong of ['', heading, 'Grade,Count\n7,1\n', `${heading}1,60142923,A,7,1\n`]) {
    await expect(declare(wrong)).rejects.toMatchObject({ code: 'invalid' })
  }
  const twice = `${heading},60142923,A,7,1\n,601/4292/3,a,7,2\n`
  await expect(declare(twice)).rejects.toMatchObject({ problems: [{ key: 'record.totalTwice' }] })
})

test('the page says in a sentence whether it adds up; others learn nothing', async () => {
  const issuer = await organisation(app, 'awardingOrganisation', ['result'], 'Meridian Awards')
  const officer = await person(app, 'Helen Forde', [{ at: issuer, role: 'examsOfficer' }])
  const stranger = await person(app, 'Erik Lund')
  const { batchId } = await load(app, issuer, csv([{ CentreNumber: '68101' }], ['CentreNumber']))
  const here = `/organisations/${issuer}/results/${batchId}`
  const helen = await signIn(visitor(), officer.email)
  expect((await helen.get(here)).html).toContain('Everything adds up')
  expect((await helen.get(`${here}/totals`)).html).toContain('Everything adds up')
  const file = new File(['QualificationNumber,Grade,Count\n60142923,7,4\n60142923,=1+1,0\n'], 'totals.csv')
  const sent = await helen.submit('Compare', { file })
  expect(sent.html).toContain('2 groups differ')
  expect(sent.html).toContain('−1')
  const missing = await helen.submit('Compare', { file: new File([''], '') })
  expect(missing.status).toBe(422)
  const download = await helen.request(`${here}/totals.csv`)
  expect(await download.text()).toMatch(/68101,60142923,.*,7,0,1,0,0,0,0,-1\r\n.*,'=1\+1,/)
  const erik = await signIn(visitor(), stranger.email)
  for (const path of ['totals', 'totals.csv']) {
    expect((await erik.get(`${here}/${path}`)).status).toBe(404)
  }
})

test('the file holds every group, counted once however many they are', async () => {
  const issuer = await organisation(app, 'awardingOrganisation', ['result'])
  const officer = await person(app, 'Helen Forde', [{ at: issuer, role: 'examsOfficer' }])
  const { batchId } = await load(app, issuer, csv([{}]))
  const many = Array.from({ length: 20_050 }, (_, group) => `60142923,${group + 10},1`)
  await declareTotals(
    app,
    system,
    issuer,
    batchId,
    streamOf(['QualificationNumber,Grade,Count', ...many].join('\n')),
  )
  const helen = await signIn(visitor(), officer.email)
  const counts = vi.spyOn(app.db, 'write')
  const download = await helen.request(`/organisations/${issuer}/results/${batchId}/totals.csv`)
  const lines = (await download.text()).trim().split('\r\n')
  const counted = counts.mock.calls.filter(([powers]) => powers.issuer === issuer).length
  counts.mockRestore()
  // The heading, what was declared, and the one group that the file has.
  expect([lines.length, new Set(lines).size, counted]).toEqual([20_052, 20_052, 1])
  expect((await helen.request(`/organisations/${issuer}/results/${officer.id}/totals.csv`)).status).toBe(404)
})

test.skipIf(process.platform !== 'linux')(
  'whoever asks only for its headers leaves no file open',
  async () => {
    const issuer = await organisation(app, 'awardingOrganisation', ['result'])
    const officer = await person(app, 'Helen Forde', [{ at: issuer, role: 'examsOfficer' }])
    const { batchId } = await load(app, issuer, csv([{}]))
    const helen = await signIn(visitor(), officer.email)
    const open = () =>
      readdirSync('/proc/self/fd').filter((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`).includes('.spool-')
        } catch {
          return false
        }
      }).length
    const before = open()
    const path = `/organisations/${issuer}/results/${batchId}/totals.csv`
    const head = await helen.request(path, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    await expect.poll(open).toBe(before)
    expect(await (await helen.request(path)).text()).toContain('CentreNumber')
    await expect.poll(open).toBe(before)
  },
)
