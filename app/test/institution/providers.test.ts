import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { makeOperator } from '../../src/commands/make-operator.ts'
import { createOrganisation } from '../../src/institution/create-organisation.ts'
import { importProviders } from '../../src/institution/import-providers.ts'
import { organisationById } from '../../src/institution/organisation.ts'
import { confirmProposal, propose } from '../../src/institution/proposals.ts'
import { sameName } from '../../src/institution/provider-register.ts'
import { ownRecord } from '../../src/record/own/own-record.ts'
import { amina, csv, load, organisation, person, signIn, system } from '../record/support.ts'
import { createTestApp } from '../support/app.ts'

const { app, database, visitor } = await createTestApp()
const olu = await person(app, 'Olu Adeyemi')
const nia = await person(app, 'Nia Prosser')
for (const { id } of [olu, nia]) await makeOperator(database.ownerUrl, id, app.now())
const [operator, second] = [await signIn(visitor(), olu.email), await signIn(visitor(), nia.email)]

const read = (text: string | Buffer) => importProviders(app, system, Readable.from([Buffer.from(text)]))
const heading = 'UKPRN,Name,Owner,Status\n'
const file = (text: string) => new File([text], 'register.csv', { type: 'text/csv' })
const other = { kind: 'system', name: 'another' } as const

describe('the register of providers', () => {
  test('is read in; a bad row fails alone, and the same file again changes nothing', async () => {
    const text = [
      'Status,UKPRN,Name,Town,Owner',
      'Active,90001001,"Ysgol, Un",Bangor,Cyngor Un',
      'active,90001002,Ysgol Dau,Bangor,Cyngor Dau',
      'Active,30000000,No number,Bangor,Nobody',
      'Active,90001001,Again,Bangor,Nobody',
      'Active,90001003,,Bangor,Nobody',
      'asleep,90001004,Ysgol Tri,Bangor,Cyngor Tri',
      '',
    ].join('\n')
    expect(await read(text)).toMatchObject({
      ...{ rows: 6, added: 2, changed: 0, unchanged: 0, refused: 4 },
      refusedRows: [
        { row: 4, field: 'UKPRN', rule: 'ukprn' },
        { row: 5, field: 'UKPRN', rule: 'twice' },
        { row: 6, field: 'Name', rule: 'name' },
        { row: 7, field: 'Status', rule: 'status' },
      ],
    })
    expect(await read(text)).toMatchObject({ added: 0, changed: 0, unchanged: 2, refused: 4 })
    expect(await read(text.replace('Cyngor Dau', 'Cyngor Newydd'))).toMatchObject({
      changed: 1,
      unchanged: 1,
    })
  })

  test('a file that is none is refused as a whole', async () => {
    for (const text of ['', 'a,b\n1,2\n', Buffer.from([0xff, 0xfe, 0x00]), `${heading}"never closed`]) {
      await expect(read(text)).rejects.toMatchObject({ code: 'invalid' })
    }
  })

  test('is an operator’s page, and nobody else’s', async () => {
    await operator.get('/operator/providers')
    const done = await operator.submit('#providers', {
      file: file(`${heading}90001009,Naw,Cyngor,Active\n1,x,y,z\n`),
    })
    expect(done.text).toContain('1 added, 0 changed, 0 unchanged, 1 refused.')
    expect(done.all('tbody tr')[0]).toMatch(/3.*UKPRN.*no UKPRN/)
    await operator.get('/operator/providers')
    expect((await operator.submit('#providers', { file: file('x') })).status).toBe(422)
    const stranger = await signIn(visitor(), (await person(app, 'Erik Lund')).email)
    expect((await stranger.get('/operator/providers')).status).toBe(404)
    expect((await visitor().get('/operator/providers', { follow: false })).status).toBe(303)
    await expect(
      importProviders(app, await (await person(app, 'Tom Okafor')).actor(), Readable.from([])),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  test('names that differ in capitals and company form are the same', () => {
    expect(sameName('The Harbour School Ltd.', 'HARBOUR SCHOOL')).toBe(true)
    expect(sameName('Ysgol Tŷ Coch', 'Ysgol Ty Coch')).toBe(true)
    expect(sameName('Pearson & Co', 'Pearson and Co')).toBe(true)
    expect(sameName('Harbour School', 'Harbour Screening')).toBe(false)
  })
})

describe('admission', () => {
  const enter = (ukprn: string, name: string, rest: { reason?: string } = {}) =>
    createOrganisation(app, system, { ukprn, name, kind: 'school', mayAttest: ['result'], ...rest })

  test('needs the number to be there and active, and names equal or a recorded reason', async () => {
    await read(`${heading}90001101,Ysgol Mynydd,Cyngor,Active\n90001102,Ysgol Hen,Cyngor,Inactive\n`)
    await expect(enter('90001100', 'Nowhere')).rejects.toMatchObject({ key: 'institution.notInRegister' })
    await expect(enter('90001102', 'Ysgol Hen')).rejects.toMatchObject({
      key: 'institution.inactiveInRegister',
    })
    await expect(enter('90001101', 'Mountain Training')).rejects.toMatchObject({
      problems: [{ field: 'reason', key: 'institution.nameDiffers', values: { name: 'Ysgol Mynydd' } }],
    })
    const reason = 'Its trading name since 2024, letter of 3 May.'
    const { organisationId, proposalIds } = await enter('90001101', 'Mountain Training', { reason })
    await expect(confirmProposal(app, system, organisationId, proposalIds[0] ?? '')).rejects.toMatchObject({
      key: 'institution.sameHand',
    })
    // The register is looked at again: what was right when it was proposed may not be any more.
    await read(`${heading}90001101,Ysgol Mynydd,Cyngor,Inactive\n`)
    await expect(confirmProposal(app, other, organisationId, proposalIds[0] ?? '')).rejects.toMatchObject({
      key: 'institution.inactiveInRegister',
    })
    await read(`${heading}90001101,Ysgol Mynydd,Cyngor,Active\n`)
    await confirmProposal(app, other, organisationId, proposalIds[0] ?? '')
    expect(await now(organisationId)).toMatchObject({ mayAttest: ['result'], suspendedAt: null })
  })

  test('a second institution is configuration only', async () => {
    const ids = [
      await organisation(app, 'awardingOrganisation', ['result'], 'First Board'),
      await organisation(app, 'awardingOrganisation', ['result'], 'Second Board'),
    ]
    for (const id of ids) expect(await load(app, id, csv([{ ULN: amina.uln }]))).toMatchObject({ held: 1 })
    const staff = await person(app, 'Ann Lee', [{ at: ids[0] ?? '', role: 'examsOfficer' }])
    const ann = await signIn(visitor(), staff.email)
    expect((await ann.get(`/organisations/${ids[0]}/results`)).status).toBe(200)
    expect((await ann.get(`/organisations/${ids[1]}/results`)).status).toBe(404)
  })
})

describe('when the register changes', () => {
  test('another owner suspends at once; two operators, not one, let it go on', async () => {
    await read(`${heading}90001201,Bwrdd Arholi,Ymddiriedolaeth,Active\n`)
    const { organisationId: id, proposalIds } = await createOrganisation(app, system, {
      ...{ ukprn: '90001201', name: 'Bwrdd Arholi', kind: 'awardingOrganisation' as const },
      mayAttest: ['result'],
    })
    await confirmProposal(app, other, id, proposalIds[0] ?? '')
    const officer = await person(app, 'Helen Forde', [{ at: id, role: 'examsOfficer' }])
    const boss = await person(app, 'Nerys Rees', [{ at: id, role: 'administrator' }])
    const [helen, nerys] = [await signIn(visitor(), officer.email), await signIn(visitor(), boss.email)]
    expect((await helen.get(`/organisations/${id}/results`)).status).toBe(200)

    await operator.get('/operator/providers')
    const changed = `${heading}90001201,Bwrdd Arholi,Screening Holdings,Active\n`
    const done = await operator.submit('#providers', { file: file(changed) })
    expect(done.text).toContain('Bwrdd Arholi')
    expect((await now(id)).suspendedAt).not.toBeNull()
    expect((await read(changed)).suspended).toEqual([])
    const refused = await helen.get(`/organisations/${id}/results`)
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('suspended')
    expect((await nerys.get(`/organisations/${id}/members`)).status).toBe(200)
    await expect(load(app, id, csv([{}]))).rejects.toMatchObject({ key: 'institution.suspended' })
    await expect(propose(app, system, id, { what: 'statement', kind: 'award' })).rejects.toMatchObject({
      key: 'institution.suspendedFirst',
    })
    expect((await visitor().get(`/institutions/${id}`)).text).toContain('Suspended')

    const path = `/operator/organisations/${id}`
    await operator.get(path)
    expect(operator.page.text).toContain('Bwrdd Arholi, owned by Screening Holdings')
    await operator.submit('#standing')
    expect((await helen.get(`/organisations/${id}/results`)).status).toBe(403)
    await second.get(path)
    await second.submit('Confirm: It is still the same organisation')
    expect(await now(id)).toMatchObject({ suspendedAt: null, mayAttest: ['result'] })
    expect((await helen.get(`/organisations/${id}/results`)).status).toBe(200)
    expect((await read(changed)).suspended).toEqual([])
    expect((await read(changed.replace('Bwrdd Arholi', 'Age Checks'))).suspended).toEqual(['Bwrdd Arholi'])
  })

  test('somebody who was never admitted is not suspended, and what was attested keeps its standing', async () => {
    await read(`${heading}90001301,Acme,Acme Ltd,Active\n`)
    const { organisationId } = await createOrganisation(app, system, {
      ...{ ukprn: '90001301', name: 'Acme', kind: 'employer' as const },
    })
    expect((await read(`${heading}90001301,Acme Two,Acme Ltd,Active\n`)).suspended).toEqual([])
    expect((await now(organisationId)).suspendedAt).toBeNull()
    expect(await ownRecord(app, await olu.actor())).toEqual([])
  })
})

const now = (id: string) => app.db.read({}, (tx) => organisationById(tx, id))
