import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../src/credentials/check.ts'
import { addEvidence } from '../../src/portfolio/file/add-evidence.ts'
import { saveDraft } from '../../src/portfolio/page/save-draft.ts'
import { publishPage } from '../../src/portfolio/page/publish-page.ts'
import { loadPage } from '../../src/portfolio/page/load-page.ts'
import { wordsFor } from '../../src/words.ts'
import { arrange } from './arrange.ts'

const world = await arrange()
const { app, share, newSharer, visitor, owner, openingsOf, signIn } = world

async function opened(path: string) {
  const employer = visitor()
  await employer.get(path)
  await employer.submit('Open')
  return employer
}

describe('sharing a page', () => {
  test('by form: who, what for, how long; the link is shown once', async () => {
    const sharer = await newSharer()
    const learner = await signIn(sharer.account)
    const form = await learner.get(`/shares/new/${sharer.pageId}`)
    expect(form.status).toBe(200)
    expect(form.html).toContain('A copy cannot be called back')
    const wrong = await learner.submit('Share', { recipient: '', purpose: '' })
    expect(wrong.status).toBe(422)
    expect(wrong.errors).toEqual(['Say for whom it is', 'Say what it is for'])
    const made = await learner.submit('Share', { recipient: 'Acme Ltd', purpose: 'apprenticeship' })
    const link = made.document.querySelector('#link')?.getAttribute('value') ?? ''
    expect(link).toMatch(/\/s\/[\w-]{43}$/)
    expect((await learner.get(made.path)).html).not.toContain('/s/')
    const page = await opened(new URL(link).pathname)
    expect(page.page.heading).toBe('Why I want to build boats')
    const { rows } = await owner.query<{ token_hash: string }>('select token_hash from grant_key')
    expect(rows.map(({ token_hash }) => token_hash)).not.toContain(link.slice(-43))
    expect((await learner.get('/shares')).text).toContain('Acme Ltd')
  })

  test('under 18: thirty days at most, said beside the form', async () => {
    const born = new Date(Date.now() - 15 * 365.25 * 24 * 3600_000).toISOString().slice(0, 10)
    const sharer = await newSharer({ birthDate: born })
    const learner = await signIn(sharer.account)
    const form = await learner.get(`/shares/new/${sharer.pageId}`)
    expect(form.text).toContain('You are under 18')
    expect(form.all('input[name=days] ~ label')).toEqual(['1 week', '30 days'])
    const csrf = form.document.querySelector('input[name=csrf]')?.getAttribute('value') ?? ''
    const refused = await learner.post(`/shares/new/${sharer.pageId}`, {
      csrf,
      audience: 'link',
      recipient: 'Acme Ltd',
      purpose: 'job',
      days: '31',
    })
    expect(refused.status).toBe(422)
    expect(refused.errors).toEqual(['You can share for 30 days at most'])
  })

  test('another person’s share and page are not there', async () => {
    const sharer = await newSharer()
    const { grantId } = await share(sharer)
    const { browser } = await world.newSignedIn()
    expect((await browser.get(`/shares/${grantId}`)).status).toBe(404)
    expect((await browser.get(`/shares/new/${sharer.pageId}`)).status).toBe(404)
    const csrf =
      (await browser.get('/shares')).document.querySelector('input[name=csrf]')?.getAttribute('value') ?? ''
    for (const path of ['end', 'link']) {
      expect((await browser.post(`/shares/${grantId}/${path}`, { csrf })).status).toBe(404)
    }
    const out = await visitor().get(`/shares/${grantId}`, { follow: false })
    expect(out.status).toBe(303)
    expect(out.headers.get('location')).toContain('/sign-in')
  })

  test('stopped by the learner: gone at once, and said so', async () => {
    const sharer = await newSharer()
    const { path, grantId } = await share(sharer)
    const employer = await opened(path)
    const learner = await signIn(sharer.account)
    await learner.get(`/shares/${grantId}`)
    expect(learner.page.text).toContain('It cannot be undone')
    const stopped = await learner.submit('Stop sharing')
    expect(stopped.text).toContain('stopped')
    expect((await employer.get(path)).status).toBe(410)
    expect(await world.actionsOf(sharer.account.personId)).toContain('share.stopped')
  })
})

describe('what changes while it is shared', () => {
  test('a new published version is another opening; the draft is not shown', async () => {
    const sharer = await newSharer()
    const { path, grantId } = await share(sharer)
    const employer = await opened(path)
    await saveDraft(app, sharer.actor, sharer.pageId, {
      texts: new Map(),
      title: { text: 'Second thoughts', base: '' },
    })
    const { page } = await loadPage(app, sharer.actor, sharer.pageId, wordsFor('en'))
    if (page.draft.title === 'Second thoughts') {
      expect((await employer.get(path)).heading).toBe('Why I want to build boats')
      await publishPage(app, sharer.actor, sharer.pageId, [grantId])
      expect((await employer.get(path)).heading).toBe('Second thoughts')
      expect((await openingsOf(grantId)).map((opening) => opening.page_version)).toEqual([1, 2])
    }
  })

  test('a corrected line shows its new version under a credential of its own', async () => {
    const { learnerId, issuerId, eventId, ...sharer } = await newSharer()
    const { path, grantId } = await share(sharer)
    const employer = await opened(path)
    expect((await employer.get(path)).html).toContain('1 of 2 things')
    await world.newEvent({ learnerId, issuerId, eventId, version: 2, change: 'corrected', grade: '8' })
    const page = await employer.get(path)
    expect(page.html).toContain('1 of 2 things here')
    const { rows } = await owner.query<{ version: number; document: string }>(
      'select version, document from credential where grant_id = $1 order by version',
      [grantId],
    )
    expect(rows.map(({ version }) => version)).toEqual([1, 2])
    expect(rows[1]?.document).toContain('"value":"8"')
    expect(await openingsOf(grantId)).toHaveLength(2)
  })

  test('a result that is not released yet is as if it were not there', async () => {
    const { learnerId, issuerId, eventId, ...sharer } = await newSharer()
    const { path } = await share(sharer)
    const employer = await opened(path)
    const before = await employer.get(path)
    const batchId = await world.release(issuerId, '2099-01-01')
    await world.newEvent({
      learnerId,
      issuerId,
      eventId,
      version: 2,
      change: 'corrected',
      grade: '9',
      batchId,
    })
    const after = await employer.get(path)
    expect(after.html).toBe(before.html)
  })

  test('a claim that was undone takes the line out of the share', async () => {
    const { learnerId, ...sharer } = await newSharer()
    const { path } = await share(sharer)
    const employer = await opened(path)
    await owner.query('delete from learner_owner where learner_id = $1', [learnerId])
    await owner.query('delete from learner_of_person where learner_id = $1', [learnerId])
    const page = await employer.get(path)
    expect(page.status).toBe(200)
    expect(page.html).not.toContain('GCSE')
  })

  test('an issuer whom nobody admitted is not counted as confirming', async () => {
    const { path } = await share(await newSharer({ admitted: false }))
    const { page } = await opened(path)
    expect(page.html).toContain('0 of 2 things')
    expect(page.all('.mark--verified')).toEqual([])
  })
})

describe('a line', () => {
  test('says who, and the result of each check', async () => {
    const { path } = await share(await newSharer())
    const employer = await opened(path)
    const line = await employer.click('confirmed by Meridian Awards')
    expect(line.status).toBe(200)
    expect(line.heading).toBe('GCSE Mathematics')
    expect(line.text).toContain('The signature fits the content')
    expect(line.all('.checks__item--pass').length).toBeGreaterThanOrEqual(6)
    expect(line.all('.checks__item--fail')).toEqual([])
    const stranger = await visitor().get(line.path)
    expect(stranger.heading).toBe('Somebody shared something with you')
  })
})

describe('a copy', () => {
  test('cannot be taken unless the learner allowed it', async () => {
    const { path } = await share(await newSharer())
    const employer = await opened(path)
    expect(employer.page.html).not.toContain('Take a copy')
    expect((await employer.post(`${path}/bundle`)).status).toBe(403)
  })

  test('is recorded with its digest, verifies without an account, and shows what was changed in it', async () => {
    const sharer = await newSharer()
    const { path, grantId } = await share(sharer, { mayDownload: true })
    expect((await visitor().post(`${path}/bundle`)).html).not.toContain('VademecumBundle')
    const employer = await opened(path)
    const copy = await employer.submit('Take a copy to check later')
    expect(copy.headers.get('content-disposition')).toContain('attachment')
    const { rows } = await owner.query<{ digest: string }>(
      'select digest from copy_taken where grant_id = $1',
      [grantId],
    )
    expect(rows).toHaveLength(1)
    const { createHash } = await import('node:crypto')
    expect(rows[0]?.digest).toBe(createHash('sha256').update(copy.body).digest('hex'))
    for (const hidden of [
      sharer.eventId,
      sharer.itemId,
      sharer.learnerId,
      sharer.account.personId,
      '8228186621',
    ]) {
      expect(copy.html).not.toContain(hidden)
    }

    const anybody = visitor()
    const form = await anybody.get('/verify')
    expect(form.text).toContain('Nothing that you give here is stored')
    const checked = await anybody.submit('Check it', { text: copy.html })
    expect(checked.text).toContain('1 of 1 certificate in this bundle was confirmed')
    expect(checked.text).toContain('Check that Amina Rahman is the person before you')
    expect(checked.text).toContain('Meridian Awards')
    await anybody.get('/verify')
    const tampered = await anybody.submit('Check it', {
      text: copy.html.replace('"value": "7"', '"value": "9"'),
    })
    expect(tampered.text).toContain('Do not rely on this')
    expect(tampered.all('.checks__item--fail').join()).toContain('The signature fits the content')
    const verdict = await checkDocument(app, copy.html)
    expect(verdict.kind === 'bundle' && verdict.report.verdict).toBe('verified')

    const learner = await signIn(sharer.account)
    expect((await learner.get(`/shares/${grantId}`)).text).toContain('Copies taken')
  })

  test('what is no certificate is said to be none', async () => {
    const anybody = visitor()
    await anybody.get('/verify')
    const nothing = await anybody.submit('Check it', {})
    expect(nothing.status).toBe(422)
    const other = await anybody.submit('Check it', { text: '{"a": 1}' })
    expect(other.status).toBe(422)
    expect(other.errors).toEqual(['This is neither a certificate nor a bundle that we can read'])
  })
})

describe('with somebody who has an account', () => {
  test('whoever confirmed the address finds it, opens it, and nobody else', async () => {
    const sharer = await newSharer()
    const { account, browser: guardian } = await world.newSignedIn()
    const { grantId } = await share(sharer, { audience: 'person', recipient: account.address.toUpperCase() })
    const list = await guardian.get('/shared-with-me')
    expect(list.text).toContain('A page from Amina Rahman')
    const before = await guardian.click('A page from Amina Rahman')
    expect(before.html).not.toContain('boats')
    const page = await guardian.submit('Open')
    expect(page.heading).toBe('Why I want to build boats')
    expect(await openingsOf(grantId)).toMatchObject([{ person_id: account.personId, looks: 1 }])
    const line = await guardian.click('confirmed by Meridian Awards')
    expect(line.heading).toBe('GCSE Mathematics')

    const { browser: other } = await world.newSignedIn()
    expect((await other.get(`/shared-with-me/${grantId}`)).status).toBe(404)
    expect((await other.get('/shared-with-me')).text).not.toContain('Amina Rahman')
    const letters = await world.mailOf(account.address)
    expect(letters.map(({ subject }) => subject)).toEqual(['Somebody shared something with you'])
    expect(letters[0]?.body).not.toContain('Amina')
  })

  test('an address without an account is answered alike', async () => {
    const sharer = await newSharer()
    const learner = await signIn(sharer.account)
    const { account } = await world.newSignedIn()
    const answers = []
    for (const recipient of [account.address, 'nobody@home.example']) {
      await learner.get(`/shares/new/${sharer.pageId}`)
      const page = await learner.submit('Share', { audience: 'person', recipient, purpose: 'to read' })
      answers.push(page.text.replaceAll(recipient, 'ADDRESS'))
    }
    expect(answers[0]).toBe(answers[1])
  })
})

describe('a file', () => {
  test('opens by an address of that visit only', async () => {
    const sharer = await newSharer()
    const file = await addEvidence(
      app,
      sharer.actor,
      { title: 'Log book', language: 'en', texts: {} },
      {
        name: 'log.txt',
        content: (async function* () {
          yield Buffer.from('tide at six\n')
        })(),
      },
    )
    const { pageId } = await world.newPage(sharer.actor, [], [file.id])
    const { path } = await share({ actor: sharer.actor, pageId })
    const employer = await opened(path)
    const href = [...employer.page.document.querySelectorAll('a[href]')]
      .map((link) => link.getAttribute('href') ?? '')
      .find((each) => each.includes('/files/'))
    expect(href).toBeDefined()
    const got = await employer.request(href ?? '')
    expect(got.status).toBe(200)
    expect(await got.text()).toBe('tide at six\n')
    expect(got.headers.get('content-security-policy')).toContain('sandbox')
    expect(got.headers.get('cache-control')).toContain('no-store')
    const other = await opened(path)
    expect((await other.request(href ?? '')).status).toBe(404)
    expect((await employer.request(`${href}x`)).status).toBe(404)
    world.clock.advance({ minutes: 30 })
    expect((await employer.request(href ?? '')).status).toBe(404)
  })
})
