import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { bytesSource, fromHtml, leavesOf, openZip, parseFeed, zipParts } from '@vademecum/leap2a'
import { describe, expect, test } from 'vitest'
import { actorOfPerson } from '../../src/access/load-actor.ts'
import { exportLeap2a } from '../../src/interop/leap2a/export-leap2a.ts'
import { importLeap2a } from '../../src/interop/leap2a/import-leap2a.ts'
import { accounts } from '../identity/accounts.ts'

const { app, owner, newAccount, newSignedIn, actionsOf } = await accounts()

const shared = (path: string) => resolve(import.meta.dirname, '../../../../shared/standards', path)
const published = [
  ['leap2a/samples/test_valid_leap2a.xml', { items: 9, pages: 0, files: 0, relations: 6 }],
  ['leap2a/samples/2010-10-16_Mahara_v1-2_leap2a.xml', { pages: 3, files: 0, relations: 15 }],
  ['leap2a-mahara/dave-60.zip', { pages: 3, files: 10, relations: 60 }],
  ['leap2a-mahara/student-100.zip', { pages: 5, files: 20, relations: 96 }],
] as const

const personOf = async () => actorOfPerson(app, (await newAccount()).personId)

async function collected(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}

const feedOf = async (zip: Uint8Array) => {
  const entry = (await openZip(bytesSource(zip))).get('leap2a.xml')
  return (await collected(entry?.read() ?? (async function* () {})())).toString('utf8')
}
const withoutTimes = (feed: string) => feed.replace(/<(updated|published)>[^<]*<\/\1>/g, '<$1/>')

const words = (text: string) => text.replace(/[\s\u00a0]+/g, ' ').trim()

describe.each(published)('%s', (path, { relations, ...expected }) => {
  test.skipIf(!existsSync(shared(path)))('comes in with nothing dropped, and leaves as it came', async () => {
    const source = bytesSource(readFileSync(shared(path)))
    const first = await personOf()
    const report = await importLeap2a(app, first, source)
    expect(report).toMatchObject({ ...expected, known: 0 })

    // Every value of the feed is in a thing, in a page, or kept aside.
    const xml = path.endsWith('.zip')
      ? await feedOf(readFileSync(shared(path)))
      : readFileSync(shared(path), 'utf8')
    const { rows } = await owner.query<{ text: string }>(
      `select concat_ws(' ', title, content, occurred_on, created_at, updated_at) as text from item where owner_id = $1
       union all select concat_ws(' ', title, draft) from page where owner_id = $1`,
      [first.personId],
    )
    const things = words(
      rows
        .map(({ text }) => text.replaceAll('\\n', ' ').replaceAll('\\"', '"').replaceAll('- ', ''))
        .join(' '),
    )
    const kept = words(report.keptAside.map(({ value }) => value).join(' '))
    // Schemes are written in full, so that they say the same outside of their feed.
    const feed = parseFeed(xml.replace(/"categories:/g, `"${/xmlns:categories="([^"]+)"/.exec(xml)?.[1]}`))
    // Ids and times became rows; which relations there are is said below.
    const structure = new Set(['id', 'updated', 'published', 'kind', 'links'])
    const isThere = (value: string) =>
      kept.includes(words(value)) || things.includes(words(fromHtml(value).text))
    const lost = [feed, ...feed.entries]
      .flatMap(leavesOf)
      .filter(
        ({ part, value }) =>
          !structure.has(part) && !/^(?:portfolio:.*|text|start|end|target)$/.test(value) && !isThere(value),
      )
    expect(lost).toEqual([])
    const related = await owner.query('select from item_relation where owner_id = $1', [first.personId])
    expect(related.rowCount).toBe(relations)

    // The same again changes nothing.
    const again = await importLeap2a(app, first, source)
    expect(again).toMatchObject({ items: 0, pages: 0, files: 0, known: feed.entries.length })

    const exported = await collected(await exportLeap2a(app, first))
    const second = await personOf()
    await importLeap2a(app, second, bytesSource(exported))
    const returned = await collected(await exportLeap2a(app, second))
    expect(withoutTimes(await feedOf(returned))).toBe(withoutTimes(await feedOf(exported)))
    const names = async (zip: Buffer) => [...(await openZip(bytesSource(zip))).keys()]
    expect(await names(returned)).toEqual(await names(exported))

    // Their own export is theirs already.
    const own = await importLeap2a(app, first, bytesSource(exported))
    expect(own).toMatchObject({ items: 0, pages: 0, files: 0 })
  })
})

const head = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:leap2="http://terms.leapspecs.org/"><id>urn:feed</id><title>Old portfolio</title>`
const entry = (id: string, kind: string, inside: string) =>
  `<entry><id>urn:${id}</id><rdf:type rdf:resource="leap2:${kind}"/>${inside}</entry>`
const xmlFile = (entries: string, name = 'portfolio.xml') => new File([`${head}${entries}</feed>`], name)
const zipFile = async (files: Parameters<typeof zipParts>[0]) =>
  new File([new Uint8Array(await collected(zipParts(files)))], 'portfolio.zip')
const bytes = (text: string) => new TextEncoder().encode(text)

/** 32 MB of nothing in an archive of 32 kB, that says what it is told to say. */
async function claiming(size: number): Promise<File> {
  const file = await zipFile([
    { name: 'leap2a.xml', content: new Uint8Array(32 * 1024 * 1024), compress: true },
  ])
  const zip = Buffer.from(await file.arrayBuffer())
  zip.writeUInt32LE(size, zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24)
  return new File([zip], 'bomb.zip')
}

describe('on the pages', () => {
  test('a file is looked at first, then brought, then taken', async () => {
    const { browser: me, account } = await newSignedIn()
    await me.get('/portfolio/import')
    const feed = xmlFile(
      entry(
        '1',
        'activity',
        '<title>Tide survey</title><content type="html">&lt;p&gt;We measured.&lt;/p&gt;</content><category term="sea"/>',
      ) + entry('2', 'plan', '<title>Become a surveyor</title><link rel="supported_by" href="urn:1"/>'),
    )
    const preview = await me.submit('See what comes of it', { file: feed })
    expect(preview.status).toBe(200)
    expect(preview.heading).toContain('What comes of it')
    for (const text of ['2 things', 'No pages', 'Activity', 'Plan', 'sea', 'portfolio.xml'])
      expect(preview.text).toContain(text)
    expect((await me.get('/portfolio')).text).not.toContain('Tide survey')

    await me.get('/portfolio/import')
    const home = await me.submit('Bring all this', {})
    expect(home.path).toBe('/portfolio')
    expect(home.html).toContain('Your work is here.')
    for (const text of ['Tide survey', 'Become a surveyor']) expect(home.text).toContain(text)
    expect(await actionsOf(account.personId)).toContain('portfolio.imported')
    expect((await me.get('/portfolio/import')).text).toContain('The export')

    await me.get('/portfolio/export')
    const taken = await me.submit('Take the file', {}, { follow: false })
    expect(taken.status).toBe(200)
    expect(await actionsOf(account.personId)).toContain('portfolio.exported')
  })

  test('a file can be let go again', async () => {
    const { browser: me, account } = await newSignedIn()
    await me.get('/portfolio/import')
    await me.submit('See what comes of it', { file: xmlFile(entry('1', 'entry', '<title>Gone</title>')) })
    const home = await me.submit('Do not bring it', {})
    expect(home.html).toContain('nothing was brought')
    expect(home.text).not.toContain('Gone')
    const { rows } = await owner.query('select from waiting_import where owner_id = $1', [account.personId])
    expect(rows).toHaveLength(0)
  })

  test.each([
    ['no portfolio', async () => new File(['hello'], 'a.xml'), 'not a portfolio export'],
    ['another feed', async () => new File(['<rss/>'], 'a.xml'), 'not a Leap2A export'],
    [
      'a DTD',
      async () =>
        new File([`<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>${head}</feed>`], 'a.xml'),
      'document type declaration',
    ],
    ['no file', async () => new File([], ''), 'Choose the file'],
    [
      'an archive without a feed',
      () => zipFile([{ name: 'a.txt', content: bytes('x') }]),
      'holds no leap2a.xml',
    ],
    [
      'a name that leads out',
      () =>
        zipFile([
          { name: 'leap2a.xml', content: bytes(`${head}</feed>`) },
          { name: '../../x', content: bytes('x') },
        ]),
      'leads out of it',
    ],
    ['a claim of 10 GB', () => claiming(0xffffffff), 'more than can be kept'],
    ['a claim of 4 GB', () => claiming(0xfffffffe), 'more than can be kept'],
    ['a bomb that claims to be small', () => claiming(1000), 'archive is damaged'],
    [
      'half an archive',
      async () =>
        new File(
          [(await (await zipFile([{ name: 'leap2a.xml', content: bytes(head) }])).bytes()).subarray(0, 60)],
          'a.zip',
        ),
      'archive is damaged',
    ],
    ['a deep feed', async () => xmlFile('<x>'.repeat(5000)), 'more than can be read'],
  ])('%s is refused, and says why', async (_what, file, says) => {
    const { browser: me, account } = await newSignedIn()
    await me.get('/portfolio/import')
    const page = await me.submit('See what comes of it', { file: await file() })
    expect(page.status).toBe(422)
    expect(page.text).toContain(says)
    const { rows } = await owner.query('select from waiting_import where owner_id = $1', [account.personId])
    expect(rows).toHaveLength(0)
  })

  test('markup is text, scripts are nothing, and files of other kinds are told', async () => {
    const { browser: me, account } = await newSignedIn()
    const script = '&lt;script&gt;alert(1)&lt;/script&gt;'
    const link = (href: string) => `<link rel="enclosure" href="${href}"/>`
    const feed = `${head}${entry('1', 'entry', `<title>${script}Diary</title><content type="html">${script}&lt;p onclick="x()"&gt;Dear &lt;b&gt;diary&lt;/b&gt;&lt;/p&gt;</content>`)}
      ${entry('2', 'resource', `<title>Page</title>${link('files/page.html')}`)}
      ${entry('3', 'resource', `<title>Notes</title>${link('files/my%20notes.txt')}`)}
      ${entry('4', 'resource', `<title>Nowhere</title>${link('../../etc/passwd')}`)}</feed>`
    await me.get('/portfolio/import')
    const preview = await me.submit('See what comes of it', {
      file: await zipFile([
        { name: 'leap2a.xml', content: bytes(feed), compress: true },
        { name: 'files/page.html', content: bytes('<html><script>alert(1)</script></html>') },
        { name: 'files/my notes.txt', content: bytes('the notes') },
      ]),
    })
    expect(preview.text).toContain('1 file')
    expect(preview.text).toContain('files/page.html')
    expect(preview.text).toContain('is not in the archive')
    expect(preview.html).not.toContain('<script>alert')
    await me.submit('Bring all this', {})
    const { rows } = await owner.query<{ title: string; content: unknown }>(
      'select title, content from item where owner_id = $1',
      [account.personId],
    )
    const found = new Map(rows.map(({ title, content }) => [title, content]))
    expect(found.get('<script>alert(1)</script>Diary')).toEqual({
      happened: 'Dear diary',
      learned: '',
      next: '',
    })
    expect(found.get('Notes')).toMatchObject({ file: { name: 'my notes.txt', size: 9 } })
    expect(found.get('Page')).toEqual({ description: '' })
    const home = await me.get('/portfolio')
    expect(home.html).not.toContain('<script>alert')
  })

  test('the site opens without us, and nothing in it runs', async () => {
    const { browser: me, account } = await newSignedIn()
    const script = '&lt;script&gt;alert(1)&lt;/script&gt;'
    const block = (kind: string, inside: string) =>
      `<m:blockinstance m:blocktype="${kind}" m:blocktitle="Block ${kind}">${inside}</m:blockinstance>`
    const page = `<title>My page</title><m:view xmlns:m="https://wiki.mahara.org/wiki/Developer_Area/Import//Export/LEAP_Extensions">
      ${block('text', '<m:text>["&lt;p&gt;Hello&lt;\\/p&gt;"]</m:text>')}${block('filedownload', '<m:artefactids>[["urn:2"]]</m:artefactids>')}</m:view>`
    const feed = `${head}${entry('1', 'activity', `<title>${script}</title><summary>See https://example.org/</summary>`)}
      ${entry('2', 'resource', '<title>Notes</title><link rel="enclosure" href="a b.txt"/>')}${entry('3', 'selection', page)}</feed>`
    const person = await actorOfPerson(app, account.personId)
    await importLeap2a(
      app,
      person,
      bytesSource(
        await collected(
          zipParts([
            { name: 'leap2a.xml', content: bytes(feed) },
            { name: 'a b.txt', content: bytes('the notes') },
          ]),
        ),
      ),
    )
    await me.get('/portfolio/export')
    const taken = await me.submit('Take the site', {}, { follow: false })
    const zip = await openZip(bytesSource(taken.body))
    const names = [...zip.keys()]
    expect(names).toEqual([
      'index.html',
      'page-1.html',
      'style.css',
      expect.stringMatching(/^files\/\w+\/a b\.txt$/),
    ])
    const textOf = async (name: string) =>
      (await collected(zip.get(name)?.read() ?? (async function* () {})())).toString('utf8')
    const index = await textOf('index.html')
    expect(index).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(index).not.toContain('<script')
    expect(index).toContain('<a href="https://example.org/">')
    expect(index).toContain('<a href="page-1.html"')
    const shown = await textOf('page-1.html')
    for (const text of ['<h1>My page</h1>', '<h2>Block text</h2>', '<p>Hello</p>', 'a%20b.txt'])
      expect(shown).toContain(text)
    expect(await textOf(names[3] ?? '')).toBe('the notes')
  })

  test('nobody brings or takes what is not theirs', async () => {
    const { browser: me } = await newSignedIn()
    const { browser: other } = await newSignedIn()
    await me.get('/portfolio/import')
    await me.submit('See what comes of it', {
      file: xmlFile(entry('1', 'entry', '<title>Mine alone</title>')),
    })
    const theirs = await other.get('/portfolio/import')
    expect(theirs.text).not.toContain('Mine alone')
    expect(theirs.text).toContain('The export')
  })

  test('behind the second wall too, what came with it is its owner’s alone', async () => {
    const [first, second] = [await personOf(), await personOf()]
    await importLeap2a(
      app,
      first,
      bytesSource(bytes(`${head}${entry('1', 'entry', '<title>A</title>')}</feed>`)),
    )
    const rowsFor = (self: string) =>
      app.db.read({ self: [self] }, (tx) =>
        tx.sql
          .selectFrom('imported_entry')
          .select('thing_kind')
          .where('owner_id', '=', first.personId)
          .execute(),
      )
    expect(await rowsFor(first.personId)).toHaveLength(2)
    expect(await rowsFor(second.personId)).toEqual([])
  })
})
