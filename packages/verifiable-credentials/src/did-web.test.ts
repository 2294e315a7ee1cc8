import fc from 'fast-check'
import { expect, test } from 'vitest'
import { didWebFromUrl, didWebResolver, didWebUrl } from './index.ts'

test.each([
  ['did:web:example.org', 'https://example.org/.well-known/did.json'],
  ['did:web:example.org:issuers:7', 'https://example.org/issuers/7/did.json'],
  ['did:web:example.org%3A8443', 'https://example.org:8443/.well-known/did.json'],
  ['did:web:example.org%3A8443:a%20b', 'https://example.org:8443/a%20b/did.json'],
])('%s lies at %s', (did, url) => {
  expect(didWebUrl(did)).toBe(url)
  expect(didWebFromUrl(url)).toBe(did)
})

test('an address need not end in did.json', () => {
  expect(didWebFromUrl('https://example.org')).toBe('did:web:example.org')
  expect(didWebFromUrl('https://example.org/issuers/7/')).toBe('did:web:example.org:issuers:7')
})

test.each([
  'did:key:z6Mk',
  'did:web:',
  'did:web:example.org%2F..',
  'did:web:user%40example.org',
  'did:web:example.org:..:secret',
  'did:web:example.org::a',
  'did:web:example.org:a%2Fb',
  'did:web:example.org:a%3Fb',
  'did:web:example.org:%E0%A4%A',
  'did:web:[::1]',
])('%s has no address', (did) => {
  expect(() => didWebUrl(did, { allowLoopback: true })).toThrow(RangeError)
})

test('http is for loopback hosts, and only when allowed', () => {
  const allowed = { allowLoopback: true }
  expect(didWebUrl('did:web:127.0.0.1%3A3000:o:1', allowed)).toBe('http://127.0.0.1:3000/o/1/did.json')
  expect(didWebUrl('did:web:localhost%3A3000', allowed)).toBe('http://localhost:3000/.well-known/did.json')
  expect(didWebUrl('did:web:localhost%3A3000')).toBe('https://localhost:3000/.well-known/did.json')
  expect(didWebUrl('did:web:localhost.example.org', allowed)).toMatch(/^https:/)
  expect(didWebFromUrl('http://localhost:3000/o/1', allowed)).toBe('did:web:localhost%3A3000:o:1')
  expect(() => didWebFromUrl('http://localhost:3000')).toThrow(RangeError)
  expect(() => didWebFromUrl('http://example.org', allowed)).toThrow(RangeError)
  expect(() => didWebFromUrl('https://example.org/?q')).toThrow(RangeError)
})

test('a document is read through the caller’s loader, and has to name the DID', async () => {
  const asked: string[] = []
  const resolve = didWebResolver(async (url) => {
    asked.push(url)
    return JSON.stringify({ id: 'did:web:example.org' })
  })
  expect(await resolve('did:web:example.org')).toEqual({ id: 'did:web:example.org' })
  expect(await resolve('did:web:example.org:issuers:7')).toBeUndefined()
  expect(await resolve('did:key:z6Mk')).toBeUndefined()
  expect(asked).toEqual([
    'https://example.org/.well-known/did.json',
    'https://example.org/issuers/7/did.json',
  ])
  await expect(resolve('did:web:example.org%2F..')).rejects.toThrow(RangeError)
})

test('a document with a name twice is none', async () => {
  const twice = didWebResolver(async () => '{"id":"did:web:example.org","id":"did:web:example.org"}')
  expect(await twice('did:web:example.org')).toBeUndefined()
})

test('any host, port and path survive both ways', () => {
  const segment = fc
    .stringMatching(/^[\p{L}\d _~!$'()*+,;=@-]{1,12}$/u)
    .filter((text) => text.trim() === text)
  fc.assert(
    fc.property(
      fc.domain(),
      fc.option(fc.integer({ min: 1, max: 65_535 })),
      fc.array(segment),
      (host, port, path) => {
        fc.pre(port !== 443 && path[0] !== '.well-known')
        const parts = [port === null ? host : `${host}%3A${port}`, ...path.map(encodeURIComponent)]
        const did = `did:web:${parts.join(':')}`
        expect(didWebFromUrl(didWebUrl(did))).toBe(did)
      },
    ),
  )
})
