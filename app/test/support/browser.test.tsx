import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { describe, expect, test } from 'vitest'
import { browser } from './browser.ts'

const app = new Hono()
app.get('/sign-in', (c) => {
  setCookie(c, '__Host-seat', 'a1', { path: '/', secure: true, httpOnly: true })
  return c.html(
    <html lang="en">
      <body>
        <main>
          <h1>Sign in</h1>
          <form method="post" action="/session?next=%2F" id="in">
            <input type="hidden" name="csrf" value="tok" />
            <label for="mail">E-mail address</label>
            <input id="mail" name="email" />
            <textarea name="note" aria-label="Note">
              {'a\nb'}
            </textarea>
            <label>
              <input type="checkbox" name="stay" /> Stay signed in
            </label>
            <fieldset>
              <legend>Language</legend>
              <input type="radio" id="en" name="language" value="en" checked />
              <label for="en">English</label>
              <input type="radio" id="cy" name="language" value="cy" />
              <label for="cy">Cymraeg</label>
            </fieldset>
            <label for="as">As</label>
            <select id="as" name="as">
              <option value="1">Learner</option>
              <option value="2">Tutor</option>
            </select>
            <input name="bare" />
            <button type="submit" name="act" value="go">
              Sign in
            </button>
            <button type="submit" formaction="/forgot">
              Forgot
            </button>
          </form>
          <form method="post" action="/files" enctype="multipart/form-data">
            <h2>Evidence</h2>
            <label for="file">File</label>
            <input id="file" type="file" name="file" />
            <button type="submit">Upload</button>
          </form>
          <form action="/search?old=1">
            <label for="q">Search for</label>
            <input id="q" name="q" />
            <button type="submit">Search</button>
          </form>
          <a href="/away">Elsewhere</a>
        </main>
      </body>
    </html>,
  )
})
app.post('/session', async (c) => {
  const form = await c.req.formData()
  setCookie(c, 'seen', JSON.stringify([...form]), { path: '/' })
  setCookie(c, '__Host-seat', '', { path: '/', secure: true, maxAge: 0 })
  return c.redirect('/home', 303)
})
app.get('/home', (c) => c.json({ cookies: getCookie(c) }))
app.post('/files', async (c) => {
  const file = (await c.req.formData()).get('file')
  return c.json(file instanceof File ? { name: file.name, text: await file.text() } : {})
})
app.get('/search', (c) => c.json(c.req.query()))
app.post('/refused', (c) => c.json({ origin: c.req.header('origin'), site: c.req.header('sec-fetch-site') }))
app.get('/away', (c) => c.redirect('https://elsewhere.example/x', 302))

async function atSignIn() {
  const visitor = browser(app)
  await visitor.get('/sign-in')
  return visitor
}

describe('filling in a form', () => {
  test('sends labels, hidden fields, defaults and the button, and follows the redirect with cookies', async () => {
    const visitor = await atSignIn()
    expect(visitor.page.heading).toBe('Sign in')
    expect(visitor.cookies.get('__Host-seat')).toBe('a1')
    const home = await visitor.submit('Sign in', {
      'E-mail address': 'amina@demo.example',
      'Stay signed in': true,
      Language: 'Cymraeg',
      As: 'Tutor',
    })
    expect(home.path).toBe('/home')
    const { cookies } = home.json<{ cookies: Record<string, string> }>()
    expect(Object.keys(cookies)).toEqual(['seen'])
    expect(JSON.parse(cookies.seen ?? '')).toEqual([
      ['csrf', 'tok'],
      ['email', 'amina@demo.example'],
      ['note', 'a\r\nb'],
      ['stay', 'on'],
      ['language', 'cy'],
      ['as', '2'],
      ['bare', ''],
      ['act', 'go'],
    ])
  })

  test('sends files, and puts a search into the address', async () => {
    const visitor = await atSignIn()
    const sent = await visitor.submit('Evidence', { File: new File(['words'], 'a.txt') })
    expect(sent.json()).toEqual({ name: 'a.txt', text: 'words' })
    await visitor.get('/sign-in')
    const found = await visitor.submit('Search', { 'Search for': 'ŵ' })
    expect(found.json()).toEqual({ q: 'ŵ' })
  })

  test('refuses what a person could not do', async () => {
    const { page, submit } = await atSignIn().then((visitor) => ({
      page: visitor.page,
      submit: (form: string, fields = {}) => Promise.resolve().then(() => visitor.submit(form, fields)),
    }))
    await expect(submit('Sign in', { bare: 'x' })).rejects.toThrow('has no label')
    await expect(submit('Sign in', { Password: 'x' })).rejects.toThrow('No field “Password”')
    await expect(submit('Sign in', { Language: 'Deutsch' })).rejects.toThrow('No choice “Deutsch”')
    await expect(submit('Sign in', { As: 'Parent' })).rejects.toThrow('No option “Parent”')
    await expect(submit('Sign out')).rejects.toThrow('No form “Sign out”')
    expect(() => page.link('Nowhere')).toThrow('No link “Nowhere”')
  })
})

describe('a visitor', () => {
  test('posts as from our own pages, unless told otherwise', async () => {
    const visitor = browser(app, { origin: 'https://vademecum.example' })
    const own = await visitor.post('/refused', { a: '1' })
    expect(own.json()).toEqual({ origin: 'https://vademecum.example', site: 'same-origin' })
    const foreign = await visitor.post('/refused', {}, { headers: { origin: 'https://evil.example' } })
    expect(foreign.json()).toEqual({ origin: 'https://evil.example' })
  })

  test('does not follow a redirect to another origin', async () => {
    const visitor = await atSignIn()
    const page = await visitor.click('Elsewhere')
    expect(page.status).toBe(302)
    expect(page.headers.get('location')).toBe('https://elsewhere.example/x')
  })
})
