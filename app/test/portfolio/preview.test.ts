import sharp from 'sharp'
import { expect, test } from 'vitest'
import { actorOfPerson } from '../../src/access/load-actor.ts'
import { createShare } from '../../src/sharing/create-share.ts'
import { accounts } from '../identity/accounts.ts'

const { app, newSignedIn, visitor } = await accounts()
const { account, browser: me } = await newSignedIn()

test('the preview is what the viewer of a share gets, mark for mark', async () => {
  await me.get('/portfolio/items/new/entry')
  await me.submit('Save', { Title: 'My reflection', happened: '- one\n- two https://a.example/x' })
  await me.get('/portfolio/items/new/resource')
  const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#123' } })
    .png()
    .toBuffer()
  await me.submit('Upload', { alt: 'A dark square', file: new File([picture], 'square.png') })
  await me.get('/portfolio/items/new/resource')
  await me.submit('Upload', { file: new File(['plain words'], 'words.txt') })

  await me.get('/portfolio/pages/new')
  await me.submit('Start writing', { 'Title of the page': 'For Acme' })
  const path = me.page.url.pathname.replace(/\/edit$/, '')
  await me.submit('button[value="add:text"]')
  const text = me.page.document.querySelector('textarea')?.getAttribute('name') ?? ''
  await me.submit('button[value="pick:item"]', { [text]: 'Dear reader.\n\nThis is me.' })
  await me.submit('Put on the page', { things: ['My reflection', 'square', 'words'] })
  const preview = await me.get(`${path}/preview`)
  await me.submit('Publish')

  const actor = await actorOfPerson(app, account.personId)
  const { token } = await createShare(app, actor, path.split('/').at(-1) ?? '', {
    audience: 'link',
    recipient: 'Acme Ltd',
    purpose: 'A job',
    days: 7,
    mayDownload: false,
  })
  const viewer = visitor()
  await viewer.get(`/s/${token}`)
  const shared = await viewer.submit('form[action$="/opening"]')
  expect(shared.text).toContain('Dear reader.')

  expect(articleOf(shared.html)).toBe(articleOf(preview.html))
  // The original of a picture may say where it was taken: nobody else gets it.
  expect(articleOf(preview.html)).not.toContain('Download square.png')
  expect(articleOf(preview.html)).toContain('Download words.txt')
})

/** Where links lead differs, for each viewer; nothing else may. */
function articleOf(html: string): string {
  const [article = ''] = /<article.*<\/article>/s.exec(html) ?? []
  expect(article).not.toBe('')
  const unlinked = article.replace(
    /<a class="mark__link"[^>]*>(.*?)<\/a>/g,
    '<span class="mark__label">$1</span>',
  )
  return unlinked.replace(/ (?:href|src)="[^"]*"/g, '')
}
