import { expect, test } from 'vitest'
import { endAdmission } from '../../src/institution/admission.ts'
import { closeOrganisation } from '../../src/institution/close-organisation.ts'
import { createOrganisation } from '../../src/institution/create-organisation.ts'
import { organisationById } from '../../src/institution/organisation.ts'
import { confirmProposal, propose } from '../../src/institution/proposals.ts'
import { csv, load, organisation, person, signIn, system, workDueJobs } from '../record/support.ts'
import { createTestApp } from '../support/app.ts'

const { app, clock, visitor } = await createTestApp()
const school = await organisation(app, 'school', [], 'Ysgol Cwm Afon')
const administrator = await person(app, 'Ruth Bevan', [{ at: school, role: 'administrator' }])
const tutor = await person(app, 'Tom Okafor', [{ at: school, role: 'tutor' }])
const newcomer = await person(app, 'Priya Nair')
const [ruth, tom, priya] = [
  await signIn(visitor(), administrator.email),
  await signIn(visitor(), tutor.email),
  await signIn(visitor(), newcomer.email),
] as const
const members = `/organisations/${school}/members`
const invite = async (address: string, role = 'registrar') => {
  await ruth.get(members)
  return ruth.submit('Send the invitation', { address, role })
}

test('an invitation answers alike for an address with an account and one without', async () => {
  const known = await invite(newcomer.email)
  const unknown = await invite('nobody@demo.example')
  const plain = (html: string, address: string) =>
    html
      .replaceAll(address, 'ADDRESS')
      .replace(/[0-9a-f-]{36}/g, 'ID')
      .replace(/<tr role="row"><th[^]*?<\/tr>/g, '')
  expect(plain(known.html, newcomer.email)).toBe(plain(unknown.html, 'nobody@demo.example'))
  expect(unknown.text).toContain('nobody@demo.example')
  expect(unknown.text).not.toContain('Priya Nair')
  expect((await invite('no address')).status).toBe(422)
})

test('whoever accepts is a member, sees what they can do, and may leave with everything of theirs', async () => {
  await workDueJobs(app)
  const asked = await priya.get('/account/memberships')
  expect(asked.text).toContain('Ysgol Cwm Afon invites you')
  const home = await priya.submit('Accept the invitation of Ysgol Cwm Afon')
  expect(home.heading).toBe('Ysgol Cwm Afon')
  expect(home.text).toContain('Codes for claiming')
  expect((await ruth.get(members)).text).toContain('Priya Nair')
  expect((await priya.get(members)).status).toBe(403)

  await priya.get('/account/memberships')
  expect((await priya.submit('Leave Ysgol Cwm Afon as Registrar')).html).toContain(
    'Everything of yours is still here',
  )
  expect((await priya.get(`/organisations/${school}`)).status).toBe(404)
  expect((await priya.get('/record')).status).toBe(200)
})

test('an administrator ends a membership; the last administrator stays', async () => {
  await ruth.get(members)
  expect((await ruth.submit('End the membership of Ruth Bevan as Administrator')).status).toBe(409)
  await ruth.get(members)
  await ruth.submit('End the membership of Tom Okafor as Tutor')
  expect((await tom.get(`/organisations/${school}`)).status).toBe(404)
  expect((await tom.get('/portfolio')).status).toBe(200)
})

test('an invitation that was withdrawn or declined is gone, and cannot be taken by somebody else', async () => {
  await invite(tutor.email, 'tutor')
  await tom.get('/account/memberships')
  const form = tom.page.document.querySelector('form[action*="/invitations/"]')?.getAttribute('action') ?? ''
  const csrf = priya.page.document.querySelector('input[name=csrf]')?.getAttribute('value') ?? ''
  expect((await priya.post(form, { csrf, answer: 'accepted' })).status).toBe(404)
  await ruth.get(members)
  await ruth.submit(`Withdraw the invitation to ${tutor.email}`)
  expect((await tom.get('/account/memberships')).text).not.toContain('Ysgol Cwm Afon invites you')
})

test('only an operator says which organisations there are, and numbers are checked', async () => {
  const input = { ukprn: '90000999', name: 'New College', kind: 'college' } as const
  await expect(createOrganisation(app, await administrator.actor(), input)).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(createOrganisation(app, system, { ...input, ukprn: '2345' })).rejects.toMatchObject({
    code: 'invalid',
  })
  await expect(createOrganisation(app, system, { ...input, did: 'did:key:z6' })).rejects.toMatchObject({
    code: 'invalid',
  })
  const { did, organisationId } = await createOrganisation(app, system, input)
  expect(did).toBe(`did:web:localhost%3A3000:issuers:${organisationId}`)
  await expect(createOrganisation(app, system, input)).rejects.toMatchObject({
    key: 'institution.ukprnTaken',
  })
})

test('an organisation attests only while it is admitted, and nothing once it is closed', async () => {
  const issuer = await organisation(app, 'awardingOrganisation')
  const staff = await person(app, 'Helen Forde', [{ at: issuer, role: 'examsOfficer' }])
  await expect(load(app, issuer, csv([{}]))).rejects.toMatchObject({ key: 'institution.notAdmitted' })
  await admit(issuer)
  expect(await load(app, issuer, csv([{}]))).toMatchObject({ held: 1 })
  await endAdmission(app, system, issuer, 'result')
  await expect(load(app, issuer, csv([{ Grade: '1' }]))).rejects.toMatchObject({ code: 'forbidden' })
  clock.advance({ days: 1 })
  await admit(issuer)
  await closeOrganisation(app, system, issuer)
  expect(await app.db.read({}, (tx) => organisationById(tx, issuer))).toMatchObject({ mayAttest: [] })
  expect((await staff.actor()).roles).toEqual([])
})

async function admit(issuer: string): Promise<void> {
  const { proposalId } = await propose(app, system, issuer, { what: 'statement', kind: 'result' })
  await confirmProposal(app, { kind: 'system', name: 'another' }, issuer, proposalId)
}

test('an administrator gives a member another role, and has no power in another organisation', async () => {
  const college = await organisation(app, 'college', [], 'Coleg Cwm')
  const boss = await person(app, 'Nerys Rees', [{ at: college, role: 'administrator' }])
  const member = await person(app, 'Gwyn Hale', [{ at: college, role: 'tutor' }])
  const [nerys, gwyn] = [await signIn(visitor(), boss.email), await signIn(visitor(), member.email)]
  const path = `/organisations/${college}/members`
  await nerys.get(path)
  const changed = await nerys.submit('Change the role of Gwyn Hale', { newRole: 'registrar' })
  expect(changed.html).toContain('The role is changed.')
  expect((await member.actor()).roles.map(({ role }) => role)).toEqual(['registrar'])
  expect((await gwyn.get(`/organisations/${college}/learners`)).status).toBe(200)
  await nerys.get(path)
  expect((await nerys.submit('Change the role of Gwyn Hale', { newRole: 'registrar' })).status).toBe(409)
  await nerys.get(path)
  expect((await nerys.submit('Change the role of Nerys Rees', { newRole: 'tutor' })).status).toBe(409)

  const form = (await nerys.get(path)).document.querySelector('form[action$="/role"]')?.getAttribute('action')
  const csrf = ruth.page.document.querySelector('input[name=csrf]')?.getAttribute('value') ?? ''
  expect((await ruth.post(form ?? '', { csrf, newRole: 'tutor' })).status).toBe(404)
  expect((await ruth.get(path)).status).toBe(404)
  const ended = (form ?? '').replace(/role$/, 'end')
  expect((await ruth.post(ended, { csrf })).status).toBe(404)
  const own = (form ?? '').replace(college, school)
  expect((await ruth.post(own, { csrf, newRole: 'tutor' })).status).toBe(404)
})
