import { describe, expect, test } from 'vitest'
import { actorOfPerson } from '../../src/access/load-actor.ts'
import { dayOf } from '../../src/identity/age.ts'
import { createOrganisation } from '../../src/institution/create-organisation.ts'
import { addMember } from '../../src/institution/memberships.ts'
import { command } from '../identity/accounts.ts'
import { arrange } from './arrange.ts'

const world = await arrange()
const { app, newSharer, owner, share, signIn, clock } = world

/** Born so many years and days ago, by the calendar of the test's clock. */
function born(years: number, days = 0): string {
  const date = new Date(`${dayOf(new Date(clock.now().getTime() - days * 86_400_000))}T00:00:00Z`)
  date.setUTCFullYear(date.getUTCFullYear() - years)
  return date.toISOString().slice(0, 10)
}

async function newChild() {
  const account = await world.newAccount({ givenName: 'Mali', familyName: 'Rees', birthDate: born(14, 40) })
  return { account, actor: () => actorOfPerson(app, account.personId), browser: await signIn(account) }
}

const purpose = 'write to me at stranger@home.example'

async function sharesWith(address: string) {
  const sharer = await newSharer()
  const { grantId } = await share(sharer, {
    audience: 'person',
    recipient: address,
    purpose,
    mayDownload: true,
  })
  return { ...sharer, grantId }
}

/** What a child meets of a share: in the list and at each of its addresses, by page and by program. */
async function whatIsMet(browser: Awaited<ReturnType<typeof signIn>>, grantId: string) {
  const list = await browser.get('/shared-with-me')
  const api = await browser.request('/api/v1/shared-with-me')
  const page = await browser.get(`/shared-with-me/${grantId}`)
  return { list: list.text, api: await api.text(), status: page.status }
}

describe('a share with somebody under eighteen', () => {
  test('of a stranger is nowhere to be found, and no letter tells of it', async () => {
    const { account, browser } = await newChild()
    const { grantId } = await sharesWith(account.address)
    const met = await whatIsMet(browser, grantId)
    expect(met.status).toBe(404)
    expect(met.list + met.api).not.toContain(purpose)
    expect(met.list).toContain('Until you are 18')
    const under = `/shared-with-me/${grantId}`
    for (const path of [`${under}/lines/${grantId}`, `${under}/files/x`, `/api/v1${under}`]) {
      expect((await browser.get(path)).status, path).toBe(404)
    }
    const form = (await browser.get('/account')).document.querySelector('[name=csrf]')
    const csrf = form?.getAttribute('value') ?? ''
    for (const path of [`${under}/opening`, `${under}/bundle`]) {
      expect((await browser.post(path, { csrf })).status, path).toBe(404)
    }
    expect(await world.mailOf(account.address)).toEqual([])
    expect(await world.openingsOf(grantId)).toEqual([])
  })

  test('looks to the one who shares as with anybody', async () => {
    const { account } = await newChild()
    const sharer = await newSharer()
    const browser = await signIn(sharer.account)
    const { account: adult } = await world.newSignedIn()
    const answers: string[] = []
    for (const recipient of [account.address, adult.address, 'nobody@home.example']) {
      await browser.get(`/shares/new/${sharer.pageId}`)
      const page = await browser.submit('Share', { audience: 'person', recipient, purpose: 'to read' })
      answers.push(page.text.replaceAll(recipient, 'ADDRESS'))
    }
    expect(new Set(answers).size).toBe(1)
    const { rows } = await owner.query<{ count: number }>(
      `select count(*)::int as count from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'sharing.tell-recipient'`,
    )
    expect(rows[0]?.count).toBe(3)
    await world.work()
  })

  test('of somebody with whom the child has shared is there, stopped or not', async () => {
    const { account, actor, browser } = await newChild()
    const { grantId, account: guardian } = await sharesWith(account.address)
    expect((await whatIsMet(browser, grantId)).status).toBe(404)
    const { pageId } = await world.newPage(await actor(), [])
    const back = await share(
      { actor: await actor(), pageId },
      { audience: 'person', recipient: guardian.address, days: 7 },
    )
    const seen = await (await signIn(guardian)).get('/shared-with-me')
    expect(seen.text).toContain('A page from Mali Rees')
    await owner.query('update access_grant set stopped_at = now() where grant_id = $1', [back.grantId])
    const met = await whatIsMet(browser, grantId)
    expect([met.status, met.list.includes(purpose)]).toEqual([200, true])
    await world.mailOf(account.address)
    await sharesWith(account.address)
    expect(await world.mailOf(account.address)).toEqual([])
  })

  test('of staff where the child is enrolled now is there, and only while both are so', async () => {
    const { account, browser } = await newChild()
    const learnerId = await world.newLearner(account.personId)
    const { organisationId } = await createOrganisation(app, command, {
      ukprn: '90000035',
      name: 'Harbour Community School',
      kind: 'school',
    })
    await owner.query(
      `insert into enrolment_of_learner (learner_id, organisation_id, cohort, since) values ($1, $2, 'Y9', now())`,
      [learnerId, organisationId],
    )
    const { grantId, account: tutor } = await sharesWith(account.address)
    const status = async () => (await whatIsMet(browser, grantId)).status
    expect(await status()).toBe(404)
    const membership = { personId: tutor.personId, personName: 'Tom Okafor', role: 'tutor' } as const
    await addMember(app, command, organisationId, membership)
    expect(await status()).toBe(200)
    await world.mailOf(account.address)
    const again = { actor: await actorOfPerson(app, tutor.personId) }
    const { pageId } = await world.newPage(again.actor, [])
    await share({ ...again, pageId }, { audience: 'person', recipient: account.address })
    expect(await world.mailOf(account.address)).toHaveLength(1)

    const ended = (at: string) =>
      owner.query(`update enrolment_of_learner set ended_at = ${at} where learner_id = $1`, [learnerId])
    await ended('now()')
    expect(await status()).toBe(404)
    await ended('null')
    expect(await status()).toBe(200)
    await owner.query('update membership_of_person set ended_at = now() where person_id = $1', [
      tutor.personId,
    ])
    expect(await status()).toBe(404)
  })

  test('is there from the eighteenth birthday on', async () => {
    const { account, browser } = await newChild()
    const { grantId } = await sharesWith(account.address)
    const bornOn = (day: string) =>
      owner.query('update person set birth_date = $2 where person_id = $1', [account.personId, day])
    await bornOn(born(18, -1))
    expect((await whatIsMet(browser, grantId)).status).toBe(404)
    await bornOn(born(18))
    const met = await whatIsMet(browser, grantId)
    expect([met.status, met.list.includes(purpose)]).toEqual([200, true])
    expect(met.list).not.toContain('Until you are 18')
  })
})
