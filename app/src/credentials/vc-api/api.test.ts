import { readFileSync, existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { createProof, type JsonObject, type KeyType } from '@vademecum/verifiable-credentials'
import { beforeAll, describe, expect, test } from 'vitest'
import { facadeContexts } from './contexts.ts'
import { createVcApi } from './api.ts'
import { freshKeys } from './issuer-keys.ts'
import { suiteNames, suites } from './suites.ts'

const V2 = 'https://www.w3.org/ns/credentials/v2'
const EXAMPLES = 'https://www.w3.org/ns/credentials/examples/v2'
const keys = freshKeys()
const origin = 'https://facade.example'
const fetched: string[] = []
const api = createVcApi({
  origin,
  keys,
  now: () => new Date('2026-11-01T12:00:00Z'),
  resolveDid: async () => undefined,
  fetchStatusList: async (url) => {
    fetched.push(url)
    return undefined
  },
})

const credential: JsonObject = {
  '@context': [V2, EXAMPLES],
  id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33',
  type: ['VerifiableCredential', 'AlumniCredential'],
  name: 'Alumni Credential',
  issuer: 'https://vc.example/issuers/5678',
  validFrom: '2023-01-01T00:00:00Z',
  credentialSubject: { id: 'did:example:abcdefgh', alumniOf: 'The School of Examples' },
}

const post = async (path: string, body: unknown) => {
  const answer = await api.request(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as JsonObject }
}
const issue = (change: JsonObject = {}, suite = 'eddsa-rdfc-2022') =>
  post(`/${suite}/credentials/issue`, { credential: { ...credential, ...change }, options: {} })
const issued = async (change: JsonObject = {}, suite = 'eddsa-rdfc-2022') =>
  (await issue(change, suite)).body['verifiableCredential'] as JsonObject
const verify = async (verifiableCredential: unknown, suite = 'eddsa-rdfc-2022') =>
  (await post(`/${suite}/credentials/verify`, { verifiableCredential })).status

describe.each(suiteNames)('%s', (suite) => {
  test('issues as its own did:key and verifies what it issued', async () => {
    const { status, body } = await issue({}, suite)
    expect(status).toBe(201)
    const signed = body['verifiableCredential'] as JsonObject
    const { id } = (await (await api.request(`/${suite}/issuer`)).json()) as { id: string }
    expect(signed['issuer']).toBe(id)
    const { cryptosuite, keyType } = suites[suite]
    const proof = signed['proof'] as JsonObject
    expect(proof).toMatchObject({
      type: 'DataIntegrityProof',
      cryptosuite,
      proofPurpose: 'assertionMethod',
      verificationMethod: `${id}#${id.slice('did:key:'.length)}`,
      created: '2026-11-01T12:00:00Z',
    })
    expect(String(proof['proofValue'])).toMatch(keyType === 'P-384' ? /^z.{120,}$/ : /^z.{80,90}$/)
    expect(await verify(signed, suite)).toBe(200)
  })

  test('refuses what was changed', async () => {
    const signed = await issued({}, suite)
    const proof = signed['proof'] as JsonObject
    for (const change of [
      { name: 'Other' },
      { credentialSubject: { id: 'did:example:other', alumniOf: 'The School of Examples' } },
      { proof: undefined },
      { proof: { ...proof, created: '2026-11-01T12:00:01Z' } },
      { proof: { ...proof, type: 'Other' } },
      { proof: { ...proof, cryptosuite: 'other' } },
      { proof: { ...proof, proofPurpose: 'authentication' } },
      { proof: { ...proof, proofPurpose: undefined } },
      { proof: { ...proof, verificationMethod: undefined } },
      { proof: { ...proof, verificationMethod: 'did:key:zUnknown#zUnknown' } },
      { proof: { ...proof, proofValue: undefined } },
      { proof: { ...proof, proofValue: String(proof['proofValue']).slice(1) } },
      { proof: { ...proof, proofValue: `${String(proof['proofValue'])}z` } },
      { proof: { ...proof, created: 'yesterday' } },
      { proof: { ...proof, expires: '2026-10-01T00:00:00Z' } },
    ]) {
      expect([change, await verify({ ...signed, ...change }, suite)]).toEqual([change, 400])
    }
  })
})

describe('VC 2.0: what is taken', () => {
  test.each([
    ['another issuer as an object', { issuer: { id: 'https://vc.example', name: 'A' } }],
    ['text with language and direction', { name: { '@value': 'x', '@language': 'ar', '@direction': 'rtl' } }],
    [
      'several languages',
      {
        description: [
          { '@value': 'x', '@language': 'cy' },
          { '@value': 'y', '@language': 'en' },
        ],
      },
    ],
    ['no id', { id: undefined }],
    ['several subjects', { credentialSubject: [{ id: 'did:example:a' }, { alumniOf: 'B' }] }],
    ['a type that is an address', { type: ['VerifiableCredential', 'https://a.example/Type'] }],
    [
      'a context of its own after the first',
      {
        '@context': [V2, { colour: 'https://a.example/colour' }],
        type: ['VerifiableCredential'],
        credentialSubject: { colour: 'red' },
      },
    ],
    ['an offset', { validFrom: '2023-01-01T00:00:00+02:00' }],
    ['a schema', { credentialSchema: { id: 'https://a.example/s.json', type: 'JsonSchema' } }],
    [
      'several schemas',
      { credentialSchema: [1, 2].map((n) => ({ id: `https://a.example/${n}`, type: 'JsonSchema' })) },
    ],
    ['a status that nobody can look up', { credentialStatus: { type: 'ExampleStatus' } }],
    ['terms of use', { termsOfUse: { type: 'IssuerPolicy' } }],
    ['evidence', { evidence: [{ id: 'https://a.example/e', type: ['Evidence'] }] }],
    ['a refresh service', { refreshService: { type: 'ExampleRefresh', url: 'https://a.example' } }],
    ['a related resource', { relatedResource: { id: 'https://a.example/r', digestSRI: 'sha384-abc' } }],
  ])('%s', async (_name, change) => {
    const { status, body } = await issue(change)
    expect([status, body]).toEqual([201, expect.anything()])
    expect(await verify(body['verifiableCredential'])).toBe(200)
  })
})

describe('VC 2.0: what is refused, when issued and when verified', () => {
  test.each([
    ['no context', { '@context': undefined }],
    ['another first context', { '@context': [EXAMPLES, V2] }],
    ['an unknown context', { '@context': [V2, 'https://unknown.example/v1'] }],
    ['a context that is no address', { '@context': [V2, 'words'] }],
    ['words that no context defines', { '@context': [V2] }],
    [
      'a type that no context defines',
      {
        '@context': [V2],
        type: ['VerifiableCredential', 'Unmapped'],
        credentialSubject: { id: 'did:example:a', name: 'A' },
      },
    ],
    ['no type', { type: undefined }],
    ['not the type of a credential', { type: ['AlumniCredential'] }],
    ['an id that is no address', { id: 'not an address' }],
    ['several ids', { id: ['urn:uuid:1', 'urn:uuid:2'] }],
    ['no issuer', { issuer: undefined }],
    ['an issuer that is no address', { issuer: 'not-an-address' }],
    ['an issuer without id', { issuer: { name: 'A' } }],
    ['no subject', { credentialSubject: undefined }],
    ['an empty subject', { credentialSubject: {} }],
    ['no subjects', { credentialSubject: [] }],
    ['a subject that is text', { credentialSubject: 'did:example:a' }],
    ['a subject with several ids', { credentialSubject: { id: ['did:example:a', 'did:example:b'] } }],
    ['a date without offset', { validFrom: '2023-01-01T00:00:00' }],
    ['a date that is none', { validUntil: 'soon' }],
    ['an end before its beginning', { validUntil: '2022-01-01T00:00:00Z' }],
    ['a status without type', { credentialStatus: { id: 'urn:a:b' } }],
    ['a status whose id is no address', { credentialStatus: { id: 'a', type: 'ExampleStatus' } }],
    ['a schema without id', { credentialSchema: { type: 'JsonSchema' } }],
    ['a schema without type', { credentialSchema: { id: 'https://a.example' } }],
    ['terms without type', { termsOfUse: [{ id: 'urn:a:b' }] }],
    ['evidence without type', { evidence: { id: 'urn:a:b' } }],
    ['a refresh service without type', { refreshService: { id: 'urn:a:b' } }],
    ['a name that is an object', { name: { text: 'x' } }],
    ['a name with more than language and direction', { name: { '@value': 'x', url: 'https://a.example' } }],
    ['a language that is none', { name: { '@value': 'x', '@language': 'not a tag' } }],
    ['a related resource without digest', { relatedResource: [{ id: 'https://a.example/r' }] }],
    [
      'a related resource twice',
      { relatedResource: [1, 2].map(() => ({ id: 'https://a.example/r', digestSRI: 'sha384-a' })) },
    ],
  ])('%s', async (_name, change) => {
    expect((await issue(change)).status).toBe(400)
    const proof = (await issued())['proof']
    expect(await verify({ ...credential, ...change, proof })).toBe(400)
    expect((await issue(change, 'eddsa-jcs-2022')).status).toBe(400)
  })

  test('version 1.1 is not issued', async () => {
    const old = {
      '@context': ['https://www.w3.org/2018/credentials/v1'],
      issuanceDate: '2020-01-01T00:00:00Z',
    }
    expect((await issue({ ...old, validFrom: undefined })).status).toBe(400)
  })

  test('what has expired or is not valid yet', async () => {
    expect(await verify(await issued({ validUntil: '2026-01-01T00:00:00Z' }))).toBe(400)
    expect(await verify(await issued({ validFrom: '2027-01-01T00:00:00Z' }))).toBe(400)
  })

  test.each(['', 'text', '[]', '{}', '{"credential":1}', '{"credential":{},"credential":{}}'])(
    'a body like %j',
    async (body) => {
      const { status, body: problem } = await post('/eddsa-rdfc-2022/credentials/issue', body)
      expect(status).toBe(400)
      expect(problem).toMatchObject({ status: 400, title: expect.any(String), type: expect.any(String) })
      expect((await post('/eddsa-rdfc-2022/credentials/verify', body)).status).toBe(400)
      expect((await post('/eddsa-rdfc-2022/presentations/verify', body)).status).toBe(400)
    },
  )
})

describe('presentations', () => {
  let held: JsonObject
  beforeAll(async () => {
    held = await issued()
  })
  const sign = (more: JsonObject = {}, proof: JsonObject = {}) =>
    createProof({
      document: { '@context': [V2], type: ['VerifiablePresentation'], verifiableCredential: [held], ...more },
      key: keys.Ed25519,
      contexts: facadeContexts,
      created: '2026-11-01T12:00:00Z',
      proof: {
        proofPurpose: 'authentication',
        challenge: 'c-1',
        domain: 'https://verifier.example',
        ...proof,
      },
    })
  const present = async (verifiablePresentation: unknown, options: JsonObject = {}) =>
    (await post('/eddsa-rdfc-2022/presentations/verify', { verifiablePresentation, options })).status

  test('signed for this verifier', async () => {
    const signed = await sign()
    expect(await present(signed, { challenge: 'c-1', domain: 'https://verifier.example' })).toBe(200)
    expect(await present(signed)).toBe(200)
  })

  test('replayed', async () => {
    const signed = await sign()
    expect(await present(signed, { challenge: 'c-2', domain: 'https://verifier.example' })).toBe(400)
    expect(await present(signed, { challenge: 'c-1', domain: 'https://other.example' })).toBe(400)
    const { proof: _, ...unsigned } = signed
    expect(await present(unsigned, { challenge: 'c-1' })).toBe(400)
  })

  test('for another purpose, changed, or with a bad credential inside', async () => {
    expect(await present(await sign({}, { proofPurpose: 'assertionMethod' }))).toBe(400)
    expect(await present({ ...(await sign()), id: 'urn:uuid:9' })).toBe(400)
    expect(await present(await sign({ verifiableCredential: [{ ...held, name: 'Other' }] }))).toBe(400)
    expect(await present(await sign({ verifiableCredential: [credential] }))).toBe(400)
  })

  test.each([
    [{}, 200],
    [{ holder: 'did:example:a' }, 200],
    [{ verifiableCredential: undefined }, 200],
    [{ '@context': [EXAMPLES] }, 400],
    [{ type: ['Other'] }, 400],
    [{ holder: 'nobody' }, 400],
    [{ verifiableCredential: ['eyJ'] }, 400],
    [
      {
        verifiableCredential: {
          '@context': V2,
          type: 'EnvelopedVerifiableCredential',
          id: 'data:application/vc+jwt,a.b.c',
        },
      },
      200,
    ],
    [
      {
        verifiableCredential: {
          '@context': V2,
          type: 'EnvelopedVerifiableCredential',
          id: 'https://a.example',
        },
      },
      400,
    ],
    [
      {
        verifiableCredential: { type: 'EnvelopedVerifiableCredential', id: 'data:application/vc+jwt,a.b.c' },
      },
      400,
    ],
  ])('unsigned, with %j: %i', async (change, status) => {
    const presentation = {
      '@context': [V2],
      type: ['VerifiablePresentation'],
      verifiableCredential: [held],
      ...change,
    }
    expect(await present(presentation)).toBe(status)
  })

  test('in an envelope', async () => {
    const envelope = {
      '@context': V2,
      type: 'EnvelopedVerifiablePresentation',
      id: 'data:application/vp+jwt,a.b.c',
    }
    expect(await present(envelope)).toBe(200)
    expect(await present({ ...envelope, id: 'https://a.example' })).toBe(400)
  })
})

describe('status lists', () => {
  test('an entry is given to whoever brings none, and a bit taken back', async () => {
    const signed = await issued({}, 'bitstring')
    const entry = signed['credentialStatus'] as JsonObject
    expect(entry).toMatchObject({
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: expect.stringMatching(/^\d+$/),
    })
    expect(await verify(signed, 'bitstring')).toBe(200)
    expect(
      (await post('/bitstring/credentials/status', { credentialStatus: entry, status: true })).status,
    ).toBe(200)
    expect(await verify(signed, 'bitstring')).toBe(400)
    await post('/bitstring/credentials/status', { credentialStatus: entry, status: false })
    expect(await verify(signed, 'bitstring')).toBe(200)
  })

  test('the list is a credential that verifies', async () => {
    const answer = await api.request('/bitstring/status-lists/revocation')
    const list = (await answer.json()) as JsonObject
    expect(list).toMatchObject({
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      credentialSubject: { type: 'BitstringStatusList', encodedList: expect.stringMatching(/^u/) },
    })
    expect(await verify(list, 'bitstring')).toBe(200)
    expect((await api.request('/bitstring/status-lists/other')).status).toBe(404)
    const subject = list['credentialSubject'] as JsonObject
    for (const change of [
      { encodedList: 'uAAAA' },
      { type: 'Other' },
      { statusPurpose: undefined },
      { encodedList: 'z1' },
      { ttl: -1 },
    ]) {
      const made = await issue(
        { '@context': [V2], type: list['type'], credentialSubject: { ...subject, ...change } },
        'bitstring',
      )
      expect([change, made.status]).toEqual([change, 400])
    }
  })

  test.each([
    { statusListIndex: '-1' },
    { statusListIndex: 7 },
    { statusListIndex: 'x' },
    { statusPurpose: undefined },
    { statusListCredential: 'here' },
    { id: `${origin}/bitstring/status-lists/revocation` },
    { statusSize: 2 },
    { statusSize: 0 },
    { type: 'Other' },
  ])('an entry with %j is refused', async (change) => {
    const entry = {
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '7',
      statusListCredential: `${origin}/bitstring/status-lists/revocation`,
      ...change,
    }
    expect((await issue({ credentialStatus: entry }, 'bitstring')).status).toBe(400)
  })

  test('a list that cannot be had, an index outside of it and another purpose', async () => {
    const entry = {
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '7',
      statusListCredential: `${origin}/bitstring/status-lists/revocation`,
    }
    const withEntry = (change: JsonObject) =>
      issued({ credentialStatus: { ...entry, ...change } }, 'bitstring')
    expect(await verify(await withEntry({}), 'bitstring')).toBe(200)
    expect(await verify(await withEntry({ statusListIndex: '131072' }), 'bitstring')).toBe(400)
    expect(await verify(await withEntry({ statusPurpose: 'suspension' }), 'bitstring')).toBe(400)
    expect(
      await verify(await withEntry({ statusListCredential: 'https://gone.example/1' }), 'bitstring'),
    ).toBe(400)
    expect(fetched).toContain('https://gone.example/1')
  })
})

describe('DID resolution', () => {
  const get = async (did: string) => {
    const answer = await api.request(`/1.0/identifiers/${did}`)
    return { status: answer.status, body: (await answer.json()) as JsonObject }
  }

  test.each(['Ed25519', 'P-256', 'P-384'] satisfies KeyType[])('a did:key of %s', async (type) => {
    const did = keys[type].controller
    const fragment = did.slice('did:key:'.length)
    const { status, body } = await get(did)
    expect(status).toBe(200)
    const method = {
      id: `${did}#${fragment}`,
      type: 'Multikey',
      controller: did,
      publicKeyMultibase: fragment,
    }
    expect(body).toMatchObject({
      didDocument: {
        id: did,
        verificationMethod: [method],
        authentication: [method.id],
        assertionMethod: [method.id],
        capabilityInvocation: [method.id],
        capabilityDelegation: [method.id],
      },
      didDocumentMetadata: {},
      didResolutionMetadata: { contentType: expect.any(String) },
    })
    const found = await get(`${did}%23${fragment}`)
    expect(found.body['contentStream']).toEqual(method)
  })

  test.each([
    ['did:key:', 400, 'invalidDid'],
    ['did:key:6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK', 400, 'invalidDid'],
    ['did:key:z6MkhaXgBZDvotDkL5257', 400, 'invalidDid'],
    ['did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme', 400, 'invalidDid'],
    ['not-a-did', 400, 'invalidDid'],
    ['did:example:123', 501, 'methodNotSupported'],
    ['did:web:unreachable.example', 404, 'notFound'],
  ])('%s: %i %s', async (did, status, error) => {
    const found = await get(did)
    expect(found.status).toBe(status)
    expect(found.body).toMatchObject({ didDocument: null, didResolutionMetadata: { error } })
  })
})

const VECTORS = resolve(import.meta.dirname, '../../../../../shared/standards/data-integrity-vectors')
const isMissing = !existsSync(VECTORS)
const title = 'published vectors'
describe.skipIf(isMissing)(isMissing ? `${title} (skipped: ../shared/standards is absent)` : title, () => {
  test.each([
    ['eddsa-rdfc-2022', 'eddsa/eddsa-rdfc-2022/signedDataInt'],
    ['eddsa-jcs-2022', 'eddsa/eddsa-jcs-2022/signedJCS'],
    ['ecdsa-rdfc-2019-p256', 'ecdsa/ecdsa-rdfc-2019-p256/signedECDSAP256'],
    ['ecdsa-rdfc-2019-p384', 'ecdsa/ecdsa-rdfc-2019-p384/signedECDSAP384'],
    ['eddsa-rdfc-2022', 'eddsa/proof-set-chain/signedProofSet2'],
    ['eddsa-rdfc-2022', 'eddsa/proof-set-chain/signedProofChain2'],
  ])('%s verifies %s, whose key is nobody’s', async (suite, path) => {
    const signed = JSON.parse(readFileSync(resolve(VECTORS, `${path}.json`), 'utf8')) as JsonObject
    expect(await verify(signed, suite)).toBe(200)
  })
})
