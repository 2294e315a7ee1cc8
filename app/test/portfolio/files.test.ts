import { createHash, randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { accounts } from '../identity/accounts.ts'
import type { Browser } from '../support/browser.ts'

const { newSignedIn, owner, app, visitor } = await accounts({ MAX_UPLOAD: '3 MB' })
const amina = await newSignedIn()
const bryn = await newSignedIn({ givenName: 'Bryn', familyName: 'Hughes' })
const me = amina.browser

const picture = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#264' } })
  .jpeg()
  .withExif({ IFD0: { Make: 'Secret camera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 28/1 0/1' } })
  .toBuffer()

async function upload(
  browser: Browser,
  name: string,
  content: BlobPart,
  fields: Record<string, string> = {},
) {
  await browser.get('/portfolio/items/new/resource')
  return browser.submit('Upload', { ...fields, file: new File([content], name) })
}

test('a picture is kept encrypted, shown drawn anew, and opened as an attachment', async () => {
  const page = await upload(me, 'my desk.jpeg', picture, {
    description: 'My desk',
  })
  expect(page.status).toBe(200)
  expect(page.heading).toBe('my desk')
  expect(page.text).toContain('Nothing says what this picture shows')
  const path = page.path

  const file = await me.request(`${path}/file`)
  expect(Buffer.from(await file.arrayBuffer()).equals(picture)).toBe(true)
  expect(Object.fromEntries(file.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': `attachment; filename="my desk.jpg"; filename*=UTF-8''my%20desk.jpg`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'content-length': String(picture.length),
  })
  const preview = await me.request(`${path}/preview`)
  expect(preview.headers.get('content-type')).toBe('image/webp')
  expect(preview.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  const drawn = Buffer.from(await preview.arrayBuffer())
  expect(await sharp(drawn).metadata()).toMatchObject({ width: 1600, height: 800, format: 'webp' })
  expect((await sharp(drawn).metadata()).exif).toBeUndefined()

  const { rows } = await owner.query('select sha256, size, media_type from stored_file where owner_id = $1', [
    amina.account.personId,
  ])
  expect(rows).toHaveLength(2)
  expect(rows).toContainEqual({
    sha256: createHash('sha256').update(picture).digest('hex'),
    size: picture.length,
    media_type: 'image/jpeg',
  })

  await me.get(`${path}/edit`)
  const described = await me.submit('Save', { alt: 'A tidy desk' })
  expect(described.text).not.toContain('Nothing says')
  expect(described.document.querySelector('.item__picture')?.getAttribute('alt')).toBe('A tidy desk')
})

test('the same file again takes no more room', async () => {
  const before = await owner.query('select count(*) from stored_file')
  await upload(me, 'again.jpg', picture)
  const after = await owner.query('select count(*) from stored_file')
  expect(after.rows).toEqual(before.rows)
})

test('ranges', async () => {
  const text = 'Sŵn y môr\n'.repeat(20_000)
  const { path } = await upload(me, 'sounds.txt', text)
  const bytes = Buffer.from(text)
  const part = await me.request(`${path}/file`, { headers: { range: 'bytes=70000-140000' } })
  expect(part.status).toBe(206)
  expect(part.headers.get('content-range')).toBe(`bytes 70000-140000/${bytes.length}`)
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(70_000, 140_001))).toBe(true)
  const last = await me.request(`${path}/file`, { headers: { range: 'bytes=-5' } })
  expect(Buffer.from(await last.arrayBuffer()).equals(bytes.subarray(-5))).toBe(true)
  const none = await me.request(`${path}/file`, { headers: { range: 'bytes=9999999-' } })
  expect([none.status, none.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`])
  const head = await me.request(`${path}/file`, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
    200,
    String(bytes.length),
    '',
  ])
})

test.each([
  [
    'drawing.svg',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    'We cannot take this kind of file',
  ],
  ['page.html', '<script>alert(1)</script>', 'We cannot take this kind of file'],
  ['picture.png', 'MZ\u0090 this is a program', 'We cannot take this kind of file'],
  ['notes.txt', 'text and then\u0000\u0001 bytes', 'it is not'],
  ['late.csv', `${'a,b\n'.repeat(40_000)}\u0000`, 'it is not'],
  ['empty.txt', '', 'This file is empty'],
])('%s is refused, and nothing of it is kept', async (name, content, problem) => {
  const before = await owner.query('select count(*) from stored_file')
  const page = await upload(me, name, content, { title: 'kept title' })
  expect(page.status).toBe(422)
  expect(page.errors).toEqual([expect.stringContaining(problem)])
  expect(page.html).toContain('value="kept title"')
  const after = await owner.query('select count(*) from stored_file')
  expect(after.rows).toEqual(before.rows)
})

test('a hostile name is only a name', async () => {
  const page = await upload(me, '../../../etc/<img src=x onerror=alert(1)>\u202etxt.png', picture)
  expect(page.html).not.toContain('<img src=x')
  const file = await me.request(`${page.path}/file`)
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="[^"/\\]*\.jpg"/)
  await file.body?.cancel()
})

test('a file over the limit is refused while it arrives', async () => {
  const page = await upload(
    me,
    'long.pdf',
    Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(4_000_000)]),
  )
  expect(page.status).toBe(413)
  expect(page.errors).toEqual([expect.stringContaining('larger than')])
})

test('a form without a file, or with a wrong date, says so', async () => {
  await me.get('/portfolio/items/new/resource')
  expect((await me.submit('Upload', {})).errors).toEqual(['Choose a file'])
  const page = await upload(me, 'a.txt', 'text', { 'occurredOn-year': '20' })
  expect(page.errors).toEqual(['There is no such date'])
})

test('without the token of the form not a byte is kept', async () => {
  const body = new FormData()
  body.append('title', 'x')
  body.append('language', 'en')
  body.append('file', new File(['text'], 'a.txt'))
  const answer = await me.request('/portfolio/items/new/resource', { method: 'POST', body })
  expect(answer.status).toBe(403)
})

test('nobody else opens it', async () => {
  const { path } = await upload(me, 'mine.txt', 'private words')
  for (const address of [path, `${path}/file`, `${path}/preview`]) {
    const answer = await bryn.browser.request(address)
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('private words')
    expect((await visitor().request(address)).status).toBe(303)
  }
})

test('a full quota says so', async () => {
  await owner.query(
    `insert into stored_file (owner_id, sha256, size, media_type, created_at) values ($1, 'x', $2, 'x', now())`,
    [bryn.account.personId, 1024 ** 3 - 100],
  )
  const page = await upload(bryn.browser, 'a.txt', 'more than a hundred bytes '.repeat(10))
  expect(page.status).toBe(413)
  expect(page.errors).toEqual([expect.stringContaining('There is not enough room')])
})

test('memory stays the same however large the file is', async () => {
  const { addEvidence } = await import('../../src/portfolio/file/add-evidence.ts')
  const carys = await newSignedIn({ givenName: 'Carys' })
  const actor = {
    kind: 'person',
    personId: carys.account.personId,
    name: 'Carys',
    birthDate: '1999-05-17',
    language: 'en',
    learnerIds: [],
    roles: [],
    isOperator: false,
    scopes: 'all',
    credentialId: carys.account.personId,
  } as const
  const chunk = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(256 * 1024)])
  const count = 400
  let most = 0
  async function* hundredMegabytes() {
    for (let index = 0; index < count; index += 1) {
      most = Math.max(most, process.memoryUsage().rss)
      yield chunk
    }
  }
  const before = process.memoryUsage().rss
  const item = await addEvidence(
    { ...app, config: { ...app.config, maxUpload: 512 * 1024 ** 2 } },
    actor,
    { title: 'Large', language: 'en', texts: {} },
    { name: 'large.pdf', content: hundredMegabytes() },
  )
  expect(item.kind === 'resource' && item.content.file?.size).toBe(chunk.length * count)
  expect(most - before).toBeLessThan(80 * 1024 ** 2)
})
