import { expect, test } from 'vitest'
import { accounts } from '../identity/accounts.ts'
import type { Browser } from '../support/browser.ts'

const { newSignedIn, visitor, actionsOf } = await accounts()
const amina = await newSignedIn()
const bryn = await newSignedIn({ givenName: 'Bryn', familyName: 'Hughes' })
const me = amina.browser

async function reflection(browser: Browser, title: string, fields: Record<string, string> = {}) {
  await browser.get('/portfolio/items/new/entry')
  const page = await browser.submit('Save', { Title: title, ...fields })
  expect(page.status).toBe(200)
  return page.path
}

test('an empty portfolio says what to do first', async () => {
  const fresh = await newSignedIn({ givenName: 'Carys' })
  const page = await fresh.browser.get('/portfolio')
  expect(page.text).toContain('You have no pages yet')
  expect(page.link('Make your first page')).toBe('/portfolio/pages/new')
  expect(page.link('Write a reflection')).toBe('/portfolio/items/new/entry')
})

test('a reflection is written, read, edited, removed and brought back', async () => {
  const path = await reflection(me, 'First day', {
    happened: 'I met the team.\n\n- tea\n- tour https://cwm.example/tour.',
    'occurredOn-year': '2026',
    'occurredOn-month': '9',
  })
  expect(me.page.heading).toBe('First day')
  expect(me.page.text).toContain('added by Amina Rahman, not checked')
  expect(me.page.text).toContain('September 2026')
  expect(me.page.all('.prose li')).toEqual(['tea', 'tour https://cwm.example/tour.'])
  expect(me.page.link('https://cwm.example/tour')).toBe('https://cwm.example/tour')

  await me.get(`${path}/edit`)
  await me.submit('Save', { next: 'Ask about the lathe.', 'occurredOn-month': '' })
  expect(me.page.text).toContain('Ask about the lathe.')
  expect(me.page.text).not.toContain('September')

  await me.submit('Remove')
  expect(me.page.heading).toBe('Removed: First day')
  expect((await me.get('/portfolio')).text).not.toContain('First day')
  await me.get(path)
  expect(me.page.status).toBe(404)
  await me.get(`${path}/removal`)
  await me.submit('Undo')
  expect(me.page.heading).toBe('First day')
  expect((await me.get(`${path}/removal`)).status).toBe(404)

  const actions = await actionsOf(amina.account.personId)
  expect(actions.filter((action) => action.startsWith('item.'))).toEqual([
    'item.created',
    'item.edited',
    'item.removed',
    'item.restored',
  ])
})

test.each([
  [1, 'entry', { Title: ' ' }, ['Give it a title']],
  [2, 'activity', { Title: 'x'.repeat(201) }, ['That is too long for one line']],
  [3, 'achievement', { Title: 'A', 'occurredOn-day': '3' }, ['Say in which year']],
  [
    5,
    'activity',
    { Title: 'A', 'occurredOn-year': '2026', 'endedOn-year': '2025' },
    ['It ends before it begins'],
  ],
  [4, 'entry', { Title: 'A', happened: 'x'.repeat(50_001) }, [expect.stringContaining('50,000')]],
])('a form that cannot be taken: %i, %s', async (_number, kind, fields, errors) => {
  await me.get(`/portfolio/items/new/${kind}`)
  const page = await me.submit('Save', fields)
  expect(page.status).toBe(422)
  expect(page.errors).toEqual(errors)
  expect(page.title).toMatch(/^Problem: /)
})

test('what was typed stays when something is missing', async () => {
  await me.get('/portfolio/items/new/activity')
  const page = await me.submit('Save', { description: 'I <b>row</b> & steer' })
  expect(page.html).toContain('I &lt;b&gt;row&lt;/b&gt; &amp; steer')
  expect(page.html).not.toContain('<b>row')
})

test('two windows: nothing is overwritten, both texts are shown', async () => {
  const path = await reflection(me, 'Two windows', { happened: 'Original.' })
  const other = await newWindow()
  await me.get(`${path}/edit`)
  await other.get(`${path}/edit`)
  await other.submit('Save', { happened: 'Theirs, saved first.' })
  const page = await me.submit('Save', { happened: 'Mine, saved second.' })
  expect(page.status).toBe(409)
  expect(page.text).toContain('Theirs, saved first.')
  expect(page.document.querySelector('textarea')?.textContent).toContain('Mine, saved second.')
  await me.submit('Save what is written here')
  expect((await me.get(path)).text).toContain('Mine, saved second.')
})

/** The same person, the same session, another window. */
async function newWindow(): Promise<Browser> {
  const window = visitor()
  for (const cookie of (me.cookies.headerFor('/') ?? '').split('; ')) {
    const headers = new Headers()
    headers.append('set-cookie', `${cookie}; Path=/`)
    window.cookies.take(headers)
  }
  return window
}

test('things are linked both ways round, and only as makes sense', async () => {
  await me.get('/portfolio/items/new/activity')
  const activity = (await me.submit('Save', { Title: 'Rowing club' })).path
  const entry = await reflection(me, 'A lost race')
  await me.submit('Link', { related: `reflects_on ${activity.split('/').at(-1)}` })
  expect(me.page.text).toContain('Reflects on Rowing club')
  expect((await me.get(activity)).text).toContain('Reflected on in A lost race')

  const csrf = me.page.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
  const wrong = await me.post(`${activity}/relations`, {
    csrf,
    related: `reflects_on ${entry.split('/').at(-1)}`,
  })
  expect(wrong.status).toBe(422)
  const nonsense = await me.post(`${activity}/relations`, { csrf, related: 'owns me' })
  expect(nonsense.status).toBe(422)

  await me.get(activity)
  await me.submit('Remove link with A lost race')
  expect(me.page.path).toBe(activity)
  expect((await me.get(entry)).all('.relations__item')).toEqual([])
})

test('nobody else finds any of it, and signed out one is sent to sign in', async () => {
  const path = await reflection(me, 'Private')
  const id = path.split('/').at(-1)
  await bryn.browser.get('/portfolio')
  const csrf = bryn.browser.page.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
  const his = await reflection(bryn.browser, 'His own')
  for (const address of ['', '/edit', '/file', '/preview', '/removal']) {
    const { status } = await bryn.browser.get(path + address)
    expect({ address, status }).toEqual({ address, status: 404 })
  }
  for (const address of ['/edit', '/removal', '/restoration', '/relations', '/relations/end']) {
    const fields = {
      csrf,
      title: 'Mine now',
      language: 'en',
      version: '1',
      related: `reflects_on ${his.split('/').at(-1)}`,
    }
    const { status } = await bryn.browser.post(path + address, fields)
    expect({ address, status }).toEqual({ address, status: 404 })
  }
  // Nor by naming it from what is his own.
  const linked = await bryn.browser.post(`${his}/relations`, { csrf, related: `reflects_on ${id}` })
  expect(linked.status).toBe(404)
  expect((await me.get(path)).heading).toBe('Private')

  const nobody = visitor()
  for (const address of [
    '/portfolio',
    path,
    `${path}/file`,
    '/portfolio/items/new/entry',
    '/portfolio/items/no-id',
  ]) {
    const answer = await nobody.request(address)
    expect([address, answer.status, answer.headers.get('location')?.split('?')[0]]).toEqual([
      address,
      303,
      '/sign-in',
    ])
  }
})
