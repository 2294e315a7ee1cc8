import { beforeAll, describe, expect, test } from 'vitest'
import {
  CREDENTIALS_V2,
  createBundle,
  createProof,
  credentialContexts,
  type JsonObject,
  statusListEntry,
  type VerifyOptions,
  verifyBundle,
  verifyCredential,
} from './index.ts'
import { credentialBy, makeIssuer, type TestIssuer } from '../test-support/make-issuer.ts'
import { found, notPassed } from '../test-support/report.ts'

const created = '2026-08-20T07:00:00Z'
const EXAMS = 'https://exams.example/context/v1'
const STATUS = 'https://www.w3.org/2018/credentials#credentialStatus'
const entry = statusListEntry({ list: 'https://exams.example/status', index: 5, purpose: 'revocation' })
let issuer: TestIssuer
let options: VerifyOptions
let signed: JsonObject
let withStatus: JsonObject

beforeAll(async () => {
  issuer = await makeIssuer()
  options = { now: new Date('2026-11-01T12:00:00Z'), acceptIssuer: () => 'accepted' }
  const plain = {
    ...credentialBy(issuer.did),
    '@context': [CREDENTIALS_V2],
    credentialSubject: { id: 'did:example:amina', name: 'A' },
  }
  signed = await createProof({ document: plain, key: issuer.key, created })
  withStatus = await createProof({
    document: { ...plain, credentialStatus: entry },
    key: issuer.key,
    created,
  })
})

const verify = (input: string | JsonObject) => verifyCredential(input, options)

describe('terms that no signature covers', () => {
  test('an added term that no context defines fails, at every depth', async () => {
    const subject = { id: 'did:example:amina', name: 'A', admin: true }
    for (const change of [{ nickname: 'x' }, { credentialSubject: subject }]) {
      const report = await verify({ ...signed, ...change })
      expect(found(report, 'proof')).toBe('fail undefined-term')
    }
  })

  test('an added term in the proof fails', async () => {
    const report = await verify({ ...signed, proof: { ...(signed.proof as JsonObject), comment: 'x' } })
    expect(found(report, 'proof')).toBe('fail proof-malformed')
  })

  test('nothing is signed that no context defines', async () => {
    const document = { ...credentialBy(issuer.did), '@context': [CREDENTIALS_V2], nickname: 'x' }
    await expect(createProof({ document, key: issuer.key, created })).rejects.toMatchObject({
      code: 'undefined-term',
    })
  })
})

describe('the same statements written in another way', () => {
  test('a status under its full address does not hide', async () => {
    const { credentialStatus, ...rest } = withStatus
    const hidden = { ...rest, [STATUS]: credentialStatus }
    const report = await verify(hidden)
    // The signature is good: that is the danger.
    expect(found(report, 'proof')).toBe('pass proof-valid')
    expect(found(report, 'structure')).toBe('unknown structure-ambiguous')
    expect(report.verdict).toBe('unknown')
  })

  test('a status under a name of an own context does not hide', async () => {
    const { credentialStatus, ...rest } = withStatus
    const hidden = {
      ...rest,
      '@context': [CREDENTIALS_V2, { harmless: { '@id': STATUS, '@type': '@id' } }],
      harmless: credentialStatus,
    }
    const report = await verify(hidden)
    expect(found(report, 'structure')).toBe('unknown structure-ambiguous')
    expect(report.verdict).not.toBe('verified')
  })

  test.each(['@included', '@reverse', '@graph', '@nest', '@index'])('%s is not read', async (keyword) => {
    const report = await verify({ ...signed, [keyword]: {} })
    expect(report.checks.find((check) => check.name === 'structure')?.issues).toContainEqual(
      expect.objectContaining({ path: `/${keyword}`, code: 'not-a-plain-term' }),
    )
  })

  test('a second object with the id of the credential does not hide anything', async () => {
    const evidence = { id: String(signed.id), type: 'Evidence', validUntil: '2026-10-01T00:00:00Z' }
    const report = await verify({ ...signed, evidence: [evidence] })
    expect(found(report, 'structure')).toBe('unknown structure-ambiguous')
  })

  test('the names of blank nodes are not for documents', async () => {
    const report = await verify({ ...signed, credentialSubject: { id: '_:b0', name: 'A' } })
    expect(report.verdict).toBe('failed')
  })
})

describe('contexts', () => {
  test('an unknown context is unknown, and nothing is fetched', async () => {
    const report = await verify({ ...signed, '@context': [CREDENTIALS_V2, 'https://attacker.example/v1'] })
    expect(found(report, 'proof')).toBe('unknown unknown-context')
    expect(report.verdict).toBe('unknown')
  })

  test('nothing is signed in an unknown context', async () => {
    const document = {
      ...credentialBy(issuer.did),
      '@context': [CREDENTIALS_V2, 'https://attacker.example/v1'],
    }
    await expect(createProof({ document, key: issuer.key, created })).rejects.toMatchObject({
      code: 'unknown-context',
      message: 'https://attacker.example/v1',
    })
  })

  test('a context that gives a term another meaning fails the proof', async () => {
    const meaning = (grade: string) => new Map([...credentialContexts, [EXAMS, { '@context': { grade } }]])
    const document = { ...credentialBy(issuer.did), '@context': [CREDENTIALS_V2, EXAMS] }
    const contexts = meaning('https://exams.example/terms#grade')
    const made = await createProof({ document, key: issuer.key, created, contexts })
    expect((await verifyCredential(made, { ...options, contexts })).verdict).toBe('verified')
    const swapped = { ...options, contexts: meaning('https://exams.example/terms#target') }
    expect(found(await verifyCredential(made, swapped), 'proof')).toBe('fail proof-invalid')
  })

  test('a context taken away leaves terms that nothing defines', async () => {
    const made = await createProof({ document: credentialBy(issuer.did), key: issuer.key, created })
    expect(found(await verify({ ...made, '@context': [CREDENTIALS_V2] }), 'proof')).toBe(
      'fail undefined-term',
    )
  })

  test('contexts that a document brings along are not used, at any depth', async () => {
    const own = { name: 'https://attacker.example/name' }
    const subject = { id: 'did:example:amina', name: 'A' }
    for (const change of [
      { '@context': [CREDENTIALS_V2, own] },
      { credentialSubject: { ...subject, '@context': own } },
      { credentialSubject: { ...subject, '@context': null } },
    ]) {
      const report = await verify({ ...signed, ...change })
      expect(found(report, 'structure')).toBe('unknown structure-ambiguous')
      expect(found(report, 'proof')).toBe('unknown unknown-context')
    }
  })

  test('more contexts than anybody needs are not worked through', async () => {
    const report = await verify({ ...signed, '@context': new Array(10_000).fill(CREDENTIALS_V2) })
    expect(found(report, 'proof')).toBe('unknown too-complex')
  })
})

describe('text', () => {
  test('a name that appears twice', async () => {
    const text = JSON.stringify(signed).replace('"name":"GCSE', '"name":"Degree","name":"GCSE')
    const report = await verify(text)
    expect(found(report, 'parsed')).toBe('fail not-parsed')
    expect(report.checks[0]?.issues).toEqual([
      expect.objectContaining({ path: '/name', code: 'duplicate-name' }),
    ])
    expect(report.checks.slice(1).every((check) => check.result === 'skipped')).toBe(true)
  })

  test('deep nesting, as text and as an object', async () => {
    const deep = `${'{"evidence":'.repeat(100_000)}1${'}'.repeat(100_000)}`
    expect(found(await verify(deep), 'parsed')).toBe('fail not-parsed')
    let object: JsonObject = {}
    for (let depth = 0; depth < 40; depth += 1) object = { evidence: object }
    expect((await verify({ ...signed, evidence: object })).checks[0]?.issues?.[0]?.code).toBe('too-deep')
    const cycle: JsonObject = {}
    cycle.self = cycle
    expect((await verify(cycle)).checks[0]?.issues?.[0]?.code).toBe('too-deep')
  })

  test('too much text, too many values', async () => {
    expect((await verify(`"${'x'.repeat(1_000_001)}"`)).checks[0]?.issues?.[0]?.code).toBe('too-large')
    expect((await verify(`[${'1,'.repeat(20_000)}1]`)).checks[0]?.issues?.[0]?.code).toBe('too-large')
  })
})

describe('proofs', () => {
  const proofOf = (document: JsonObject) => document.proof as JsonObject

  test.each(['text', 7, null, [], ['text'], [[]]])('%j is no proof', async (proof) => {
    const report = await verify({ ...signed, proof })
    expect(report.verdict).toBe('failed')
    expect(found(report, 'proof')).toMatch(/^fail/)
  })

  test('a set of good proofs is good, and one bad one spoils it', async () => {
    const twice = await createProof({ document: signed, key: issuer.key, created: '2026-08-21T07:00:00Z' })
    expect((twice.proof as unknown[]).length).toBe(2)
    expect((await verify(twice)).verdict).toBe('verified')
    const spoilt = [proofOf(signed), { ...proofOf(signed), created: '2026-08-22T07:00:00Z' }]
    expect(notPassed(await verify({ ...signed, proof: spoilt }))).toEqual(['proof: proof-invalid'])
  })

  test('a proof of another suite beside a good one takes nothing away', async () => {
    const unsupported = { ...proofOf(signed), cryptosuite: 'bbs-2023' }
    expect((await verify({ ...signed, proof: [unsupported, proofOf(signed)] })).verdict).toBe('verified')
    expect((await verify({ ...signed, proof: [unsupported] })).verdict).toBe('unknown')
  })

  test('a stranger’s good proof beside one that cannot be checked does not bind the issuer', async () => {
    const stranger = await makeIssuer()
    const { proof: own, ...document } = signed
    const theirs = await createProof({ document, key: stranger.key, created })
    const unsupported = { ...(own as JsonObject), cryptosuite: 'bbs-2023' }
    const report = await verify({ ...theirs, proof: [proofOf(theirs), unsupported] })
    expect(found(report, 'proof')).toBe('pass proof-valid')
    expect(found(report, 'issuer bound to key')).toBe('unknown proof-unsupported')
    expect(report.verdict).toBe('unknown')
  })

  test.each([
    [{ proofPurpose: 'authentication' }, 'fail proof-other-purpose'],
    [{ proofValue: 'u' }, 'fail proof-malformed'],
    [{ proofValue: 'z11' }, 'fail proof-malformed'],
    [{ created: 'yesterday' }, 'fail proof-malformed'],
    [{ verificationMethod: { id: 'x' } }, 'fail proof-malformed'],
    [{ previousProof: 'urn:uuid:none' }, 'fail proof-previous-missing'],
  ])('a proof with %o', async (change, result) => {
    expect(found(await verify({ ...signed, proof: { ...proofOf(signed), ...change } }), 'proof')).toBe(result)
  })

  test.each([
    ['a key in the proof itself', { publicKeyMultibase: 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2' }],
    [
      'a key instead of its address',
      { verificationMethod: { type: 'Multikey', publicKeyMultibase: 'z6Mk' } },
    ],
    ['a token', { jws: 'eyJhbGciOiJub25lIn0..' }],
    ['no signature', { proofValue: null }],
    ['an empty signature', { proofValue: 'z' }],
    ['a context of the proof’s own', { '@context': 'https://www.w3.org/ns/credentials/v2' }],
  ])('%s is not taken', async (_name, change) => {
    const report = await verify({ ...signed, proof: { ...proofOf(signed), ...change } })
    expect(found(report, 'proof')).toBe('fail proof-malformed')
  })

  test.each([
    'none',
    'HS256',
    'eddsa-2022',
    'EDDSA-RDFC-2022',
    'eddsa-rdfc-2022 ',
    '__proto__',
    'constructor',
  ])('the suite %j is nobody’s', async (cryptosuite) => {
    const report = await verify({ ...signed, proof: { ...proofOf(signed), cryptosuite } })
    expect(found(report, 'proof')).toBe('unknown proof-unsupported')
    expect(report.verdict).toBe('unknown')
  })

  test('a signed credential inside another one signs nothing of it', async () => {
    const stranger = await makeIssuer()
    const wrapped = { ...credentialBy(issuer.did), evidence: [signed], proof: signed.proof }
    expect((await verify(wrapped)).verdict).toBe('failed')
    const within = { ...signed, evidence: [{ ...signed, credentialSubject: { id: 'did:example:eve' } }] }
    expect((await verify(within)).verdict).toBe('failed')
    const { proof: _, ...unsigned } = signed
    const theirs = await createProof({ document: { ...unsigned, name: 'Mine' }, key: stranger.key, created })
    const report = await verify({ ...theirs, evidence: [signed] })
    expect(report.verdict).toBe('failed')
    expect(found(await verify(theirs), 'issuer bound to key')).toBe('fail issuer-not-controller')
  })

  test('more proofs than anybody needs are not worked through', async () => {
    const proof = new Array(9).fill(proofOf(signed))
    expect(found(await verify({ ...signed, proof }), 'proof')).toBe('unknown too-complex')
  })

  test('a graph that is made to take for ever is given up', async () => {
    // Nine nodes that each know all others, so that no two can be told apart cheaply.
    const ids = [...'012345678'].map((number) => `_:n${number}`)
    const evidence = ids.map((id) => ({ id, type: 'Evidence', knows: ids.map((other) => ({ id: other })) }))
    const started = Date.now()
    const report = await verify({ ...credentialBy(issuer.did), proof: signed.proof, evidence })
    expect(found(report, 'proof')).toBe('unknown too-complex')
    expect(Date.now() - started).toBeLessThan(15_000)
  }, 30_000)
})

describe('work that a small document makes', () => {
  const plain = { '@context': [CREDENTIALS_V2], id: 'urn:uuid:1', type: ['VerifiableCredential'] }
  const subjects = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `did:example:${index}`, name: 'A' }))
  const withProof = (credentialSubject: unknown, times = 1): JsonObject => ({
    ...signed,
    ...plain,
    credentialSubject,
    proof: Array(times).fill(signed.proof),
  })

  test('nodes that all look alike are given up soon, whichever way', async () => {
    const alike = (): JsonObject => ({ type: 'Evidence', name: 'x' })
    const clique = Array.from({ length: 40 }, () => ({ ...alike(), evidence: [alike(), alike(), alike()] }))
    for (const evidence of [clique, Array.from({ length: 400 }, alike)]) {
      const started = Date.now()
      const report = await verify({ ...withProof({ id: 'did:example:a', name: 'A' }), evidence })
      expect(report.verdict).not.toBe('verified')
      expect(Date.now() - started).toBeLessThan(4_000)
    }
  })

  test('thousands of objects are not canonicalized', async () => {
    expect(found(await verify(withProof(subjects(2_000))), 'proof')).toBe('unknown too-complex')
    expect(found(await verify(withProof(subjects(500))), 'proof')).toBe('fail proof-invalid')
  })

  test('many credentials of many proofs share one bound', async () => {
    const bundle = createBundle({
      created,
      title: 'Heavy',
      credentials: Array(30).fill(withProof(subjects(300), 8)),
      issuerDocuments: [],
    })
    const { credentials } = await verifyBundle(bundle, options)
    expect(credentials.map((report) => found(report, 'proof')).slice(-20)).toEqual(
      Array(20).fill('unknown too-complex'),
    )
  })

  test('a long list of states asks nobody', async () => {
    let asked = 0
    const fetchStatusList = async () => {
      asked += 1
      return undefined
    }
    const document = { ...withStatus, credentialStatus: Array(1_000).fill(entry) }
    const report = await verifyCredential(document, { ...options, fetchStatusList })
    expect(found(report, 'status')).toBe('unknown status-malformed')
    expect(asked).toBe(0)
  })
})
