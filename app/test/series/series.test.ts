import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { claimWithCode } from '../../src/record/claims/claim-with-code.ts'
import { makeClaimCodes } from '../../src/record/claims/make-codes.ts'
import { registerLearner } from '../../src/record/register/register-learner.ts'
import { publishBatch } from '../../src/record/results/publish-batch.ts'
import { addCentre } from '../../src/record/series/centres.ts'
import { createTestApp } from '../support/app.ts'
import { amina, csv, load, organisation, person, signIn, system, workDueJobs } from '../record/support.ts'

const { app, visitor, database } = await createTestApp()
const owner = new pg.Client({ connectionString: database.ownerUrl, options: '-c app.backup=on' })
await owner.connect()
afterAll(() => owner.end())

const issuer = await organisation(app, 'awardingOrganisation', ['result'], 'Meridian Awards')
const school = await organisation(app, 'school', [], 'Ysgol Cwm Afon')
await addCentre(app, system, { organisationId: school, number: '68123' })
await registerLearner(app, system, school, { ...amina, cohort: 'Y13' })
const people = {
  helen: await person(app, 'Helen Forde', [{ at: issuer, role: 'examsOfficer' }]),
  carys: await person(app, 'Carys Lloyd', [
    { at: school, role: 'examsOfficer' },
    { at: school, role: 'registrar' },
  ]),
  tom: await person(app, 'Tom Okafor', [{ at: school, role: 'tutor' }]),
  amina: await person(app, 'Amina Yusuf'),
}
const { slips } = await makeClaimCodes(app, await people.carys.actor(), school, { cohort: 'Y13' })
await claimWithCode(app, await people.amina.actor(), { uln: amina.uln, code: slips[0]?.code ?? '' })
const [helen, carys, tom, her] = [
  await signIn(visitor(), people.helen.email),
  await signIn(visitor(), people.carys.email),
  await signIn(visitor(), people.tom.email),
  await signIn(visitor(), people.amina.email),
] as const

const inDays = (days: number) => {
  const at = new Date(Date.now() + days * 86_400_000)
  return {
    day: String(at.getUTCDate()),
    month: String(at.getUTCMonth() + 1),
    year: String(at.getUTCFullYear()),
  }
}
const dateOf = (name: string, days: number) => {
  const { day, month, year } = inDays(days)
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year }
}
const file = (text: string, name = 'entries.csv') => new File([text], name, { type: 'text/csv' })
const headings = 'CandidateNumber,EntryCode,GivenName,FamilyName,DateOfBirth,Gender,ULN,Tier,Action\n'
const row = (candidate: string, code = '8300H', given = 'Amina', action = '') =>
  `${candidate},${code},${given},Yusuf,2008-05-15,2,,H,${action}\n`

async function openSeries(name: string): Promise<string> {
  await helen.get(`/organisations/${issuer}/series`)
  await helen.submit('Open the series', { series: name })
  return helen.page.url.pathname.split('/').at(-1) ?? ''
}

async function release(seriesId: string, fields: Record<string, string>) {
  await helen.get(`/organisations/${issuer}/series/${seriesId}`)
  return helen.submit('form[action$="/release"]', fields)
}

/** The database's clock cannot be moved, so the instant is: it has come. */
async function letCome(seriesId: string, columns: 'release_at' | 'centres_at'): Promise<void> {
  await owner.query(`update exam_series set ${columns} = now() where series_id = $1`, [seriesId])
  await owner.query(
    `update release r set ${columns} = now() from batch b join exam_series s using (issuer_id, series)
     where s.series_id = $1 and b.batch_id = r.batch_id`,
    [seriesId],
  )
}

describe('a series', () => {
  test('is opened once, under an English month and a year', async () => {
    const id = await openSeries('march 2027')
    expect(helen.page.heading).toBe('March 2027')
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    await helen.get(`/organisations/${issuer}/series`)
    expect((await helen.submit('Open the series', { series: 'March 2027' })).status).toBe(422)
    expect((await helen.submit('Open the series', { series: 'Mawrth 2027' })).errors).toHaveLength(1)
  })

  test('is nobody else’s to see or to release', async () => {
    const id = await openSeries('May 2027')
    for (const who of [carys, tom, her]) {
      expect((await who.get(`/organisations/${issuer}/series/${id}`)).status).toBe(404)
      await who.get('/about')
      const csrf = who.page.document.querySelector('input[name=csrf]')?.getAttribute('value') ?? ''
      const refused = await who.post(`/organisations/${issuer}/series/${id}/release`, { csrf, when: 'now' })
      expect(refused.status).toBe(404)
    }
    expect((await visitor().get(`/organisations/${issuer}/series`, { follow: false })).status).toBe(303)
  })

  test('is moved by its form without losing the centres’ time; released at once it has none', async () => {
    const id = await openSeries('February 2027')
    const instants = async () => {
      const { rows } = await owner.query<{ release_at: Date; centres_at: Date | null }>(
        'select release_at, centres_at from exam_series where series_id = $1',
        [id],
      )
      return rows[0]
    }
    await release(id, { when: 'later', ...dateOf('date', 20), ...dateOf('centresDate', 19) })
    const before = await instants()
    await release(id, { when: 'later', ...dateOf('date', 25) })
    const after = await instants()
    expect(after?.centres_at).toEqual(before?.centres_at)
    expect(after?.release_at).not.toEqual(before?.release_at)
    expect((await release(id, { when: 'now' })).html).toContain('Released')
    expect((await instants())?.centres_at).toBeNull()
  })

  test('binds files loaded before and after its instant was set, moves them, and releases them together', async () => {
    const id = await openSeries('June 2027')
    const early = await load(app, issuer, csv([{ Series: 'June 2027', AwardDate: '2026-11-20' }]))
    expect((await release(id, { when: 'later' })).status).toBe(422)
    expect((await release(id, { when: 'later', ...dateOf('date', -2) })).errors).toHaveLength(1)
    const set = await release(id, { when: 'later', ...dateOf('date', 20), ...dateOf('centresDate', 19) })
    expect(set.html).toContain('The release is set')
    const late = await load(
      app,
      issuer,
      csv([{ Series: 'June 2027', AwardDate: '2026-11-20', QualificationNumber: '601/8355/3' }]),
    )
    const instants = async () => {
      const { rows } = await owner.query<{ at: Date; centres: Date }>(
        'select release_at as at, centres_at as centres from release where batch_id = any($1)',
        [[early.batchId, late.batchId]],
      )
      return new Set(
        rows.map(({ at, centres }) => `${at.toISOString()} ${centres.toISOString()} ${rows.length}`),
      )
    }
    expect([...(await instants())]).toEqual([expect.stringMatching(/ 2$/)])
    await expect(publishBatch(app, system, issuer, late.batchId)).rejects.toThrow(/published/)

    // Centres never see them after everybody does.
    expect(
      (await release(id, { when: 'later', ...dateOf('date', 10), ...dateOf('centresDate', 12) })).status,
    ).toBe(422)
    const before = await instants()
    await release(id, { when: 'later', ...dateOf('date', 30), ...dateOf('centresDate', 29) })
    const after = await instants()
    expect([before.size, after.size]).toEqual([1, 1])
    expect(after).not.toEqual(before)

    // The second wall: what has come is not moved, whoever writes the SQL.
    await letCome(id, 'release_at')
    const moved = await app.db.write({ issuer }, (tx) =>
      tx.connection.query(`update release set release_at = now() + interval '1 day' where issuer_id = $1`, [
        issuer,
      ]),
    )
    expect(moved.rowCount).toBe(0)
    const { status } = await helen.post(`/organisations/${issuer}/series/${id}/release`, {
      csrf: helen.page.document.querySelector('input[name=csrf]')?.getAttribute('value') ?? '',
      when: 'later',
      ...dateOf('date', 40),
      time: '08:00',
    })
    expect(status).toBe(409)
    expect((await her.get('/record')).text.split('GCSE in Mathematics')).toHaveLength(3)
  })

  test('a file of several series is not published before any of them may be seen', async () => {
    const id = await openSeries('August 2027')
    await release(id, { when: 'later', ...dateOf('date', 20) })
    const mixed = await load(
      app,
      issuer,
      csv([
        { Series: 'August 2027', AwardDate: '2026-11-20' },
        { Series: 'November 2024', AwardDate: '2024-12-20' },
      ]),
    )
    await expect(publishBatch(app, system, issuer, mixed.batchId)).rejects.toThrow(/seriesWaits/)
    await publishBatch(app, system, issuer, mixed.batchId, { at: new Date(Date.now() + 30 * 86_400_000) })
  })
})

describe('a centre’s early view', () => {
  const results = (id: string) => `/organisations/${school}/exams/${id}/results`

  test('is its exams officer’s from the instant for centres, of its own candidates, and each reads of it afterwards', async () => {
    const id = await openSeries('January 2027')
    const rows = [
      {
        Series: 'January 2027',
        AwardDate: '2026-11-20',
        QualificationTitle: 'A level Tides',
        CentreNumber: '68123',
      },
      {
        Series: 'January 2027',
        AwardDate: '2026-11-20',
        QualificationNumber: '601/4862/0',
        CentreNumber: '68999',
      },
    ]
    await load(app, issuer, csv(rows, ['CentreNumber']))
    await release(id, { when: 'later', ...dateOf('date', 20), ...dateOf('centresDate', 19) })
    const nothing = await carys.get(results(id))
    expect([nothing.status, nothing.text]).toEqual([200, expect.stringContaining('No results')])
    await letCome(id, 'centres_at')
    const early = await carys.get(results(id))
    expect(early.text).toContain('A level Tides')
    expect(early.text).toContain('Amina Yusuf')
    expect(early.all('tbody tr')).toHaveLength(1)
    expect(early.headers.get('cache-control')).toContain('no-store')
    for (const [who, status] of [
      [tom, 403],
      [helen, 404],
      [her, 404],
    ] as const) {
      expect((await who.get(results(id))).status).toBe(status)
    }
    await workDueJobs(app)
    expect((await her.get('/account/activity')).text).not.toContain('saw a result before')
    expect((await her.get('/record')).text).not.toContain('A level Tides')
    await letCome(id, 'release_at')
    await owner.query(`update graphile_worker._private_jobs set run_at = now() where key like 'early %'`)
    await workDueJobs(app)
    expect((await her.get('/record')).text).toContain('A level Tides')
    expect((await her.get('/account/activity')).text).toContain('saw a result before it was published')
  })
})

describe('entries', () => {
  let id = ''
  const here = () => `/organisations/${school}/exams/${id}`
  const upload = async (text: string, sequence: string) => {
    await carys.get(here())
    return carys.submit('Upload entries', { file: file(text), sequence })
  }

  test('come as a file in the order of its number; a bad row fails alone, the same file changes nothing', async () => {
    id = await openSeries('November 2027')
    const taken = await upload(headings + row('1') + row('0002', '8300H', 'Mali') + row('x'), '1')
    expect(taken.html).toContain('The file is taken')
    expect(taken.text).toContain('CandidateNumber: is not a number from 0001 to 9999')
    expect(taken.text).toContain('68123/0001')
    expect((await upload(headings + row('3'), '3')).errors[0]).toContain('the next number is 2')
    expect((await upload(headings + row('3'), '1')).errors[0]).toContain('the next one is 2')
    const again = await upload(headings + row('1') + row('0002', '8300H', 'Mali') + row('x'), '1')
    expect(again.html).toContain('This file was sent before')
    expect((await upload('a,b\n1,2\n', '2')).errors).toHaveLength(2)
  })

  test('one candidate number is one person; another content amends; an action withdraws', async () => {
    const other = await upload(headings + row('1', '8464F', 'Somebody'), '2')
    expect(other.text).toContain('belongs to another candidate')
    const amended = await upload(headings + row('1', '8464F') + row('0002', '8300H', 'Malu'), '3')
    expect(amended.text).toContain('Malu Yusuf')
    const removed = await upload(headings + row('1', '8464F', 'Amina', 'withdraw'), '4')
    expect(removed.all('tbody tr').filter((text) => text.includes('8464F'))).toEqual([])
  })

  test('one is added by a form that keeps what was typed', async () => {
    await carys.get(here())
    const wrong = await carys.submit('Enter the candidate', { CandidateNumber: '7', EntryCode: '8300H' })
    expect([wrong.status, wrong.errors.length]).toEqual([422, 3])
    await carys.get(here())
    const done = await carys.submit('Enter the candidate', {
      CandidateNumber: '7',
      EntryCode: '8300h',
      GivenName: 'Siân',
      FamilyName: 'Rees',
      'DateOfBirth-day': '1',
      'DateOfBirth-month': '2',
      'DateOfBirth-year': '2009',
      Gender: '2',
    })
    expect(done.text).toContain('Siân Rees')
  })

  test('the awarding organisation sees none before they are submitted, then says what became of them', async () => {
    const atIssuer = `/organisations/${issuer}/series/${id}/entries`
    expect((await helen.get(atIssuer)).text).toContain('No entries')
    await carys.get(here())
    expect((await carys.submit('Submit them')).html).toContain('Submitted.')
    const list = await helen.get(atIssuer)
    expect(list.all('tbody tr')).toHaveLength(3)
    const one = /entry [0-9a-f-]{36}/.exec(list.html)?.[0] ?? ''
    expect((await helen.submit('Save', { which: one, to: 'rejected' })).status).toBe(422)
    await helen.get(atIssuer)
    await helen.submit('Save', { which: one, to: 'rejected', reason: 'No such tier here' })
    expect((await carys.get(here())).text).toContain('No such tier here')
    await helen.get(atIssuer)
    await helen.submit('Save', { which: `centre ${school}`, to: 'accepted' })
    await helen.get(atIssuer)
    expect((await helen.submit('Save', { which: `centre ${school}`, to: 'awarded' })).status).toBe(409)
    for (const to of ['sat', 'marked', 'awarded']) {
      await helen.get(atIssuer)
      await helen.submit('Save', { which: `centre ${school}`, to })
    }
    // A mark would tell the centre of a result: it reads that the exam was sat.
    const centre = await carys.get(here())
    expect(centre.text).toContain('sat')
    expect(centre.text).not.toMatch(/marked|awarded/)
    expect((await carys.get(here())).all('button').filter((text) => text === 'Withdraw')).toHaveLength(1)
    for (const [who, status] of [
      [tom, 403],
      [helen, 404],
      [her, 404],
    ] as const) {
      expect((await who.get(here())).status).toBe(status)
    }
  })

  test('an organisation without a centre number cannot enter anybody', async () => {
    const other = await organisation(app, 'college', [], 'Coleg Afon')
    const officer = await person(app, 'Dewi Prys', [{ at: other, role: 'examsOfficer' }])
    const dewi = await signIn(visitor(), officer.email)
    expect((await dewi.get(`/organisations/${other}/exams`)).text).toContain('No centre number')
    await dewi.get(`/organisations/${other}/exams/${id}`)
    expect(
      (await dewi.submit('Upload entries', { file: file(headings + row('1')), sequence: '1' })).status,
    ).toBe(409)
    expect(dewi.page.text).not.toContain('Amina')
  })
})
