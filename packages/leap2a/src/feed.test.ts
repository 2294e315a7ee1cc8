import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasShared, sharedBytes } from '../test-support/shared-file.ts'
import { valuesOfXml } from '../test-support/xml-values.ts'
import {
  absoluteId,
  bytesSource,
  type Leap2aFeed,
  leavesOf,
  maharaView,
  openZip,
  parseFeed,
  partialDateOf,
  readFeed,
  schemeName,
  serialiseFeed,
} from './index.ts'

const head = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:leap2="http://terms.leapspecs.org/" xmlns:portfolio="http://example.org/p/" xmlns:own="http://example.org/own">`
const entryWith = (inside: string) => {
  const [entry] = parseFeed(`${head}<entry>${inside}</entry></feed>`).entries
  if (!entry) throw new Error('no entry')
  return entry
}

const published = [
  'leap2a/samples/test_valid_leap2a.xml',
  'leap2a/samples/2010-10-16_Mahara_v1-2_leap2a.xml',
  'leap2a-mahara/dave-60.zip',
  'leap2a-mahara/student-100.zip',
]

async function xmlOf(path: string): Promise<string> {
  const bytes = sharedBytes(path)
  const parts: Uint8Array[] = []
  if (path.endsWith('.zip')) {
    for await (const part of (await openZip(bytesSource(bytes))).get('leap2a.xml')?.read() ?? [])
      parts.push(part)
  } else parts.push(bytes)
  return Buffer.concat(parts).toString('utf8')
}

function valuesOfFeed(feed: Leap2aFeed): Set<string> {
  const leaves = [feed, ...feed.entries].flatMap(leavesOf)
  return new Set(leaves.map(({ value }) => value.replace(/\s+/g, ' ').trim()))
}

describe.each(published)('%s', (path) => {
  test.skipIf(!hasShared(path))('loses no value, and comes back equal', async () => {
    const xml = await xmlOf(path)
    const feed = parseFeed(xml)
    const found = valuesOfFeed(feed)
    // Kinds and relations are said in words of ours, and kept texts in one piece where the reader saw two.
    const lost = [...valuesOfXml(xml)].filter((value) => !found.has(value) && !/^(?:leap2:)?\w+$/.test(value))
    expect(lost).toEqual([])
    expect(feed.entries.every(({ kind }) => kind !== undefined)).toBe(true)
    const written = serialiseFeed(feed)
    expect(parseFeed(written)).toEqual(feed)
    expect(serialiseFeed(parseFeed(written))).toBe(written)
  })

  test.skipIf(!hasShared(path))('is the same in parts of any size', async () => {
    const bytes = new TextEncoder().encode(await xmlOf(path))
    const parts = (async function* () {
      for (let at = 0; at < bytes.length; at += 1021) yield bytes.subarray(at, at + 1021)
    })()
    expect(await readFeed(parts)).toEqual(parseFeed(bytes))
  })
})

describe('an entry', () => {
  test('is read with all that the specification names', () => {
    const entry = entryWith(`<title>Café</title><id>portfolio:1</id><updated>2010-01-02T03:04:05Z</updated>
      <rdf:type rdf:resource="leap2:activity"/>
      <leap2:date leap2:point="start">2009-09</leap2:date><leap2:date leap2:point="target" leap2:label="soon"/>
      <leap2:status leap2:stage="planned"/><leap2:myrole>helper</leap2:myrole>
      <leap2:spatial><leap2:addressline>1 High St</leap2:addressline><leap2:country leap2:countrycode="GB">Wales</leap2:country></leap2:spatial>
      <category term="Work" scheme="categories:life_area#"/><category term="tag"/>
      <rights>Mine</rights>
      <link rel="has_part" href="portfolio:2" leap2:display_order="1"/><link rel="leap2:supports" href="portfolio:3"/>
      <link rel="enclosure" href="files/a.png" type="image/png"/>
      <own:thing own:kind="x"><own:inner>kept</own:inner></own:thing><leap2:unheard>of</leap2:unheard>`)
    expect(entry).toMatchObject({
      title: 'Café',
      kind: 'activity',
      dates: [
        { point: 'start', value: '2009-09' },
        { point: 'target', value: '', label: 'soon' },
      ],
      status: { value: '', other: [{ name: 'stage', value: 'planned' }] },
      myRoles: [{ value: 'helper' }],
      spatial: [
        {
          parts: [
            { name: 'addressline', value: '1 High St' },
            { name: 'country', value: 'Wales', countryCode: 'GB' },
          ],
        },
      ],
      categories: [{ term: 'Work', scheme: 'categories:life_area#' }, { term: 'tag' }],
      rights: { format: 'text', value: 'Mine' },
      links: [
        { rel: 'has_part', href: 'portfolio:2', displayOrder: '1' },
        { rel: 'supports', href: 'portfolio:3' },
        { rel: 'enclosure', href: 'files/a.png', type: 'image/png' },
      ],
    })
    expect(entry.kept.map(({ name }) => name)).toEqual(['thing', 'unheard'])
  })

  test.each([
    ['leap2', 'http://terms.leapspecs.org/'],
    ['leaptype', 'http://wiki.cetis.ac.uk/2009-03/LEAP2A_types#'],
    ['leap2type', 'http://www.cetis.org.uk/leap2/terms/'],
  ])('has its kind by the prefix %s', (prefix, namespace) => {
    const xml = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns:${prefix}="${namespace}"><entry><r:type r:resource="${prefix}:meeting"/></entry></feed>`
    expect(parseFeed(xml).entries[0]?.kind).toBe('meeting')
  })

  test('keeps what is said twice, or with more than is understood', () => {
    const entry = entryWith(
      '<title>One</title><title>Two</title><title type="html">&lt;b&gt;Three&lt;/b&gt;</title><rdf:type rdf:resource="own:thing"/>',
    )
    expect(entry.title).toBe('One')
    expect(entry.kind).toBeUndefined()
    expect(
      leavesOf(entry)
        .map(({ value }) => value)
        .sort(),
    ).toEqual(['<b>Three</b>', 'One', 'Two', 'html', 'own:thing'])
  })

  test('has an id, a scheme and dates that can be asked for', () => {
    const feed = parseFeed(`${head}<entry><id>portfolio:view3</id></entry></feed>`)
    expect(absoluteId(feed, 'portfolio:view3')).toBe('http://example.org/p/view3')
    expect(absoluteId(feed, 'urn:uuid:1')).toBe('urn:uuid:1')
    expect(absoluteId(feed, 'constructor:1')).toBe('constructor:1')
    expect(schemeName('categories:selection_type#')).toBe('selection_type')
    expect(schemeName('http://wiki.leapspecs.org/2A/categories/life_area#')).toBe('life_area')
    expect(partialDateOf('2009-02-06T11:00:00Z"')).toBe('2009-02-06')
    expect(partialDateOf('2009-09')).toBe('2009-09')
    expect(partialDateOf('2009-02-30')).toBeUndefined()
    expect(partialDateOf('01/02/2009')).toBeUndefined()
  })

  test('of a Mahara page says its blocks in reading order', () => {
    const block = (type: string, x: number, y: number) =>
      `<m:blockinstance m:blocktype="${type}" m:blocktitle="${type}" m:positionx="${x}" m:positiony="${y}"><m:text>["&lt;p&gt;${type}&lt;\\/p&gt;"]</m:text></m:blockinstance>`
    const entry = entryWith(
      `<m:view xmlns:m="https://wiki.mahara.org/wiki/Developer_Area/Import//Export/LEAP_Extensions" m:type="portfolio">
        ${block('c', 0, 4)}${block('b', 6, 0)}${block('a', 0, 0)}</m:view>`,
    )
    expect(maharaView(entry)?.blocks.map(({ type, settings }) => [type, settings.text])).toEqual([
      ['a', ['<p>a</p>']],
      ['b', ['<p>b</p>']],
      ['c', ['<p>c</p>']],
    ])
  })
})

describe('what is refused', () => {
  const entities = `<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${head}<title>&b;</title></feed>`
  test.each([
    ['a DTD', entities, 'doctype'],
    ['a DTD from elsewhere', '<!DOCTYPE feed SYSTEM "file:///etc/passwd"><feed/>', 'doctype'],
    ['an entity that nobody declared', `${head}<title>&nbsp;</title></feed>`, 'not_xml'],
    ['another document', '<html xmlns="http://www.w3.org/1999/xhtml"/>', 'not_a_feed'],
    ['a feed of no namespace', '<feed/>', 'not_a_feed'],
    ['NUL', `${head}<title>a\0b</title></feed>`, 'not_xml'],
    ['NUL by number', `${head}<title>&#0;</title></feed>`, 'not_xml'],
    ['half a feed', `${head}<entry>`, 'not_xml'],
    ['nothing', '', 'not_xml'],
    ['another encoding', `<?xml version="1.0" encoding="iso-8859-1"?>${head}</feed>`, 'not_xml'],
    ['bytes that are no UTF-8', new Uint8Array([...new TextEncoder().encode(head), 0xff, 0xfe]), 'not_xml'],
    ['a deep one', `${head}${'<x>'.repeat(1000)}`, 'too_large'],
  ])('%s', (_what, source, code) => {
    expect(() => parseFeed(source)).toThrow(expect.objectContaining({ name: 'Leap2aError', code }))
  })

  test('a giant one, before it is read', () => {
    expect(() => parseFeed(`${head}${' '.repeat(2000)}`, { bytes: 1000 })).toThrow(
      expect.objectContaining({ code: 'too_large' }),
    )
    expect(() => parseFeed(`${head}${'<x/>'.repeat(1000)}</feed>`, { nodes: 1000 })).toThrow(
      expect.objectContaining({ code: 'too_large' }),
    )
  })

  test('whatever is broken in any place ends in an error of ours, or in a feed', () => {
    const whole = `${head}<entry><title>T</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p a="1">x</p></div></content></entry></feed>`
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.nat(20),
        fc.string({ unit: 'binary', maxLength: 8 }),
        (at, cut, more) => {
          try {
            const feed = parseFeed(whole.slice(0, at) + more + whole.slice(at + cut))
            expect(parseFeed(serialiseFeed(feed))).toEqual(feed)
          } catch (error) {
            expect(error).toMatchObject({ name: 'Leap2aError' })
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

const words = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .map((text) => text.replace(/[\ufffe\uffff]|\p{Surrogate}/gu, ''))
const trimmed = words.map((text) => text.replace(/[\u0000-\u001f]/g, '').trim())
const named = fc.constantFrom({ namespace: 'urn:a', prefix: 'own' }, { namespace: 'urn:b', prefix: 'x' })
const attribute = fc
  .tuple(named, fc.constantFrom('kind', 'lang'), words)
  .map(([space, name, value]) => ({ name, ...space, value }))
const other = fc.uniqueArray(attribute, {
  minLength: 1,
  maxLength: 2,
  selector: ({ name, namespace }) => name + namespace,
})
const literal = fc.record({ value: trimmed, other }, { requiredKeys: ['value'] })
const entry = fc.record(
  {
    id: trimmed,
    title: words,
    kind: fc.constantFrom('entry' as const, 'plan' as const, 'selection' as const),
    language: fc.constantFrom('cy', 'en'),
    updated: fc.constant('2020-01-01T00:00:00Z'),
    summary: fc.record({ format: fc.constant('text' as const), value: words }),
    content: fc.oneof(
      fc.record({ format: fc.constant('html' as const), type: fc.constant('html'), value: words }),
      fc.record({ format: fc.constant('reference' as const), src: words }),
      fc.record({
        format: fc.constant('xhtml' as const),
        type: fc.constant('xhtml'),
        div: fc.record({
          name: fc.constant('div'),
          namespace: fc.constant('http://www.w3.org/1999/xhtml'),
          children: fc.array(words.filter(Boolean), { maxLength: 1 }),
        }),
      }),
    ),
    links: fc.array(
      fc.record(
        {
          rel: fc.constantFrom('has_part', 'supports', 'related', 'enclosure'),
          href: words,
          displayOrder: words,
          other,
        },
        { requiredKeys: ['rel', 'href'] },
      ),
      { maxLength: 3 },
    ),
    dates: fc.array(
      fc.record(
        { point: fc.constantFrom('start', 'end'), value: trimmed, label: words },
        { requiredKeys: ['value'] },
      ),
      { maxLength: 2 },
    ),
    categories: fc.array(
      fc.record({ term: words, scheme: words, label: words }, { requiredKeys: ['term'] }),
      { maxLength: 2 },
    ),
    status: literal,
    myRoles: fc.array(literal, { maxLength: 2 }),
    activeTimes: fc.array(literal, { maxLength: 1 }),
    personData: fc.array(
      fc.record({ field: words, value: trimmed, label: words }, { requiredKeys: ['field', 'value'] }),
      { maxLength: 2 },
    ),
    organizationData: fc.constant([]),
    spatial: fc.array(fc.record({ value: trimmed, parts: fc.constant([]) }), { maxLength: 1 }),
    kept: fc.array(
      fc
        .tuple(
          named,
          other,
          fc.array(
            words.filter((text) => text.trim() !== ''),
            { maxLength: 1 },
          ),
        )
        .map(([space, attributes, children]) => ({ name: 'thing', ...space, attributes, children })),
      { maxLength: 2 },
    ),
  },
  {
    requiredKeys: [
      'id',
      'title',
      'links',
      'dates',
      'categories',
      'myRoles',
      'activeTimes',
      'personData',
      'organizationData',
      'spatial',
      'kept',
    ],
  },
)

test('any feed that can be said comes back equal', () => {
  const says = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd')
  const sayable = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value), (_key, one: unknown) =>
      typeof one === 'string' ? says(one) : one,
    ) as T
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 3 }), (entries) => {
      const feed = sayable({
        id: 'urn:x',
        title: 'Mine',
        updated: '2020-01-01T00:00:00Z',
        prefixes: {},
        entries,
        kept: [],
      })
      expect(parseFeed(serialiseFeed(feed))).toEqual(feed)
    }),
    { numRuns: 150 },
  )
})
