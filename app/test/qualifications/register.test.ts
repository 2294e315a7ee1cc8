import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { importQualifications } from '../../src/record/qualifications/import-register.ts'
import { loadCatalogue } from '../../src/record/qualifications/catalogue.ts'
import { createTestApp } from '../support/app.ts'
import { makeOperator } from '../../src/commands/make-operator.ts'
import { csv, load, organisation, person, signIn, system } from '../record/support.ts'

const { app, visitor, server, database } = await createTestApp()
const operator = await person(app, 'Olu Adeyemi')
await makeOperator(database.ownerUrl, operator.id, app.now())
const nobody = await person(app, 'Erik Lund')
const [olu, erik] = [await signIn(visitor(), operator.email), await signIn(visitor(), nobody.email)] as const

const headings = [
  ...['Qualification Number', 'Qualification Title', 'Owner Organisation Recognition Number'],
  ...[
    'Owner Organisation Name',
    'Owner Organisation Acronym',
    'Qualification Level',
    'Qualification Sub Level',
  ],
  ...['EQF Level', 'Qualification Type', 'Total Credits', 'Qualification SSA', 'Qualification Status'],
  ...['Regulation Start Date', 'Operational Start Date', 'Operational End Date', 'Certification End Date'],
  ...[
    'Total Qualification Time',
    'Guided Learning Hours',
    'Offered In England',
    'Offered In Northern Ireland',
  ],
  ...['Overall Grading Type', 'Assessment Methods', 'Grading Scale', 'Link To Specification'],
]
type Row = Readonly<Record<string, string>>
const good: Row = {
  'Qualification Number': '603/1457/X',
  'Qualification Title': 'Meridian Level 3 Advanced GCE in Mathematics',
  'Owner Organisation Recognition Number': 'RN5111',
  'Owner Organisation Name': 'Meridian Awards',
  'Owner Organisation Acronym': 'MA',
  'Qualification Level': 'Level 3',
  'Qualification Type': 'GCE A Level',
  'Qualification SSA': '2.2 Mathematics and Statistics',
  'Qualification Status': 'Available to learners',
  'Operational Start Date': '2017-09-01',
  'Total Qualification Time': '360',
  'Guided Learning Hours': '360',
  'Offered In England': 'True',
  'Grading Scale': 'A*/A/B/C/D/E',
  'Link To Specification': 'https://meridian.example/maths',
}
const file = (rows: readonly Row[]) => {
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = rows.map((row) => headings.map((name) => quoted({ ...good, ...row }[name] ?? '')).join(','))
  return [headings.join(','), ...lines].join('\n')
}
const take = (text: string) =>
  importQualifications(app, system, { stream: Readable.from([Buffer.from(text)]) })
const upload = (text: string) => new File([text], 'register.csv', { type: 'text/csv' })

const rows: Row[] = [
  {},
  { 'Qualification Number': '601/4862/0', 'Qualification Title': 'Advanced GCE in Physics' },
  {
    'Qualification Number': '600/0001/1',
    'Qualification Title': 'Entry Level Award in Adding',
    'Qualification Level': 'Entry Level',
    'Qualification Sub Level': 'Entry 2',
    'Qualification Type': 'Other General Qualification',
    'Owner Organisation Name': 'Severn Examinations Board',
    'Link To Specification': 'javascript:alert(1)',
  },
]

describe('the register of qualifications', () => {
  test('takes the regulator’s file; a bad row fails alone, the same file changes nothing', async () => {
    const bad = { 'Qualification Number': '12', 'Operational Start Date': 'soon' }
    const first = await take(file([...rows, bad, {}]))
    expect(first).toMatchObject({ rows: 5, added: 3, changed: 0, unchanged: 0, refused: 2 })
    expect(first.refusedRows.map(({ row, problems }) => [row, problems.map(({ rule }) => rule)])).toEqual([
      [5, ['qualificationNumber', 'date']],
      [6, ['twice']],
    ])
    expect(await take(file(rows))).toMatchObject({ added: 0, changed: 0, unchanged: 3 })
    const changed = { 'Qualification Status': 'No longer awarded', 'Operational End Date': '31/08/2026' }
    expect(await take(file([changed]))).toMatchObject({ added: 0, changed: 1, unchanged: 0 })
    await expect(take('Title\nx\n')).rejects.toThrow()
  })

  test('is searched by anybody: words begin, numbers with or without strokes, filters', async () => {
    const anybody = visitor()
    const titles = async (query: string) => (await anybody.get(`/qualifications?${query}`)).all('tbody th')
    expect(await titles('')).toHaveLength(3)
    expect(await titles('find=phys')).toEqual(['Advanced GCE in Physics'])
    expect(await titles('find=gce+meridian')).toHaveLength(2)
    expect(await titles('find=603%2F1457')).toHaveLength(1)
    expect(await titles('level=E2')).toEqual(['Entry Level Award in Adding'])
    expect(await titles('by=Severn+Examinations+Board&type=Other+General+Qualification')).toHaveLength(1)
    expect(
      await titles(`find=${encodeURIComponent(`'); drop table qualification; -- & | ! :* (\u0000`)}`),
    ).toEqual([])
    expect((await anybody.get('/qualifications?after=nothing')).status).toBe(404)
    expect(anybody.page.headers.get('cache-control')).toContain('no-store')
  })

  test('goes on a page at a time, each qualification once', async () => {
    const many = Array.from({ length: 130 }, (_, index) => ({
      'Qualification Number': `700${String(index).padStart(4, '0')}1`,
      'Qualification Title': `Award number ${index % 3}`,
    }))
    await take(file(many))
    const anybody = visitor()
    const seen: string[] = []
    let page = await anybody.get('/qualifications?find=award+number')
    for (;;) {
      seen.push(
        ...[...page.document.querySelectorAll('tbody th a')].map((link) => link.getAttribute('href') ?? ''),
      )
      const next = page.document.querySelector('a[rel=next]')?.getAttribute('href')
      if (!next) break
      page = await anybody.get(next)
    }
    expect([seen.length, new Set(seen).size]).toEqual([130, 130])
  })

  test('shows one in plain words with its levels elsewhere; Entry 2 has none in Europe; only web links', async () => {
    const anybody = visitor()
    const maths = (await anybody.get('/qualifications/6031457X')).text
    expect(maths).toMatch(/RQF, CQFW\)Level 3.*EQF\)4.*SCQF\)6/)
    const entry = await anybody.get('/qualifications/60000011')
    expect(entry.text).toMatch(/Entry level 2.*EQF\)none.*SCQF\)2/)
    expect(entry.html).not.toContain('javascript:')
    expect((await anybody.get('/qualifications/99999999')).status).toBe(404)
    const answer = await server.request('/api/v1/qualifications/60000011')
    expect(await answer.json()).toMatchObject({ level: 'E2', eqfLevel: null, scqfLevel: '2' })
  })

  test('is kept by operators alone', async () => {
    const place = '/operator/qualifications'
    expect((await erik.get(place)).status).toBe(404)
    expect((await visitor().get(place, { follow: false })).status).toBe(303)
    await olu.get(place)
    const done = await olu.submit('Take the file', {
      register: upload(file([{ 'Qualification Title': 'Renamed' }])),
    })
    expect(done.text).toContain('The file is taken')
    await olu.get(place)
    expect((await olu.submit('Take the file', { register: upload('a\n1\n') })).errors).toHaveLength(1)
  })
})

describe('grading schemes', () => {
  const scheme = (lines: string) =>
    new File([`Code,NameEnglish,NameWelsh,Grade,GradeEnglish,GradeWelsh\n${lines}`], 'scheme.csv')
  const dance =
    'DANCE,Graded dance,Dawns graddedig,Gold,Gold,Aur\nDANCE,,,Silver,Silver,Arian\nDANCE,,,B1,,\n'

  test('are added by an operator, with words in both languages or none', async () => {
    const place = '/operator/qualifications'
    await olu.get(place)
    expect((await olu.submit('Add the scheme', { file: scheme('DANCE,Graded dance,,Gold\n') })).status).toBe(
      422,
    )
    for (const wrong of ['D,a,b,Gold,Gold,\n', 'DANCE,a,b,x\nOTHER,a,b,y\n', 'DANCE,a,b,x\nDANCE,a,b,X\n']) {
      await olu.get(place)
      expect((await olu.submit('Add the scheme', { file: scheme(wrong) })).errors).toHaveLength(1)
    }
    await olu.get(place)
    const added = await olu.submit('Add the scheme', { file: scheme(dance) })
    expect(added.text).toContain('Gold · Silver · B1')
    const { schemes } = await app.db.read({}, (tx) => loadCatalogue(tx))
    expect(schemes.get('DANCE')?.grades).toEqual(['Gold', 'Silver', 'B1'])
    expect(schemes.get('ALEVEL')?.grades).toHaveLength(7)
  })

  test('serve results files at once', async () => {
    const issuer = await organisation(app, 'awardingOrganisation', ['result'], 'Dance Board')
    const report = await load(
      app,
      issuer,
      csv([
        { GradingScheme: 'dance', Grade: 'silver' },
        { GradingScheme: 'DANCE', Grade: 'Lead' },
      ]),
    )
    expect(report).toMatchObject({ held: 1, refused: 1 })
  })
})
