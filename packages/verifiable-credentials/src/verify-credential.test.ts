import { beforeAll, describe, expect, test } from 'vitest'
import {
  CHECK_CODES,
  CHECK_NAMES,
  createDidDocument,
  createProof,
  createStatusList,
  describeCheck,
  encodeStatusList,
  type JsonObject,
  setStatus,
  statusListCredential,
  statusListEntry,
  type VerifyOptions,
  verifyCredential,
} from './index.ts'
import { credentialBy, makeIssuer, type TestIssuer } from '../test-support/make-issuer.ts'
import { found, notPassed } from '../test-support/report.ts'

const DID = 'did:web:exams.example'
const LIST = 'https://exams.example/status/revocation'
const created = '2026-08-20T07:00:00Z'
let exams: TestIssuer
let other: TestIssuer
let options: VerifyOptions
let signed: JsonObject

beforeAll(async () => {
  exams = await makeIssuer(DID)
  other = await makeIssuer('did:web:other.example')
  options = {
    now: new Date('2026-11-01T12:00:00Z'),
    resolveDid: async (did) => [exams, other].find((issuer) => issuer.did === did)?.document,
    acceptIssuer: (id) => (id === DID ? 'accepted' : 'unlisted'),
  }
  signed = await createProof({ document: credentialBy(DID), key: exams.key, created })
})

const sign = (more: JsonObject) => createProof({ document: credentialBy(DID, more), key: exams.key, created })

async function listWith(revoked: number[], more: { issuer?: TestIssuer; purpose?: 'suspension' } = {}) {
  const list = createStatusList()
  for (const index of revoked) setStatus(list, index, true)
  const { issuer = exams, purpose = 'revocation' } = more
  const document = statusListCredential({
    id: LIST,
    issuer: issuer.did,
    purpose,
    encodedList: await encodeStatusList(list),
    validFrom: created,
  })
  return createProof({ document, key: issuer.key, created })
}

function unsignedCopy(signed: JsonObject): JsonObject {
  const { proof: _, ...document } = signed
  return document
}

describe('a good credential', () => {
  test('is verified, as an object and as text', async () => {
    for (const input of [signed, JSON.stringify(signed)]) {
      const report = await verifyCredential(input, options)
      expect(notPassed(report)).toEqual([])
      expect(report.verdict).toBe('verified')
      expect(report.checks.map((check) => check.name)).toEqual(CHECK_NAMES)
      expect(report.issuer).toEqual({ id: DID })
    }
  })

  test('by a did:key needs no resolver', async () => {
    const issuer = await makeIssuer()
    const document = await createProof({ document: credentialBy(issuer.did), key: issuer.key, created })
    const report = await verifyCredential(document, { now: options.now, acceptIssuer: () => 'accepted' })
    expect(report.verdict).toBe('verified')
  })

  test('every check can be said in English', async () => {
    const report = await verifyCredential(signed, options)
    expect(report.checks.map(describeCheck)).toContain(`The key belongs to ${DID}.`)
    for (const code of CHECK_CODES) {
      const sentence = describeCheck({ name: 'parsed', result: 'pass', detail: { code, parameters: {} } })
      expect(sentence).toMatch(/^[^{}]+\.$/)
    }
  })
})

describe('each thing that can be wrong shows on its own check', () => {
  test('a changed byte', async () => {
    const report = await verifyCredential(JSON.stringify(signed).replace('"7"', '"8"'), options)
    expect(notPassed(report)).toEqual(['proof: proof-invalid'])
    expect(report.verdict).toBe('failed')
  })

  test('a wrong issuer', async () => {
    const forged = await createProof({ document: credentialBy(DID), key: other.key, created })
    const report = await verifyCredential(forged, options)
    expect(notPassed(report)).toEqual(['issuer bound to key: issuer-not-controller'])
    expect(report.verdict).toBe('failed')
  })

  test('an unlisted issuer', async () => {
    const document = await createProof({ document: credentialBy(other.did), key: other.key, created })
    const report = await verifyCredential(document, options)
    expect(notPassed(report)).toEqual(['issuer accepted: issuer-unlisted'])
    expect(report.verdict).toBe('unknown')
  })

  test('a refused issuer', async () => {
    const report = await verifyCredential(signed, { ...options, acceptIssuer: () => 'refused' })
    expect(notPassed(report)).toEqual(['issuer accepted: issuer-refused'])
    expect(report.verdict).toBe('failed')
  })

  test('an expired credential, and one that is not valid yet', async () => {
    const expired = await verifyCredential(await sign({ validUntil: '2026-10-31T12:00:00Z' }), options)
    expect(notPassed(expired)).toEqual(['time: expired'])
    const early = await verifyCredential(await sign({ validFrom: '2026-11-02T12:00:00+01:00' }), options)
    expect(notPassed(early)).toEqual(['time: not-yet-valid'])
  })

  test('a revoked credential', async () => {
    const document = await sign({
      credentialStatus: statusListEntry({ list: LIST, index: 94_567, purpose: 'revocation' }),
    })
    const withList = async (list: unknown) =>
      verifyCredential(document, { ...options, fetchStatusList: async () => list })
    expect(notPassed(await withList(await listWith([94_567])))).toEqual(['status: status-revoked'])
    expect((await withList(await listWith([94_566, 94_568]))).verdict).toBe('verified')
  })

  test('a suspended credential', async () => {
    const document = await sign({
      credentialStatus: [
        { ...statusListEntry({ list: LIST, index: 3, purpose: 'suspension' }), id: 'urn:example:entry' },
      ],
    })
    const fetchStatusList = async () => listWith([3], { purpose: 'suspension' })
    expect(found(await verifyCredential(document, { ...options, fetchStatusList }), 'status')).toBe(
      'fail status-suspended',
    )
  })

  test('an unsigned credential', async () => {
    const report = await verifyCredential(credentialBy(DID), options)
    expect(found(report, 'proof')).toBe('fail proof-missing')
    expect(report.verdict).toBe('failed')
  })

  test('another person', async () => {
    const report = await verifyCredential(signed, { ...options, acceptSubject: () => 'other' })
    expect(notPassed(report)).toEqual(['subject: subject-other'])
    expect(report.verdict).toBe('failed')
  })
})

describe('what cannot be reached is unknown', () => {
  const rejecting = async () => Promise.reject(new Error('offline'))

  test('the document of the issuer', async () => {
    for (const resolveDid of [rejecting, async () => undefined]) {
      const report = await verifyCredential(signed, { ...options, resolveDid })
      expect(found(report, 'issuer bound to key')).toBe('unknown issuer-document-unreachable')
      expect(found(report, 'proof')).toBe('unknown key-unreachable')
      expect(report.verdict).toBe('unknown')
    }
  })

  test('a document of another DID', async () => {
    const report = await verifyCredential(signed, { ...options, resolveDid: async () => other.document })
    expect(found(report, 'issuer bound to key')).toBe('unknown issuer-document-invalid')
  })

  test('the status list', async () => {
    const document = await sign({
      credentialStatus: statusListEntry({ list: LIST, index: 1, purpose: 'revocation' }),
    })
    for (const more of [{}, { fetchStatusList: rejecting }]) {
      const report = await verifyCredential(document, { ...options, ...more })
      expect(found(report, 'status')).toBe('unknown status-list-unreachable')
      expect(report.verdict).toBe('unknown')
    }
  })

  test('the register', async () => {
    const report = await verifyCredential(signed, { ...options, acceptIssuer: rejecting })
    expect(notPassed(report)).toEqual(['issuer accepted: issuer-register-unreachable'])
    expect(
      notPassed(await verifyCredential(signed, { now: options.now, resolveDid: async () => exams.document })),
    ).toEqual(['issuer accepted: issuer-register-absent'])
  })
})

describe('a status list counts only if it is the issuer’s own and fits', () => {
  const statusWith = async (list: unknown, entry: JsonObject = {}) => {
    const credentialStatus = { ...statusListEntry({ list: LIST, index: 5, purpose: 'revocation' }), ...entry }
    const document = await sign({ credentialStatus })
    const report = await verifyCredential(document, { ...options, fetchStatusList: async () => list })
    return found(report, 'status')
  }

  test.each([
    ['by another issuer', async () => listWith([], { issuer: other }), 'unknown status-list-other-issuer'],
    [
      'for another purpose',
      async () => listWith([], { purpose: 'suspension' }),
      'unknown status-list-other-purpose',
    ],
    ['unsigned', async () => unsignedCopy(await listWith([])), 'unknown status-list-untrusted'],
    [
      'changed',
      async () => ({ ...(await listWith([])), validFrom: '2026-08-21T07:00:00Z' }),
      'unknown status-list-untrusted',
    ],
    ['not a credential', async () => 'nothing', 'unknown status-list-malformed'],
    ['under another address', async () => signed, 'unknown status-list-malformed'],
  ])('%s', async (_name, list, result) => {
    expect(await statusWith(await list())).toBe(result)
  })

  test.each([
    [{ statusListIndex: '131072' }, 'unknown status-out-of-range'],
    [{ statusListIndex: '-1' }, 'unknown status-malformed'],
    [{ statusListIndex: '01' }, 'unknown status-malformed'],
    [{ id: LIST }, 'unknown status-malformed'],
  ])('an entry with %o', async (entry, result) => {
    expect(await statusWith(await listWith([]), entry)).toBe(result)
  })

  test('an entry of another kind is unknown', async () => {
    const document = await createProof({
      document: credentialBy(DID, {
        credentialStatus: { id: 'https://exams.example/s', type: 'OtherStatus' },
      }),
      key: exams.key,
      created,
    })
    expect(found(await verifyCredential(document, options), 'status')).toBe('unknown status-unsupported')
  })
})

describe('keys change over time', () => {
  const withKey = (change: { retired?: string; revoked?: string }) => ({
    ...options,
    resolveDid: async () =>
      createDidDocument({ id: DID, keys: [{ id: exams.key.id, publicKey: exams.publicKey, ...change }] }),
  })

  test('a retired key keeps what it signed before', async () => {
    const report = await verifyCredential(signed, withKey({ retired: '2026-09-01T00:00:00Z' }))
    expect(report.verdict).toBe('verified')
  })

  test('and signs nothing afterwards', async () => {
    const report = await verifyCredential(signed, withKey({ retired: '2026-08-01T00:00:00Z' }))
    expect(notPassed(report)).toEqual(['issuer bound to key: key-retired-before-signing'])
  })

  test('a compromised key fails what it signed before', async () => {
    const report = await verifyCredential(signed, withKey({ revoked: '2026-10-01T00:00:00Z' }))
    expect(notPassed(report)).toEqual(['issuer bound to key: key-revoked'])
    expect((await verifyCredential(signed, withKey({ revoked: 'last week' }))).verdict).toBe('failed')
  })

  test('a key that is listed for something else fails', async () => {
    const resolveDid = async () => ({
      ...exams.document,
      assertionMethod: [],
      authentication: [exams.key.id],
    })
    const report = await verifyCredential(signed, { ...options, resolveDid })
    expect(notPassed(report)).toEqual(['issuer bound to key: key-not-for-assertions'])
  })

  test('a key under somebody else’s control fails', async () => {
    const [method] = exams.document.verificationMethod
    const document = { ...exams.document, verificationMethod: [{ ...method, controller: other.did }] }
    const report = await verifyCredential(signed, { ...options, resolveDid: async () => document })
    expect(notPassed(report)).toEqual(['issuer bound to key: issuer-not-controller'])
  })

  test('a key that is no longer in the document leaves the signature unknown and the issuer unbound', async () => {
    const resolveDid = async () => createDidDocument({ id: DID, keys: [] })
    const report = await verifyCredential(signed, { ...options, resolveDid })
    expect(notPassed(report)).toEqual(['proof: key-unreachable', 'issuer bound to key: key-not-listed'])
  })
})
