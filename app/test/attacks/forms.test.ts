import { readdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { accounts } from '../identity/accounts.ts'

const { app, newSignedIn, visitor, owner } = await accounts()

/** A multipart form as a program sends it: whatever fields, and no token. */
function multipart(fields: Readonly<Record<string, string>>): FormData {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return body
}

const entry = { title: 'Overwritten', language: 'en', happened: '', learned: '', next: '' }

describe('a form without its token', () => {
  test('is refused as multipart too, where only some kinds carry a file', async () => {
    const { browser, account } = await newSignedIn()
    await browser.get('/portfolio/items/new/entry')
    const { path } = await browser.submit('Save', { Title: 'Mine' })
    const send = (to: string, body: FormData) => browser.request(to, { method: 'POST', body })
    expect((await send(`${path}/edit`, multipart({ ...entry, version: '1' }))).status).toBe(403)
    expect((await send('/portfolio/items/new/entry', multipart(entry))).status).toBe(403)
    const { rows } = await owner.query('select title from item where owner_id = $1', [account.personId])
    expect(rows).toEqual([{ title: 'Mine' }])
  })

  test('is not excused by a token of the API that is none', async () => {
    const { browser } = await newSignedIn()
    for (const authorization of ['Bearer ?', 'Bearer ', 'Bearer vdm_wrong']) {
      const answer = await browser.request('/api/v1/items', {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ kind: 'achievement', title: 'By cookie', language: 'en', description: '' }),
      })
      expect([401, 403], authorization).toContain(answer.status)
    }
  })
})

describe('a body without end', () => {
  const megabyte = 1_000_000

  /** What the server took of 200 MB before it answered. */
  async function sendMuch(path: string, type: string, begin: string) {
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent === 0) controller.enqueue(new TextEncoder().encode(begin))
        if (sent === 200) return controller.close()
        sent += 1
        controller.enqueue(new Uint8Array(megabyte).fill(97))
      },
    })
    const init = { method: 'POST', headers: { 'content-type': type }, body, duplex: 'half' }
    const answer = await visitor().request(path, init)
    return { status: answer.status, sent }
  }

  test.each(['/verify', '/portfolio/items/new/resource', '/sign-in'])(
    'is not read to its end at %s',
    async (path) => {
      const { status, sent } = await sendMuch(path, 'application/x-www-form-urlencoded', 'csrf=')
      expect({ path, status }).toEqual({ path, status: 413 })
      expect(sent).toBeLessThan(30)
    },
  )

  test('is not kept where a file is expected, however it is cut into fields and files', async () => {
    const browser = visitor()
    const page = await browser.get('/verify')
    const csrf = String(page.html.match(/name="csrf" value="([^"]*)"/)?.[1])
    const parts = new FormData()
    parts.append('csrf', csrf)
    const piece = 'a'.repeat(3 * megabyte)
    for (let index = 0; index < 10; index += 1) parts.append('file', new File([piece], `${index}.json`))
    const answer = await browser.request('/verify', { method: 'POST', body: parts })
    expect(answer.status).toBe(413)
  })
})

describe('a file that breaks off', () => {
  test('leaves nothing behind', async () => {
    const { browser } = await newSignedIn()
    const page = await browser.get('/portfolio/items/new/resource')
    const csrf = String(page.html.match(/name="csrf" value="([^"]*)"/)?.[1])
    const begin = [
      ...['--x', 'Content-Disposition: form-data; name="csrf"', '', csrf],
      ...['--x', 'Content-Disposition: form-data; name="language"', '', 'en'],
      ...['--x', 'Content-Disposition: form-data; name="file"; filename="a.txt"', '', 'a'.repeat(200_000)],
    ].join('\r\n')
    let pulls = 0
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        pulls += 1
        if (pulls === 1) return controller.enqueue(new TextEncoder().encode(begin))
        await new Promise((resolve) => setTimeout(resolve, 200))
        expect(await filesBelow(app.config.dataFolder)).not.toEqual([])
        controller.error(new Error('gone'))
      },
    })
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const init = { method: 'POST', headers, body, duplex: 'half' }
    const answer = await browser.request('/portfolio/items/new/resource', init)
    expect(answer.status).toBe(422)
    await expect.poll(() => filesBelow(app.config.dataFolder)).toEqual([])
  })
})

async function filesBelow(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found.filter((entry) => entry.isFile() && !entry.name.startsWith('master')).map(({ name }) => name)
}

describe('NUL in what is typed', () => {
  test('is a mistake of whoever sends it, not ours', async () => {
    const nul = 'a\0b@home.example'
    const stranger = visitor()
    await stranger.get('/sign-in')
    const signIn = await stranger.submit('#sign-in', { address: nul, password: 'x y z' })
    expect(signIn.status).toBe(422)
    const { browser } = await newSignedIn()
    await browser.get('/portfolio/pages/new')
    const made = await browser.submit('Start writing', { title: 'A\0B' })
    expect(made.status).toBe(200)
    const answer = await browser.request('/api/v1/pages', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-csrf-token': String(made.html.match(/name="csrf" value="([^"]*)"/)?.[1]),
      },
      body: JSON.stringify({ title: 'A\0B' }),
    })
    expect(answer.status).toBe(422)
  })
})

describe('what makes the server think for long', () => {
  test('a text of brackets, a body of mistakes', async () => {
    const { browser } = await newSignedIn()
    const page = await browser.get('/portfolio/pages/new')
    const made = await browser.submit('Start writing', { title: 'A page' })
    const id = made.path.split('/').at(-2)
    const csrf = String(page.html.match(/name="csrf" value="([^"]*)"/)?.[1])
    const save = (blocks: unknown[]) =>
      browser.request(`/api/v1/pages/${id}/draft`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
        body: JSON.stringify({ revision: 1, title: 'A page', language: 'en', blocks }),
      })
    const startedAt = performance.now()
    expect((await save(Array(600_000).fill({}))).status).toBe(413)
    const many = await save(Array(3_000).fill({}))
    expect(many.status).toBe(422)
    expect(((await many.json()) as { errors: unknown[] }).errors.length).toBeLessThanOrEqual(100)
    const brackets = { kind: 'text', text: `http://x${')'.repeat(45_000)}a` }
    expect((await save(Array(10).fill(brackets))).status).toBe(200)
    expect((await browser.get(`/portfolio/pages/${id}/preview`)).status).toBe(200)
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })
})

describe('the notice of a page', () => {
  test('says nothing that we did not put there', async () => {
    for (const planted of ['mail.confirmSignUpText', 'constructor.name', 'identity.welcome']) {
      const browser = visitor()
      browser.cookies.set('vademecum_notice', planted)
      const page = await browser.get('/')
      expect(page.status).toBe(200)
      expect(page.all('.notice')).toEqual([])
    }
  })
})
