import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { people } from '../../src/commands/seed/cast.ts'
import { confirmMerge } from '../../src/record/merges/decide-merge.ts'
import { system, workDueJobs } from '../record/support.ts'
import { csvOf, learner, learners } from '../registration/files.ts'
import { described, triedByContract } from './contract.ts'
import { apiWorld } from './world.ts'

const { app, server, clock, call, exercised, organisation, owner, actorOf } = await apiWorld()
const meridian = await organisation('90000011')
const harbour = await organisation('90000035')
const afon = await organisation('90000042')

const headings =
  'ULN,GivenName,FamilyName,DateOfBirth,QualificationNumber,QualificationTitle,Level,GradingScheme,Grade,Series,AwardDate'
const ok = (answer: { status: number; text: string }, status = 200) =>
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status })

describe('every operation does what the document says', () => {
  test('who it is', async () => {
    const me = await call('GET', '/me', { as: 'helen' })
    expect(me.json).toMatchObject({ name: 'Helen Forde', hasRecord: false })
    expect(me.json.roles).toContainEqual({
      organisationId: meridian,
      organisationName: 'Meridian Awards',
      role: 'examsOfficer',
      isSuspended: false,
    })
  })

  test('the record', async () => {
    const record = await call('GET', '/record', { as: 'amina' })
    ok(record)
    expect(record.json.items.length).toBeGreaterThan(1)
    const [line] = record.json.items
    expect(line).toMatchObject({ assurance: { kind: 'verified' }, issuer: { name: expect.any(String) } })
    const one = await call('GET', `/record/${line.id}`, { as: 'amina' })
    expect(one.json).toEqual(line)
  })

  test('a results file is loaded, published, corrected and withdrawn', async () => {
    const { rows } = await owner.query('select * from learner where uln = $1', [people.amina.uln])
    const [learner] = rows
    const names = [learner.uln, learner.given_name, learner.family_name]
    const row = [
      ...names,
      day(learner.birth_date),
      '60146084',
      'GCSE Astronomy',
      '1/2',
      'GCSE9-1',
      '6',
      'June 2026',
    ]
    const csv = `${headings}\n${row.join(',')},2026-08-13\n1234567891,A,B,nonsense,1,,,,,,\n`
    const sent = {
      as: 'helen',
      bytes: csv,
      headers: { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="june.csv"' },
    } as const
    const path = `/organisations/${meridian}/results`
    clock.advance({ minutes: 1 })
    const loaded = await call('POST', path, sent)
    ok(loaded, 201)
    expect(loaded.json).toMatchObject({
      fileName: 'june.csv',
      rows: 2,
      added: 1,
      refused: 1,
      knownFile: false,
    })
    expect(loaded.json.rowsNamed[0]).toMatchObject({ row: 3, verdict: 'refused' })
    const again = await call('POST', path, sent)
    expect(again.json).toMatchObject({ id: loaded.json.id, knownFile: true })

    const before = (await call('GET', '/record', { as: 'amina' })).json.items.length
    expect((await call('GET', path, { as: 'helen' })).json.items[0].id).toBe(loaded.json.id)
    const report = await call('GET', `${path}/${loaded.json.id}?after=0`, { as: 'helen' })
    expect(report.json.state).toBe('loaded')
    const published = await call('POST', `${path}/${loaded.json.id}/publication`, { as: 'helen', body: {} })
    ok(published, 201)
    ok(await call('POST', `${path}/${loaded.json.id}/publication`, { as: 'helen', body: {} }), 409)
    expect((await call('GET', '/record', { as: 'amina' })).json.items.length).toBe(before + 1)

    const search = await call('POST', `/organisations/${meridian}/results-search`, {
      as: 'helen',
      body: { uln: people.amina.uln },
    })
    const issued = search.json.items.find((each: { title: string }) => each.title === 'GCSE Astronomy')
    const place = `/organisations/${meridian}/issued-results/${issued.id}`
    const correction = {
      grade: '7',
      awardDate: '2026-08-13',
      status: 'final',
      reason: 'Marks were added up anew',
    }
    ok(await call('POST', `${place}/corrections`, { as: 'helen', body: correction }), 201)
    ok(await call('POST', `${place}/withdrawal`, { as: 'helen', body: { reason: 'Issued in error' } }), 201)
    const versions = await call('GET', place, { as: 'helen' })
    expect(versions.json.versions.map((each: { change: string }) => each.change)).toEqual([
      'loaded',
      'corrected',
      'withdrawn',
    ])
    const line = await call('GET', `/record/${issued.id}`, { as: 'amina' })
    expect(line.json).toMatchObject({ change: 'withdrawn', assurance: { kind: 'unconfirmed' } })
    expect(line.json.history).toHaveLength(3)
  })

  test('a row that waits is compared and decided, and the decision is taken back', async () => {
    const row = `${people.amina.uln},Nobody,Else,2001-01-01,60146084,GCSE Astronomy,1/2,GCSE9-1,6,June 2024,2024-08-15`
    const loaded = await call('POST', `/organisations/${meridian}/results`, {
      as: 'helen',
      bytes: `${headings}\n${row}\n`,
      headers: { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="waits.csv"' },
    })
    expect(loaded.json).toMatchObject({ rows: 1, held: 1 })
    await workDueJobs(app)
    const list = `/organisations/${meridian}/held-results`
    const waiting = (await call('GET', `${list}?limit=200`, { as: 'helen' })).json.items.find(
      ({ fileId }: { fileId: string }) => fileId === loaded.json.id,
    )
    const place = `${list}/${waiting.id}`
    const compared = await call('POST', `${place}/comparison`, { as: 'helen', body: {} })
    expect(compared.json).toMatchObject({ state: 'possible', candidates: [{ givenInitial: 'A' }] })
    expect(compared.text).not.toContain(people.amina.uln)
    const none = { decision: 'none', reason: 'The centre says that it is not she', seen: compared.json.seen }
    const decided = await call('POST', `${place}/decision`, { as: 'helen', body: none })
    ok(decided, 201)
    ok(await call('POST', `${place}/decision`, { as: 'helen', body: none }), 409)
    const undoing = { reason: 'The centre was asked again', seen: decided.json.seen }
    const undone = await call('POST', `${place}/undoing`, { as: 'helen', body: undoing })
    ok(undone, 201)
    expect(undone.json).toMatchObject({ state: 'possible', decisions: [{ choice: 'none' }, {}] })
  })

  test('an item is written, changed, linked, removed and restored', async () => {
    const made = await call('POST', '/items', {
      as: 'amina',
      body: {
        kind: 'entry',
        title: 'At the harbour',
        language: 'en',
        occurredOn: '2026-05',
        happened: 'We sailed.',
      },
    })
    ok(made, 201)
    const { id, version } = made.json
    const text = { title: 'At the harbour wall', language: 'en', happened: 'We sailed.', learned: 'Knots.' }
    const changed = await call('PUT', `/items/${id}`, { as: 'amina', body: { version, ...text } })
    expect(changed.json).toMatchObject({ version: 2, learned: 'Knots.' })
    expect(changed.json.occurredOn).toBeUndefined()
    const late = await call('PUT', `/items/${id}`, { as: 'amina', body: { version, ...text, title: 'Mine' } })
    ok(late, 409)
    expect(late.json).toMatchObject({
      type: '/problems/conflict',
      current: { version: 2, title: 'At the harbour wall' },
      submitted: { title: 'Mine' },
    })

    const file = await call('POST', '/files', {
      as: 'amina',
      bytes: 'Field notes\n',
      headers: { 'content-disposition': "attachment; filename*=UTF-8''nodiadau%20maes.txt" },
    })
    ok(file, 201)
    expect(file.json).toMatchObject({ kind: 'resource', title: 'nodiadau maes', file: { size: 12 } })
    const relation = { relation: 'has_evidence', otherId: file.json.id }
    ok(await call('POST', `/items/${id}/relations`, { as: 'amina', body: relation }), 204)
    expect((await call('GET', `/items/${id}`, { as: 'amina' })).json.related).toHaveLength(1)
    ok(await call('DELETE', `/items/${id}/relations/has_evidence/${file.json.id}`, { as: 'amina' }), 204)

    const content = await call('GET', `/files/${file.json.id}/content`, { as: 'amina' })
    expect(content.text).toBe('Field notes\n')
    const range = await call('GET', `/files/${file.json.id}/content`, {
      as: 'amina',
      headers: { range: 'bytes=6-10' },
    })
    ok(range, 206)
    expect(range.text).toBe('notes')
    const beyond = { as: 'amina', headers: { range: 'bytes=99-' } } as const
    ok(await call('GET', `/files/${file.json.id}/content`, beyond), 416)
    ok(await call('GET', `/files/${file.json.id}/preview`, { as: 'amina' }), 404)

    ok(await call('DELETE', `/items/${id}`, { as: 'amina' }), 204)
    ok(await call('GET', `/items/${id}`, { as: 'amina' }), 404)
    ok(await call('POST', `/items/${id}/restoration`, { as: 'amina' }), 204)
    expect((await call('GET', '/items', { as: 'amina' })).json.items[0].id).toBeDefined()
  })

  test('a portfolio is brought and taken', async () => {
    const feed =
      '<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:f</id><entry><title>Tides</title><id>urn:1</id></entry></feed>'
    const looked = await call('POST', '/imports/leap2a?dryRun=true', { as: 'amina', bytes: feed })
    ok(looked, 200)
    const brought = await call('POST', '/imports/leap2a', { as: 'amina', bytes: feed })
    ok(brought, 200)
    expect(brought.json).toEqual({ ...looked.json, items: 1, pages: 0, files: 0, known: 0 })
    const again = await call('POST', '/imports/leap2a', { as: 'amina', bytes: feed })
    expect(again.json).toMatchObject({ items: 0, known: 1 })
    ok(await call('POST', '/imports/leap2a', { as: 'amina', bytes: 'hello' }), 422)
    const taken = await call('GET', '/exports/leap2a', { as: 'amina' })
    ok(taken, 200)
    expect(taken.text.startsWith('PK')).toBe(true)
  })

  test('a picture has a preview', async () => {
    const items = await call('GET', '/items?limit=200', { as: 'amina' })
    const picture = items.json.items.find((item: { file?: { hasPreview: boolean } }) => item.file?.hasPreview)
    const preview = await call('GET', `/files/${picture.id}/preview`, { as: 'amina' })
    expect(preview.headers.get('content-type')).toBe('image/webp')
  })

  test('a page is made, published, shared, opened, copied, checked and stopped', async () => {
    const record = (await call('GET', '/record', { as: 'amina' })).json.items
    const confirmed = record.find(
      (line: { assurance: { kind: string } }) => line.assurance.kind === 'verified',
    )
    const note = await call('POST', '/files', {
      as: 'amina',
      bytes: 'Evidence\n',
      headers: { 'content-disposition': 'attachment; filename=evidence.txt' },
    })
    const made = await call('POST', '/pages', { as: 'amina', body: { title: 'For the yard' } })
    ok(made, 201)
    const page = `/pages/${made.json.id}`
    const draft = {
      revision: 1,
      title: 'For the yard',
      language: 'en',
      blocks: [
        { kind: 'heading', text: 'What I can do' },
        { kind: 'record', thingId: confirmed.id },
        { kind: 'item', thingId: note.json.id },
      ],
    }
    const saved = await call('PUT', `${page}/draft`, { as: 'amina', body: draft })
    expect(saved.json).toMatchObject({ revision: 2, title: 'For the yard' })
    const late = await call('PUT', `${page}/draft`, { as: 'amina', body: { ...draft, title: 'Mine' } })
    ok(late, 409)
    expect(late.json).toMatchObject({ current: { revision: 2 }, submitted: { title: 'Mine' } })
    expect((await call('POST', `${page}/publication`, { as: 'amina', body: {} })).json).toEqual({
      state: 'published',
      version: 1,
    })

    const share = { pageId: made.json.id, recipient: 'Acme Marine Ltd', purpose: 'Apprenticeship' }
    const link = await call('POST', '/shares', { as: 'amina', body: { ...share, audience: 'link' } })
    ok(link, 201)
    expect(link.json.link).toMatch(/\/s\/[\w-]{43}$/)
    const other = await call('POST', `/shares/${link.json.id}/link`, { as: 'amina' })
    expect(other.json.link).not.toBe(link.json.link)
    const old = await server.request(new URL(link.json.link).pathname)
    expect(old.status).toBe(410)

    const person = await call('POST', '/shares', {
      as: 'amina',
      body: { ...share, audience: 'person', recipient: people.erik.email, mayDownload: true },
    })
    expect(person.json.link).toBeNull()
    const ids = (await call('GET', '/shares', { as: 'amina' })).json.items.map(
      (each: { id: string }) => each.id,
    )
    expect(ids).toEqual(expect.arrayContaining([link.json.id, person.json.id]))

    const again = await call('PUT', `${page}/draft`, {
      as: 'amina',
      body: { ...draft, revision: 2, title: 'For Acme', blocks: saved.json.blocks },
    })
    expect(again.json.blocks).toEqual(saved.json.blocks)
    const seen = await call('POST', `${page}/publication`, { as: 'amina', body: {} })
    ok(seen, 409)
    const seenBy = seen.json.shares.map((each: { id: string }) => each.id)
    expect(new Set(seenBy)).toEqual(new Set([link.json.id, person.json.id]))
    ok(await call('POST', `${page}/publication`, { as: 'amina', body: { seenBy } }), 201)

    const shown = `/shared-with-me/${person.json.id}`
    const lines = await call('GET', '/shared-with-me', { as: 'erik' })
    expect(lines.json.items).toContainEqual(
      expect.objectContaining({ id: person.json.id, from: 'Amina Yusuf' }),
    )
    ok(await call('GET', shown, { as: 'erik' }), 409)
    ok(await call('POST', `${shown}/bundle`, { as: 'erik' }), 409)
    ok(await call('POST', `${shown}/opening`, { as: 'erik' }), 204)
    const opened = await call('GET', shown, { as: 'erik' })
    expect(opened.json).toMatchObject({ title: 'For Acme', version: 2, confirmed: 1, things: 2 })
    const [, line, evidence] = opened.json.blocks
    expect(line).toMatchObject({ assurance: { kind: 'verified' }, report: { verdict: 'verified' } })
    expect(evidence).toMatchObject({ assurance: { kind: 'selfDeclared', by: 'Amina Yusuf' } })
    expect(opened.text).not.toContain(people.amina.uln)
    expect(opened.text).not.toContain(confirmed.id)
    expect((await call('GET', `${shown}/files/${evidence.id}`, { as: 'erik' })).text).toBe('Evidence\n')
    ok(await call('GET', `${shown}/files/${line.id}`, { as: 'erik' }), 404)

    const bundle = await call('POST', `${shown}/bundle`, { as: 'erik' })
    const verified = await call('POST', '/verify', { bytes: bundle.text })
    expect(verified.json).toMatchObject({ kind: 'bundle', verdict: 'verified', recipient: people.erik.email })
    const forged = await call('POST', '/verify', { bytes: bundle.text.replaceAll('Meridian', 'Meridiam') })
    expect(forged.json.verdict).toBe('failed')
    const [credential] = JSON.parse(bundle.text).credentials
    const single = await call('POST', '/verify', { bytes: JSON.stringify(credential) })
    expect(single.json).toMatchObject({ kind: 'credential', verdict: 'verified' })
    ok(await call('POST', '/verify', { bytes: 'hello' }), 422)

    const detail = await call('GET', `/shares/${person.json.id}`, { as: 'amina' })
    expect(detail.json.openings).toHaveLength(1)
    expect(detail.json.openings[0].shown).toContain('evidence')
    expect(detail.json.copies).toHaveLength(1)
    const activity = await call('GET', '/activity', { as: 'amina' })
    expect(activity.json.items.map((event: { action: string }) => event.action)).toEqual(
      expect.arrayContaining(['share.opened', 'share.copyTaken']),
    )
    ok(await call('POST', `/shares/${person.json.id}/end`, { as: 'amina' }), 204)
    ok(await call('GET', shown, { as: 'erik' }), 410)

    expect((await call('GET', `${page}/versions`, { as: 'amina' })).json.items).toHaveLength(2)
    const first = await call('GET', `${page}/versions/1`, { as: 'amina' })
    expect(first.json.title).toBe('For the yard')
    const back = await call('POST', `${page}/versions/1/restoration`, { as: 'amina' })
    expect(back.json.title).toBe('For the yard')
    expect((await call('GET', page, { as: 'amina' })).json).toEqual(back.json)
    ok(await call('DELETE', page, { as: 'amina' }), 204)
    ok(await call('POST', `${page}/restoration`, { as: 'amina' }), 204)
    expect((await call('GET', '/pages', { as: 'amina' })).json.items.length).toBeGreaterThan(0)
  })

  test('something is said to be wrong: withdrawn, rejected, and said by the registrar', async () => {
    const { rows } = await owner.query(
      `select e.event_id as id, e.learner_id as learner from learning_event e join learner l using (learner_id)
         join release r on r.batch_id = e.batch_id and r.release_at <= now()
       where l.uln = $1 and e.issuer_id = $2 and e.version = 1
         and not exists (select from challenge c where c.event_id = e.event_id)`,
      [people.amina.uln, meridian],
    )
    const [first, second] = rows
    const said = (eventId: string) => ({ kind: 'incorrect', eventId, said: 'The slip says 8.' })
    const own = await call('POST', '/challenges', { as: 'amina', body: said(first.id) })
    ok(own, 201)
    ok(await call('POST', `/challenges/${own.json.id}/withdrawal`, { as: 'amina' }), 204)
    const again = await call('POST', '/challenges', { as: 'amina', body: said(first.id) })
    const atWork = `/organisations/${meridian}/challenges/${again.json.id}`
    expect((await call('GET', atWork, { as: 'helen' })).json.learner).toMatchObject({ name: 'Amina Yusuf' })
    const reason = 'The script was marked again: it was right.'
    ok(await call('POST', `${atWork}/take-up`, { as: 'helen' }), 204)
    ok(await call('POST', `${atWork}/rejection`, { as: 'helen', body: { reason } }), 204)
    const forLearner = await call('POST', `/organisations/${harbour}/challenges`, {
      as: 'carys',
      body: { learnerId: second.learner, challenge: said(second.id) },
    })
    ok(forLearner, 201)
    const withdrawn = `/organisations/${harbour}/challenges/${forLearner.json.id}/withdrawal`
    ok(await call('POST', withdrawn, { as: 'carys' }), 204)
  })

  test('learners are registered, looked up, and claim their record', async () => {
    const learner = { uln: '9000000017', givenName: 'Owain', familyName: 'Hughes', birthDate: '2008-04-01' }
    const uln = validUln()
    const at = `/organisations/${harbour}`
    const registered = await call('POST', `${at}/learners`, {
      as: 'carys',
      body: { ...learner, uln, cohort: 'api' },
    })
    ok(registered, 201)
    const { learnerId } = registered.json
    const elsewhere = await call('POST', `/organisations/${afon}/enrolments`, {
      as: 'carys',
      body: { ...learner, uln, cohort: 'api' },
    })
    expect(elsewhere.json.learnerId).toBe(learnerId)
    const end = { as: 'carys', body: { cohort: 'api' } } as const
    ok(await call('POST', `/organisations/${afon}/learners/${learnerId}/enrolment-end`, end), 204)
    expect((await call('GET', `${at}/cohorts`, { as: 'carys' })).json.items).toContainEqual({
      cohort: 'api',
      learners: 1,
    })
    const lookUp = await call('POST', `${at}/look-ups`, {
      as: 'carys',
      body: { purpose: 'teaching', cohort: 'api' },
    })
    ok(lookUp, 201)
    const list = await call('GET', `${at}/look-ups/${lookUp.json.id}`, { as: 'carys' })
    expect(list.json.items).toMatchObject([{ id: learnerId, uln, isClaimed: false }])

    const codes = await call('POST', `${at}/claim-codes`, { as: 'carys', body: { cohort: 'api' } })
    ok(codes, 201)
    const [{ code }] = codes.json.codes
    expect((await call('GET', '/providers')).json.items.length).toBeGreaterThan(1)
    const claimed = await call('POST', '/claims', { as: 'tom', body: { uln, code } })
    expect(claimed.json).toEqual({ state: 'granted' })
    ok(await call('POST', '/claims', { as: 'priya', body: { uln, code } }), 422)
    const claim = (await call('GET', `${at}/claims`, { as: 'carys' })).json.items.find(
      (each: { learner: { id: string } }) => each.learner.id === learnerId,
    )
    expect(claim).toMatchObject({ state: 'granted', way: 'code' })
    const undoing = { as: 'carys', body: { reason: 'The wrong account' } } as const
    ok(await call('POST', `${at}/claims/${claim.id}/undoing`, undoing), 204)

    const asked = await call('POST', '/claims', { as: 'priya', body: { uln, organisationId: harbour } })
    expect(asked.json).toEqual({ state: 'waiting' })
    expect((await call('GET', '/claims', { as: 'priya' })).json.items[0].state).toBe('waiting')
    const waiting = (await call('GET', `${at}/claims`, { as: 'carys' })).json.items.find(
      (each: { state: string }) => each.state === 'waiting',
    )
    const decision = { as: 'carys', body: { decision: 'granted', how: 'Known since year seven' } } as const
    ok(await call('POST', `${at}/claims/${waiting.id}/decision`, decision), 204)
    expect((await call('GET', '/me', { as: 'priya' })).json.hasRecord).toBe(true)
  })

  test('the register is asked, a learner changed and shielded, two numbers joined and taken apart', async () => {
    const at = `/organisations/${harbour}`
    const who = {
      givenName: 'Elin',
      familyName: 'Merge',
      birthDate: '2007-02-03',
      lastKnownPostCode: 'CF10 1AA',
    }
    const enter = (more: object) =>
      call('POST', `${at}/learners`, { as: 'carys', body: { ...who, ...more, cohort: 'api' } })
    const first = await enter({})
    ok(first, 201)
    ok(await enter({}), 409)
    const second = await enter({ givenName: 'Elen', override: { reason: 'Twins, both seen' } })
    ok(second, 201)
    const { uln, learnerId: id } = first.json
    const purpose = 'enrolling'
    const search = (more: object) =>
      call('POST', `${at}/register/searches`, { as: 'carys', body: { ...who, ...more, purpose } })
    expect((await search({})).json).toMatchObject({ code: 'WSRC0004', uln, candidates: [] })
    expect((await search({ gender: '1', givenName: 'Elan' })).json.candidates).toHaveLength(2)
    const names = { givenName: 'Elin', familyName: 'Merge', purpose }
    const found = await call('POST', `${at}/register/numbers`, { as: 'carys', body: { uln, ...names } })
    expect(found.json).toMatchObject({ code: 'WSRC0004', foundUln: uln })
    const verify = { as: 'carys', body: { uln, ...names, birthDate: '2007-02-03' } } as const
    const verified = await call('POST', `${at}/register/verifications`, verify)
    expect(verified.json).toMatchObject({ code: 'WSVRC001', flags: { birthDate: 'same' } })

    const held = (await call('GET', `${at}/learners/${id}`, { as: 'carys' })).json
    expect(held).toMatchObject({ id, uln, version: 1, lastKnownPostCode: 'CF10 1AA', gender: '0' })
    const change = (version: number) =>
      call('PUT', `${at}/learners/${id}`, { as: 'carys', body: { ...who, familyName: 'Merged', version } })
    expect((await change(1)).json).toEqual({ version: 2 })
    const late = await change(1)
    expect(late.json).toMatchObject({ status: 409, errors: [{ field: 'familyName' }] })
    ok(await call('PUT', `${at}/learners/${id}/shield`, { as: 'carys', body: { shielded: true } }), 204)

    const reason = 'One person after all'
    const both = { uln, otherUln: second.json.uln, reason }
    const proposed = await call('POST', `${at}/merges`, { as: 'carys', body: both })
    ok(proposed, 201)
    const merge = `${at}/merges/${proposed.json.mergeId}`
    ok(await call('POST', `${merge}/decision`, { as: 'carys', body: { decision: 'confirmed' } }), 409)
    await confirmMerge(app, system, harbour, proposed.json.mergeId)
    expect((await call('GET', `${at}/merges`, { as: 'carys' })).json.items[0].state).toBe('merged')
    ok(await call('POST', `${merge}/undoing`, { as: 'carys', body: { reason } }), 204)
    const again = await call('POST', `${at}/merges`, { as: 'carys', body: both })
    const refused = `${at}/merges/${again.json.mergeId}/decision`
    ok(await call('POST', refused, { as: 'carys', body: { decision: 'refused' } }), 204)

    expect((await call('GET', '/merge-questions', { as: 'erik' })).json).toEqual({ items: [] })
    const [{ mergeId }, { personId }] = [proposed.json, await actorOf('erik')]
    const question = { person_id: personId, merge_id: mergeId, organisation_id: harbour, asked_at: app.now() }
    await app.db.write({ ingest: true }, (tx) =>
      tx.sql
        .insertInto('merge_party')
        .values({ ...question, answer: null, settled: false, answered_at: null })
        .execute(),
    )
    expect((await call('GET', '/merge-questions', { as: 'erik' })).json.items).toMatchObject([
      { id: mergeId },
    ])
    ok(await call('POST', `/merge-questions/${mergeId}/answer`, { as: 'erik', body: { isMe: true } }), 204)
  })

  test('a registration file is sent, registered and fetched; a row is decided', async () => {
    const fileName = 'LRB_90000035_250920260931.CSV'
    const rows = [
      ...learners(48, 9000),
      learner(9100, { GivenName: 'Mia', FamilyName: 'Twinne', DateOfBirth: '2007-03-04' }),
      learner(9100, { GivenName: 'Max', FamilyName: 'Twinne', DateOfBirth: '2007-03-04' }),
    ]
    const files = `/organisations/${harbour}/registration-files`
    const sent = await call('POST', `${files}?cohort=2026`, {
      as: 'carys',
      bytes: csvOf(fileName, '90000035', rows),
      headers: { 'content-type': 'text/csv', 'content-disposition': `attachment; filename="${fileName}"` },
    })
    ok(sent, 201)
    expect(sent.json.counts).toMatchObject({ WSRC0001: 49, WSRC0003: 1 })
    const { id } = sent.json
    ok(await call('GET', files, { as: 'carys' }))
    ok(await call('POST', `${files}/${id}/start`, { as: 'carys' }), 204)
    await workDueJobs(app)
    const done = await call('GET', `${files}/${id}`, { as: 'carys' })
    expect(done.json).toMatchObject({ state: 'done', waiting: 1 })
    const compared = await call('POST', `${files}/${id}/rows/52/comparison`, { as: 'carys' })
    ok(compared)
    expect(compared.json.candidates).toHaveLength(1)
    expect(compared.text).not.toMatch(/\d{10}/)
    const body = { decision: 'new', reason: 'They are twins, both stood here' }
    ok(await call('POST', `${files}/${id}/rows/52/decision`, { as: 'carys', body }), 204)
    ok(await call('POST', `${files}/${id}/rows/52/decision`, { as: 'carys', body }), 409)
    const output = await call('GET', `${files}/${id}/output`, { as: 'carys' })
    ok(output)
    expect(output.text.match(/WSRC0001/g)).toHaveLength(50)
  })

  test('a class list is checked and enrolled; a class is joined with a code and left', async () => {
    const { rows } = await owner.query('select * from learner where uln = $1', [people.amina.uln])
    const who = [people.amina.uln, rows[0].given_name, rows[0].family_name, day(rows[0].birth_date)].join(',')
    const lists = `/organisations/${afon}/class-lists`
    const checked = await call('POST', `${lists}?cohort=Chess`, {
      as: 'carys',
      bytes: `ULN,GivenName,FamilyName,DateOfBirth\n${who}\n`,
      headers: { 'content-type': 'text/csv' },
    })
    ok(checked, 201)
    expect(checked.json).toMatchObject({ new: 1, rowsNamed: [{ verdict: 'new', cohort: 'Chess' }] })
    ok(await call('GET', `${lists}/${checked.json.id}`, { as: 'carys' }))
    const enrolled = await call('POST', `${lists}/${checked.json.id}/enrolment`, { as: 'carys' })
    expect(enrolled.json).toEqual({ enrolled: 1 })
    const made = await call('POST', `/organisations/${afon}/join-codes`, {
      as: 'carys',
      body: { cohort: 'Drama', days: 7 },
    })
    ok(made, 201)
    const joined = await call('POST', '/classes', { as: 'amina', body: { code: made.json.code } })
    ok(joined, 201)
    const classes = await call('GET', `/organisations/${afon}/classes`, { as: 'carys' })
    expect(classes.json.joiners).toMatchObject([{ cohort: 'Drama', state: 'waiting' }])
    const decision = `/organisations/${afon}/joinings/${joined.json.joiningId}/decision`
    ok(await call('POST', decision, { as: 'carys', body: { decision: 'confirm' } }), 204)
    const own = await call('GET', '/classes', { as: 'amina' })
    expect(own.json.items.map((one: { cohort: string }) => one.cohort)).toEqual(
      expect.arrayContaining(['Chess', 'Drama']),
    )
    ok(await call('POST', `/classes/${joined.json.joiningId}/end`, { as: 'amina' }), 204)
    ok(await call('POST', `/organisations/${afon}/join-codes/${made.json.id}/end`, { as: 'carys' }), 204)
    ok(await call('POST', '/classes', { as: 'gethin', body: { code: made.json.code } }), 410)
  })

  test('a results file is checked, loaded when somebody says so, and its totals are compared', async () => {
    const row = `4791566857,Jonah,O'Brien,2008-02-11,60146084,GCSE Astronomy,2,GCSE9-1,6,June 2026,2026-08-13`
    const path = `/organisations/${meridian}/results`
    const file = {
      as: 'helen',
      bytes: `${headings}\n${row}\n`,
      headers: { 'content-type': 'text/csv' },
    } as const
    const checked = await call('POST', `${path}?dryRun=true`, file)
    ok(checked, 201)
    await workDueJobs(app)
    const loaded = await call('POST', `${path}/${checked.json.id}/loading`, { as: 'helen', body: {} })
    ok(loaded, 201)
    expect(loaded.json).toMatchObject({ held: 1 })
    const totals = 'CentreNumber,QualificationNumber,Component,Grade,Count\n,60146084,,6,1\n'
    const said = { as: 'helen', bytes: totals, headers: { 'content-type': 'text/csv' } } as const
    ok(await call('POST', `${path}/${checked.json.id}/totals`, said), 201)
  })

  test('a centre enters a candidate and withdraws the entry', async () => {
    const exams = `/organisations/${harbour}/exams`
    const open = (await call('GET', exams, { as: 'carys' })).json.items
    const { id } = open.find((one: { takesEntries: boolean }) => one.takesEntries)
    const bytes =
      'CandidateNumber,EntryCode,GivenName,FamilyName,DateOfBirth,Gender\n0999,8300H,Ada,Moss,2010-05-04,2\n'
    const sent = await call('POST', `${exams}/${id}/entry-files`, {
      as: 'carys',
      bytes,
      headers: { 'content-type': 'text/csv' },
    })
    ok(sent, 201)
    const entries = await call('GET', `${exams}/${id}/entries?limit=200`, { as: 'carys' })
    const made = entries.json.items.find((one: { candidateNumber: string }) => one.candidateNumber === '0999')
    const entry = { as: 'carys', body: { entryId: made.id } } as const
    const withdrawn = await call('POST', `${exams}/${id}/withdrawal`, entry)
    ok(withdrawn, 201)
    expect(withdrawn.json).toEqual({ moved: 1 })
  })

  test('and what the matrix cannot make succeed was exercised here, with success', () => {
    const untouched = [...triedByContract].filter(
      (id) => ![...(exercised.get(id) ?? [])].some((status) => status < 300),
    )
    expect(untouched).toEqual([])
  })
})

describe('the document', () => {
  test('describes every route of the API', () => {
    const routes = server.routes
      .filter(({ path, method }) => path.startsWith('/api/v1/') && method !== 'ALL')
      .map(({ path, method }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    const said = described.map(({ path, method }) => `${method.toUpperCase()} ${path}`)
    expect([...new Set(routes)].toSorted()).toEqual(said.toSorted())
  })

  test('is served, and is shown to people', async () => {
    const document = await server.request('/api/openapi.json')
    expect((await document.json()) as object).toMatchObject({ openapi: '3.1.0' })
    const page = await (await server.request('/api')).text()
    for (const { path } of described) expect(page).toContain(path)
  })

  test('names each operation once, and says who may', () => {
    expect(new Set(described.map(({ operationId }) => operationId)).size).toBe(described.length)
    const unsaid = described.filter(
      ({ description, security }) => security.length > 0 && !/Needs the scope `\w+:\w+`/.test(description),
    )
    expect(unsaid).toEqual([])
  })

  const folder = mkdtempSync(join(tmpdir(), 'vademecum-openapi-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('passes Redocly’s recommended rules without a warning', async () => {
    const file = join(folder, 'openapi.json')
    writeFileSync(file, await (await server.request('/api/openapi.json')).text())
    // Public, and takes nothing that could be wrong: the one operation that refuses nobody.
    writeFileSync(
      join(folder, '.redocly.lint-ignore.yaml'),
      `openapi.json:\n  operation-4xx-response:\n    - '#/paths/~1api~1v1~1grading-schemes/get/responses'\n`,
    )
    const redocly = join(import.meta.dirname, '../../../node_modules/@redocly/cli/bin/cli.js')
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [redocly, 'lint', '--extends=recommended', '--format=json', file],
      {
        cwd: folder,
        env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      },
    )
    const found = JSON.parse(stdout.slice(stdout.indexOf('{')))
    expect(found.problems.map((problem: { message: string }) => problem.message)).toEqual([])
    expect(found).toMatchObject({
      totals: { errors: 0, warnings: 0 },
    })
  })
})

function day(date: unknown): string {
  return date instanceof Date ? date.toISOString().slice(0, 10) : String(date)
}

/** A number of the right form that nobody has: weights 10 to 2, check digit 10 less the rest modulo 11. */
function validUln(): string {
  for (let base = 123_456_700; ; base += 1) {
    const digits = String(base)
    const rest = [...digits].reduce((sum, digit, index) => sum + Number(digit) * (10 - index), 0) % 11
    if (rest !== 0) return `${digits}${10 - rest}`
  }
}
