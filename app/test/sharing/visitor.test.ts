import { describe, expect, test } from 'vitest'
import { stopShare } from '../../src/sharing/stop-share.ts'
import { arrange } from './arrange.ts'

const world = await arrange()
const { share, newSharer, visitor, openingsOf, owner } = world

describe('a link', () => {
  test('shows nothing of the person before it is opened, and leaves no trace', async () => {
    const { path, grantId } = await share(await newSharer())
    const scanner = visitor()
    const page = await scanner.get(path)
    expect(page.status).toBe(200)
    expect(page.heading).toBe('Somebody shared something with you')
    for (const word of ['Amina', 'Rahman', 'Acme', 'boats', 'GCSE', 'Meridian']) {
      expect(page.html).not.toContain(word)
    }
    await scanner.get(path)
    expect(await openingsOf(grantId)).toHaveLength(0)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('same-origin')
    expect(page.headers.get('x-robots-tag')).toContain('noindex')
  })

  test('answers HEAD as GET, and never opens', async () => {
    const { path, grantId } = await share(await newSharer())
    const scanner = visitor()
    const got = await scanner.request(path)
    const head = await scanner.request(path, { method: 'HEAD' })
    const headersOf = (answer: Response) => [...answer.headers].filter(([name]) => name !== 'content-length')
    expect(head.status).toBe(got.status)
    expect(headersOf(head)).toEqual(headersOf(got))
    await scanner.get(path)
    await scanner.submit('Open')
    const again = await scanner.request(path, { method: 'HEAD' })
    expect(headersOf(again)).toEqual(headersOf(got))
    expect(await openingsOf(grantId)).toMatchObject([{ looks: 1 }])
  })

  test('opened: the page with its marks, and one opening that the learner can read', async () => {
    const sharer = await newSharer()
    const { path, grantId } = await share(sharer)
    const employer = visitor()
    await employer.get(path)
    const page = await employer.submit('Open')
    expect(page.path).toBe(path)
    expect(page.heading).toBe('Why I want to build boats')
    expect(page.html).toContain('1 of 2 things here')
    expect(page.html).toContain('Amina Rahman shares this page with Acme Ltd')
    expect(page.all('.mark--verified')).toContain('confirmed by Meridian Awards')
    expect(page.text).toContain('GCSE Mathematics')
    expect(page.html).not.toContain('8228186621')
    expect(page.html).not.toContain('1999-05-17')
    const [opening] = await openingsOf(grantId)
    expect(opening).toMatchObject({ looks: 1, page_version: 1 })
    expect(await world.actionsOf(sharer.account.personId)).toContain('share.opened')

    const learner = await world.signIn(sharer.account)
    const seen = await learner.get(`/shares/${grantId}`)
    expect(seen.text).toContain('Someone with the link you gave Acme Ltd')
    expect(seen.text).toContain('The tide chart, GCSE Mathematics')
  })

  test('looks within a visit write nothing; later ones count', async () => {
    const { path, grantId } = await share(await newSharer())
    const employer = visitor()
    await employer.get(path)
    await employer.submit('Open')
    await employer.get(path)
    await employer.get(path)
    const [before] = await openingsOf(grantId)
    expect(before).toMatchObject({ looks: 1, last_at: before?.first_at })
    await owner.query(`update opening set last_at = last_at - interval '31 minutes' where grant_id = $1`, [
      grantId,
    ])
    await employer.get(path)
    const [after] = await openingsOf(grantId)
    expect(after?.looks).toBe(2)
    expect(after?.last_at.getTime()).toBeGreaterThan(before?.last_at.getTime() ?? 0)
    await visitor().get(path)
    expect(await openingsOf(grantId)).toHaveLength(1)
  })

  test('another visitor is another opening', async () => {
    const { path, grantId } = await share(await newSharer())
    for (const one of [visitor(), visitor()]) {
      await one.get(path)
      await one.submit('Open')
    }
    expect(await openingsOf(grantId)).toHaveLength(2)
  })

  test('is opened by a form of our own only', async () => {
    const { path, grantId } = await share(await newSharer())
    const foreign = await visitor().request(`${path}/opening`, {
      method: 'POST',
      body: new URLSearchParams(),
      headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
    })
    expect(foreign.status).toBe(403)
    expect(await openingsOf(grantId)).toHaveLength(0)
  })
})

describe('a link that is not valid', () => {
  test('never was: not found', async () => {
    expect((await visitor().get(`/s/${'A'.repeat(43)}`)).status).toBe(404)
    expect((await visitor().get('/s/short')).status).toBe(404)
  })

  test('stopped and expired answer 410 with the same words, for every address below it', async () => {
    const sharer = await newSharer()
    const stopped = await share(sharer)
    const expired = await share(sharer)
    const employer = visitor()
    await employer.get(stopped.path)
    await employer.submit('Open')
    await stopShare(world.app, sharer.actor, stopped.grantId)
    await owner.query(`update access_grant set ends_at = now() - interval '1 second' where grant_id = $1`, [
      expired.grantId,
    ])
    const gone = await employer.get(stopped.path)
    expect(gone.status).toBe(410)
    const over = await visitor().get(expired.path)
    expect(over.status).toBe(410)
    expect(over.text).toBe(gone.text)
    expect(gone.html).not.toContain('Amina')
    expect((await employer.get(`${stopped.path}/lines/x`)).status).toBe(410)
    expect((await employer.request(`${stopped.path}/bundle`, { method: 'POST', body: '' })).status).toBe(410)
    expect((await employer.request(`${stopped.path}/opening`, { method: 'POST', body: '' })).status).toBe(410)
    expect((await employer.request(stopped.path, { method: 'HEAD' })).status).toBe(410)
  })

  test('replaced by a new one answers the same', async () => {
    const sharer = await newSharer()
    const { path, grantId } = await share(sharer)
    const learner = await world.signIn(sharer.account)
    await learner.get(`/shares/${grantId}`)
    const page = await learner.submit('Make a new link')
    const link = page.document.querySelector('#link')?.getAttribute('value') ?? ''
    expect(link).toContain('/s/')
    expect((await visitor().get(path)).status).toBe(410)
    expect((await visitor().get(new URL(link).pathname)).status).toBe(200)
    expect((await learner.get(`/shares/${grantId}`)).document.querySelector('#link')).toBeNull()
  })
})
