import { expect, test } from 'vitest'
import { textBase } from '../../src/portfolio/page/text-base.ts'
import { accounts } from '../identity/accounts.ts'
import type { Browser } from '../support/browser.ts'
import { type Page, textOf } from '../support/page.ts'

const { newSignedIn, visitor, owner, clock, actionsOf } = await accounts()
const amina = await newSignedIn()
const bryn = await newSignedIn({ givenName: 'Bryn', familyName: 'Hughes' })
const me = amina.browser

async function newPage(browser: Browser, title: string): Promise<string> {
  await browser.get('/portfolio/pages/new')
  const page = await browser.submit('Start writing', { 'Title of the page': title })
  expect(page.status).toBe(200)
  return page.url.pathname.replace(/\/edit$/, '')
}

/** A page with one text for each given. */
async function written(title: string, ...texts: string[]): Promise<string> {
  const path = await newPage(me, title)
  for (const text of texts) {
    await press(me, 'add:text')
    await press(me, 'save', { [textNames(me.page).at(-1) ?? '']: text })
  }
  return path
}

function press(browser: Browser, act: string, fields: Record<string, string> = {}): Promise<Page> {
  // The visually hidden "save" comes first, so that Enter presses it.
  return browser.submit(`button[name="act"][value="${act}"]`, fields)
}

function textNames(page: Page): string[] {
  return [...page.document.querySelectorAll('textarea')].map((field) => field.getAttribute('name') ?? '')
}

function texts(page: Page): string[] {
  return [...page.document.querySelectorAll('textarea')].map((field) => textOf(field))
}

function idOf(page: Page, index: number): string {
  return textNames(page)[index]?.slice(5) ?? ''
}

function csrfOf(browser: Browser): string {
  return browser.page.document.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
}

/** The same person in another window. */
function otherWindow(): Browser {
  const window = visitor()
  for (const cookie of (me.cookies.headerFor('/') ?? '').split('; ')) {
    window.cookies.take(new Headers([['set-cookie', `${cookie}; Path=/`]]))
  }
  return window
}

test('a page begins with its title, and without one it does not begin', async () => {
  await me.get('/portfolio/pages/new')
  const refused = await me.submit('Start writing', { 'Title of the page': '  ' })
  expect([refused.status, refused.errors]).toEqual([422, ['Give the page a title']])
  const path = await newPage(me, 'My placement')
  expect(me.page.heading).toBe('My placement')
  expect(me.page.text).toContain('Nothing stands on this page yet')
  expect((await me.get(path)).text).toContain('This page is a draft')
})

test('parts are added, written, moved, removed and taken back, all by forms', async () => {
  await written('Order', 'one', 'two', 'three')
  expect(texts(me.page)).toEqual(['one', 'two', 'three'])
  await press(me, `up:${idOf(me.page, 2)}`)
  expect(texts(me.page)).toEqual(['one', 'three', 'two'])
  expect(me.page.url.hash).toMatch(/^#part-/)
  // The keyboard goes on where it was, also without script.
  expect(me.page.document.querySelector('[autofocus]')?.getAttribute('value')).toBe(`up:${idOf(me.page, 1)}`)
  await press(me, `down:${idOf(me.page, 0)}`)
  expect(texts(me.page)).toEqual(['three', 'one', 'two'])
  await press(me, `down:${idOf(me.page, 2)}`)
  expect(texts(me.page)).toEqual(['three', 'one', 'two'])
  await press(me, `remove:${idOf(me.page, 1)}`)
  expect(texts(me.page)).toEqual(['three', 'two'])
  await press(me, 'undo')
  expect(texts(me.page)).toEqual(['three', 'one', 'two'])
  await press(me, 'undo')
  expect(texts(me.page)).toEqual(['one', 'three', 'two'])
  await press(me, 'redo')
  expect(texts(me.page)).toEqual(['three', 'one', 'two'])
  await press(me, `add:heading:${idOf(me.page, 0)}`)
  const kinds = [...me.page.document.querySelectorAll('.editor__block')].map((block) => block.className)
  expect(kinds[1]).toContain('heading')
})

test('whichever button is pressed, what was typed anywhere on the page is kept', async () => {
  const path = await written('Typed', 'first', 'second')
  const [a = '', b = ''] = textNames(me.page)
  await press(me, `down:${a.slice(5)}`, {
    [a]: 'first, changed',
    [b]: 'second, changed',
    title: 'Typed again',
  })
  expect(texts(me.page)).toEqual(['second, changed', 'first, changed'])
  expect(me.page.heading).toBe('Typed again')
  await press(me, 'preview', { [a]: 'first, once more' })
  expect(me.page.path).toBe(`${path}/preview`)
  expect(me.page.text).toContain('first, once more')
})

test('a text that is too long comes back as it was typed', async () => {
  await written('Long', 'short')
  const [name = ''] = textNames(me.page)
  const page = await press(me, 'save', { [name]: 'x'.repeat(50_001) })
  expect(page.status).toBe(422)
  expect(page.errors).toEqual([expect.stringContaining('longer than 50,000')])
  expect(texts(page)[0]).toHaveLength(50_001)
})

test('the draft saves itself: JSON in, what to go on with out', async () => {
  const path = await written('Autosave', 'before')
  const id = idOf(me.page, 0)
  const csrf = csrfOf(me)
  const post = (fields: Record<string, string>) =>
    me.request(`${path}/draft`, { method: 'POST', body: new URLSearchParams({ csrf, ...fields }) })
  const { rows } = await owner.query('select draft_revision from page where page_id = $1', [
    path.split('/').at(-1),
  ])
  const revision = Number(rows[0].draft_revision)
  const saved = await post({
    revision: String(revision),
    [`text-${id}`]: 'after\r\nmore',
    [`base-${id}`]: textBase('before'),
  })
  expect(saved.status).toBe(200)
  expect(await saved.json()).toEqual({
    revision: revision + 1,
    fields: { revision: String(revision + 1), [`base-${id}`]: textBase('after\nmore') },
    conflicts: [],
  })
  // The same again, as when the answer was lost, changes nothing.
  const again = await post({ [`text-${id}`]: 'after\nmore', [`base-${id}`]: textBase('before') })
  expect(await again.json()).toMatchObject({ revision: revision + 1, conflicts: [] })
  // Another window with the old text, changed there too.
  const conflict = await post({ [`text-${id}`]: 'mine', [`base-${id}`]: textBase('before') })
  expect([conflict.status, await conflict.json()]).toMatchObject([409, { conflicts: [id], fields: {} }])
  // An old window that was not touched neither conflicts nor gets a base with which it would overwrite.
  const stale = await post({ [`text-${id}`]: 'before', [`base-${id}`]: textBase('before') })
  expect([stale.status, await stale.json()]).toMatchObject([200, { fields: {}, conflicts: [] }])
})

test('two windows: both texts are kept, and the person decides', async () => {
  const path = await written('Conflict', 'start', 'other part')
  const [name = '', otherName = ''] = textNames(me.page)
  const second = otherWindow()
  await second.get(`${path}/edit`)
  await press(me, 'save', { [name]: 'from the first window' })
  const asked = await press(second, 'save', { [name]: 'from the second window', [otherName]: 'saved beside' })
  expect(asked.status).toBe(409)
  expect(asked.text).toContain('from the first window')
  expect(texts(asked)).toEqual(['from the second window'])
  await second.submit('Save my choice')
  expect(texts(second.page)).toEqual(['from the first window', 'from the second window', 'saved beside'])

  // Removed in one, written in the other.
  await me.get(`${path}/edit`)
  await press(second, `remove:${name.slice(5)}`)
  const gone = await press(me, 'save', { [name]: 'still wanted' })
  expect(gone.status).toBe(409)
  expect(gone.text).toContain('was removed in the other window')
  await me.submit('Save my choice')
  expect(texts(me.page)).toContain('still wanted')

  // Taking back what one has not seen is refused.
  await press(second, 'save', { [otherName]: 'newest' })
  const stale = await press(me, 'undo')
  expect(stale.status).toBe(409)
  expect(stale.text).toContain('newest')
})

test('things are picked from a list and shown with their mark', async () => {
  await me.get('/portfolio/items/new/entry')
  const item = (await me.submit('Save', { Title: 'What I saw', happened: 'A harbour.' })).path
  const path = await written('With things', 'intro')
  await press(me, 'pick:item')
  expect(me.page.heading).toBe('Put your things on the page')
  const none = await me.submit('Put on the page', {})
  expect([none.status, none.errors]).toEqual([422, ['Choose at least one']])
  await me.submit('Put on the page', { 'What I saw': true })
  expect(me.page.all('.block__title')).toEqual(['What I saw'])
  expect(me.page.all('.block__margin')).toEqual(['added by Amina Rahman, not checked'])

  const preview = await me.get(`${path}/preview`)
  expect(preview.text).toContain('A harbour.')
  await me.get(item)
  await me.submit('Remove')
  expect((await me.get(`${path}/preview`)).text).toContain('What stood here is not available any more.')

  await press(await edit(path), 'pick:record')
  expect(me.page.text).toContain('Your record is empty')
  expect((await me.get(`${path}/add/secrets`)).status).toBe(404)
})

async function edit(path: string): Promise<Browser> {
  await me.get(`${path}/edit`)
  return me
}

test('publishing makes numbered versions; older ones can be put back', async () => {
  const path = await newPage(me, 'Versions')
  const nothing = await press(me, 'publish')
  expect([nothing.status, nothing.errors]).toEqual([
    422,
    [expect.stringContaining('nothing on the page yet')],
  ])
  await press(me, 'add:text')
  await press(me, 'publish', { [textNames(me.page)[0] ?? '']: 'first words' })
  expect(me.page.path).toBe(path)
  expect(me.page.text).toContain('Published: version 1')
  await press(await edit(path), 'publish')
  expect(me.page.text).not.toContain('version 2')
  await press(await edit(path), 'publish', { [textNames(me.page)[0] ?? '']: 'second words' })
  expect(me.page.text).toContain('Published: version 2')

  const old = await me.get(`${path}/versions/1`)
  expect(old.text).toContain('first words')
  await me.submit('Put this version into the draft')
  expect(texts(me.page)).toEqual(['first words'])
  await press(me, 'undo')
  expect(texts(me.page)).toEqual(['second words'])
  expect((await me.get(`${path}/versions/3`)).status).toBe(404)
  expect((await me.get(`${path}/versions/0`)).status).toBe(404)

  const actions = await actionsOf(amina.account.personId)
  expect(actions.filter((action) => action === 'page.published')).toHaveLength(2)
})

test('a live share is named before the new version reaches it', async () => {
  const path = await written('Shared', 'words')
  await press(me, 'publish')
  const grant = '01890000-0000-7000-8000-000000000001'
  const insert = `insert into access_grant (owner_id, grant_id, audience, recipient, purpose, page_id, scope,
    may_download, starts_at, ends_at, created_at)
    values ($1, $2, 'link', 'Acme Ltd', 'a job', $3, '{"pages":[],"items":[],"events":[]}', false, $4, $5, $4)`
  const now = clock.now()
  await owner.query(insert, [
    amina.account.personId,
    grant,
    path.split('/').at(-1),
    now,
    new Date(now.getTime() + 86_400_000),
  ])
  await press(await edit(path), 'publish', { [textNames(me.page)[0] ?? '']: 'changed words' })
  expect(me.page.path).toBe(`${path}/publication`)
  expect(me.page.text).toContain('Acme Ltd')
  expect((await me.get(path)).text).toContain('Published: version 1')
  // Not by a form that names other shares than there are.
  const csrf = csrfOf(me)
  const unnamed = await me.post(`${path}/publication`, { csrf })
  expect(unnamed.path).toBe(`${path}/publication`)
  await me.submit('Publish, they will see it')
  expect(me.page.text).toContain('Published: version 2')
  expect(me.page.text).toContain('Acme Ltd, until')
})

test('a removed page is gone and comes back', async () => {
  const path = await written('Soon gone', 'words')
  await me.get(path)
  await me.submit('Remove')
  expect(me.page.heading).toBe('Removed: Soon gone')
  expect((await me.get(path)).status).toBe(404)
  await me.get(`${path}/removal`)
  await me.submit('Undo')
  expect((await me.get(`${path}/edit`)).status).toBe(200)
})

test('nobody else finds a page by any address, and signed out one is sent to sign in', async () => {
  const path = await written('Private page', 'private words')
  const block = idOf(me.page, 0)
  await press(me, 'publish')
  await newPage(bryn.browser, 'His')
  const csrf = csrfOf(bryn.browser)
  const gets = ['', '/edit', '/preview', '/publication', '/removal', '/add/item', '/versions/1']
  const posts = [
    '/edit',
    '/draft',
    '/conflicts',
    '/publication',
    '/removal',
    '/restoration',
    '/add/item',
    '/versions/1/restoration',
  ]
  for (const address of gets) {
    const page = await bryn.browser.get(path + address)
    expect({ address, status: page.status }).toEqual({ address, status: 404 })
    expect(page.html).not.toContain('private words')
    const signedOut = await visitor().request(path + address)
    expect([address, signedOut.headers.get('location')]).toEqual([
      address,
      expect.stringMatching(/^\/sign-in/),
    ])
  }
  for (const address of posts) {
    const fields = {
      csrf,
      act: `remove:${block}`,
      things: block,
      seenBy: block,
      [`text-${block}`]: 'his',
      [`base-${block}`]: 'x',
    }
    const { status } = await bryn.browser.post(path + address, fields)
    expect({ address, status }).toEqual({ address, status: 404 })
    const signedOut = await visitor().request(path + address, { method: 'POST' })
    expect([address, signedOut.status]).toEqual([address, 403])
  }
  expect(texts(await me.get(`${path}/edit`))).toEqual(['private words'])
})

test('a thing of somebody else cannot be put on a page', async () => {
  await bryn.browser.get('/portfolio/items/new/entry')
  const his = (await bryn.browser.submit('Save', { Title: 'His thoughts' })).path.split('/').at(-1) ?? ''
  const path = await newPage(me, 'Borrowed')
  const answer = await me.post(`${path}/add/item`, { csrf: csrfOf(me), things: his })
  expect(answer.status).toBe(404)
  expect((await me.get(`${path}/preview`)).text).not.toContain('His thoughts')
})

test('the editor speaks Welsh', async () => {
  const eira = await newSignedIn({ givenName: 'Eira', familyName: 'Wyn', language: 'cy' })
  await eira.browser.get('/portfolio/pages/new')
  const page = await eira.browser.submit('Dechrau ysgrifennu', { 'Teitl y dudalen': 'Fy lleoliad' })
  expect(page.text).toContain('Nid oes dim ar y dudalen hon eto')
  expect(page.document.querySelector('h1 span')?.getAttribute('lang')).toBe('cy')
})
