import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { actorOfPerson } from '../../src/access/load-actor.ts'
import { addEvidence } from '../../src/portfolio/file/add-evidence.ts'

import { replaceLink, stopShare } from '../../src/sharing/stop-share.ts'
import type { Browser } from '../support/browser.ts'
import { arrange } from './arrange.ts'

const filesUrl = 'http://files.localhost:3000'
const { app, server, clock, visitor, newAccount, signIn, newPage, share, openingsOf, owner } = await arrange({
  FILES_URL: filesUrl,
})

const picture = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#c33' } })
  .png()
  .toBuffer()
const evidence = (name: string, content: Uint8Array) => ({
  name,
  content: (async function* () {
    yield content
  })(),
})

/** Somebody with a picture and a text on a published page. */
async function newOwner() {
  const account = await newAccount()
  const actor = await actorOfPerson(app, account.personId)
  const said = { title: '', language: 'en', texts: {} } as const
  const drawn = await addEvidence(app, actor, said, evidence('harbour.png', picture))
  const written = await addEvidence(app, actor, said, evidence('notes.txt', Buffer.from('0123456789')))
  const { pageId } = await newPage(actor, [], [drawn.id, written.id])
  return { account, actor, pageId, drawn, written }
}

async function opened(path: string, browser: Browser = visitor()) {
  await browser.get(path)
  const [form] = browser.page.document.querySelectorAll('form[action$="/opening"]')
  const csrf = form?.querySelector('[name=csrf]')?.getAttribute('value') ?? ''
  const page = await browser.post(form?.getAttribute('action') ?? '', { csrf })
  const previewed = page.document.querySelector('img.item__picture')?.getAttribute('src') ?? ''
  const linked = page.document.querySelector('a[download]')?.getAttribute('href') ?? ''
  return { browser, page, previewed, linked }
}

/** As somebody who has nothing but the address. */
const get = (url: string, init: RequestInit = {}) => server.request(new Request(url, init))

const sharer = await newOwner()

describe('the files of a share', () => {
  test('stand on the origin of files, and the page may draw from there', async () => {
    const { page, previewed, linked } = await opened((await share(sharer)).path)
    expect(previewed).toMatch(/^http:\/\/files\.localhost:3000\/files\/[\w.-]+$/)
    expect(linked).toMatch(/^http:\/\/files\.localhost:3000\/files\/[\w.-]+$/)
    expect(page.headers.get('content-security-policy')).toContain(`img-src 'self' data: ${filesUrl}`)
  })

  test('come for the address alone, as an attachment that can run nothing', async () => {
    const { previewed, linked } = await opened((await share(sharer)).path)
    const file = await get(linked)
    expect(file.status).toBe(200)
    expect(await file.text()).toBe('0123456789')
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-disposition': expect.stringContaining('attachment') as string,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'cross-origin',
    })
    expect((await get(previewed)).headers.get('content-type')).toBe('image/webp')
    const part = await get(linked, { headers: { range: 'bytes=2-4' } })
    expect([part.status, await part.text()]).toEqual([206, '234'])
  })

  test('name nobody and nothing in their address', async () => {
    const { token, grantId, path } = await share(sharer)
    const { linked } = await opened(path)
    const [, sealed = ''] = new URL(linked).pathname.split('/files/')[1]?.split('.') ?? []
    const inside = Buffer.from(sealed, 'base64url').toString('latin1')
    for (const known of [token, grantId, sharer.account.personId, sharer.written.id]) {
      expect(linked).not.toContain(known)
      expect(inside).not.toContain(known)
    }
  })

  test('leave no opening of their own', async () => {
    const { grantId, path } = await share(sharer)
    const { linked } = await opened(path)
    await get(linked)
    expect((await openingsOf(grantId)).map(({ looks }) => looks)).toEqual([1])
  })

  test('shared with an address come so too', async () => {
    const reader = await newAccount()
    const { grantId } = await share(sharer, { audience: 'person', recipient: reader.address })
    const browser = await signIn(reader)
    const { linked } = await opened(`/shared-with-me/${grantId}`, browser)
    expect(linked).toContain(filesUrl)
    expect(await (await get(linked)).text()).toBe('0123456789')
    await stopShare(app, sharer.actor, grantId)
    expect((await get(linked)).status).toBe(410)
  })
})

describe('an address of a file', () => {
  test('ends after a quarter of an hour', async () => {
    const { linked } = await opened((await share(sharer)).path)
    clock.advance({ minutes: 14 })
    expect((await get(linked)).status).toBe(200)
    clock.advance({ minutes: 3 })
    expect((await get(linked)).status).toBe(404)
  })

  test('ends with the share, and when its link is replaced', async () => {
    const { grantId, path } = await share(sharer)
    const { linked } = await opened(path)
    await stopShare(app, sharer.actor, grantId)
    const gone = await get(linked)
    expect([gone.status, gone.headers.get('content-type')]).toEqual([410, 'text/plain; charset=UTF-8'])

    const other = await share(sharer)
    const second = await opened(other.path)
    await replaceLink(app, sharer.actor, other.grantId)
    expect((await get(second.linked)).status).toBe(410)
  })

  test('is that of an opening: without the opening there is none', async () => {
    const { grantId, path } = await share(sharer)
    const { linked } = await opened(path)
    await owner.query('delete from opening where grant_id = $1', [grantId])
    expect((await get(linked)).status).toBe(404)
  })

  test('that was changed, or made for another minute, is none', async () => {
    const { linked } = await opened((await share(sharer)).path)
    const other = linked.at(-8) === 'A' ? 'B' : 'A'
    expect((await get(`${linked.slice(0, -8)}${other}${linked.slice(-7)}`)).status).toBe(404)
    const later = linked.replace(/\/files\/(\w+)\./, (_, end: string) => {
      return `/files/${(Number.parseInt(end, 36) + 60).toString(36)}.`
    })
    expect((await get(later)).status).toBe(404)
    expect((await get(`${filesUrl}/files/x`)).status).toBe(404)
  })

  test('tells nothing to whoever asks for the headers only', async () => {
    const { linked } = await opened((await share(sharer)).path)
    expect((await get(linked, { method: 'HEAD' })).status).toBe(404)
  })
})

describe('the origin of files', () => {
  test('answers nothing else, reads no cookie and sets none', async () => {
    const { token, path } = await share(sharer)
    const { browser, linked } = await opened(path)
    const cookie = browser.cookies.headerFor(path) ?? ''
    expect(cookie).toContain('vademecum_visit')
    const others = [
      '/',
      '/sign-in',
      path,
      `/s/${token}/files/x`,
      '/assets/main.css',
      '/healthz',
      '/api/v1/me',
    ]
    for (const other of others) {
      const answer = await get(filesUrl + other, { headers: { cookie } })
      expect([other, answer.status, answer.headers.get('set-cookie')]).toEqual([other, 404, null])
      expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    }
    const posted = await get(`${filesUrl}${path}/opening`, { method: 'POST', headers: { cookie } })
    expect([posted.status, posted.headers.get('set-cookie')]).toEqual([404, null])
    const file = await get(linked, { headers: { cookie: 'vademecum_session=x' } })
    expect([file.status, file.headers.get('set-cookie')]).toEqual([200, null])
  })

  test('is told apart by its name, whatever port a proxy adds', async () => {
    const { linked } = await opened((await share(sharer)).path)
    expect((await get(linked.replace(':3000', ''))).status).toBe(200)
    expect((await get(linked.replace('files.localhost:3000', 'localhost:3000'))).status).toBe(404)
  })
})

test('one’s own files leave from the origin of the pages, as attachments', async () => {
  const browser = await signIn(sharer.account)
  const page = await browser.get(`/portfolio/items/${sharer.written.id}`)
  const href = page.document.querySelector('a[download]')?.getAttribute('href') ?? ''
  const file = await browser.request(href)
  expect(href).toMatch(/^\//)
  expect(file.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(file.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
})
