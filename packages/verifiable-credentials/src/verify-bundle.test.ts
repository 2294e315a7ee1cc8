import { beforeAll, describe, expect, test } from 'vitest'
import {
  type Bundle,
  createBundle,
  createProof,
  createStatusList,
  encodeStatusList,
  type JsonObject,
  parseVerifiable,
  setStatus,
  statusListCredential,
  statusListEntry,
  trustDocuments,
  type VerifyOptions,
  verifyBundle,
  verifyText,
} from './index.ts'
import { credentialBy, makeIssuer, type TestIssuer } from '../test-support/make-issuer.ts'
import { found } from '../test-support/report.ts'

const DID = 'did:web:exams.example'
const LIST = 'https://exams.example/status'
const created = '2026-08-20T07:00:00Z'
let issuer: TestIssuer
let bundle: Bundle
let signed: JsonObject
let options: VerifyOptions

beforeAll(async () => {
  issuer = await makeIssuer(DID)
  options = { now: new Date('2026-11-01T12:00:00Z'), acceptIssuer: () => 'accepted' }
  signed = await createProof({ document: credentialBy(DID), key: issuer.key, created })
  bundle = createBundle({
    created: '2026-10-01T09:00:00Z',
    title: 'Maths and my own work',
    recipient: 'Acme Ltd',
    credentials: [signed],
    issuerDocuments: [issuer.document],
    selfDeclared: [{ title: 'My sketchbook' }, { text: 'A note' }],
  })
})

const online = () => ({ ...options, resolveDid: async () => issuer.document })
const changedCopy = () => ({ ...signed, name: 'Something else' })

describe('verifyBundle', () => {
  test('reports every credential and names what nobody vouches for', async () => {
    const report = await verifyBundle(JSON.stringify(bundle), online())
    expect(report).toMatchObject({
      verdict: 'verified',
      issues: [],
      title: 'Maths and my own work',
      recipient: 'Acme Ltd',
      credentials: [{ verdict: 'verified' }],
      selfDeclared: [{ index: 0, title: 'My sketchbook' }, { index: 1 }],
    })
  })

  test('the worst credential decides', async () => {
    const report = await verifyBundle({ ...bundle, credentials: [signed, changedCopy()] }, online())
    expect(report.credentials.map((each) => each.verdict)).toEqual(['verified', 'failed'])
    expect(report.verdict).toBe('failed')
  })

  test('without credentials nothing is known', async () => {
    expect((await verifyBundle({ ...bundle, credentials: [] }, online())).verdict).toBe('unknown')
  })

  test('each issuer is resolved once', async () => {
    let calls = 0
    const resolveDid = async () => {
      calls += 1
      return issuer.document
    }
    await verifyBundle({ ...bundle, credentials: [signed, signed, signed] }, { ...options, resolveDid })
    expect(calls).toBe(1)
  })
})

describe('a document that came with the bundle', () => {
  test('checks the signature and binds nobody', async () => {
    const report = await verifyBundle(bundle, options)
    const [credential] = report.credentials
    if (!credential) throw new Error('expected a report')
    expect(found(credential, 'proof')).toBe('pass proof-valid')
    expect(found(credential, 'issuer bound to key')).toBe('unknown issuer-document-unreachable')
    expect(report.verdict).toBe('unknown')
  })

  test('still shows a changed byte', async () => {
    const report = await verifyBundle({ ...bundle, credentials: [changedCopy()] }, options)
    expect(report.verdict).toBe('failed')
  })

  test('of a forger never counts where the real one is reachable', async () => {
    const forger = await makeIssuer(DID)
    const forged = await createProof({ document: credentialBy(DID), key: forger.key, created })
    const faked = { ...bundle, credentials: [forged], issuerDocuments: [forger.document] }
    expect((await verifyBundle(faked, options)).verdict).toBe('unknown')
    const [credential] = (await verifyBundle(faked, online())).credentials
    expect(credential && found(credential, 'proof')).toBe('fail proof-invalid')
  })

  test('counts when the caller trusts it', async () => {
    const resolveDid = trustDocuments([issuer.document])
    expect((await verifyBundle(bundle, { ...options, resolveDid })).verdict).toBe('verified')
    const next = trustDocuments([], async () => issuer.document)
    expect((await verifyBundle(bundle, { ...options, resolveDid: next })).verdict).toBe('verified')
  })
})

describe('a status list that came with the bundle', () => {
  const withList = async (revoked: boolean, validUntil?: string) => {
    const list = createStatusList()
    setStatus(list, 9, revoked)
    const document = statusListCredential({
      id: LIST,
      issuer: DID,
      purpose: 'revocation',
      encodedList: await encodeStatusList(list),
      ...(validUntil === undefined ? {} : { validUntil }),
    })
    const credentialStatus = statusListEntry({ list: LIST, index: 9, purpose: 'revocation' })
    const credential = await createProof({
      document: credentialBy(DID, { credentialStatus }),
      key: issuer.key,
      created,
    })
    const statusLists = [await createProof({ document, key: issuer.key, created })]
    return { ...bundle, credentials: [credential], statusLists }
  }
  const statusOf = async (input: JsonObject, more: Partial<VerifyOptions> = {}) => {
    const [credential] = (await verifyBundle(input, { ...online(), ...more })).credentials
    return credential && found(credential, 'status')
  }

  test('counts while its issuer says so', async () => {
    expect(await statusOf(await withList(false, '2026-12-01T00:00:00Z'))).toBe('pass status-good')
    expect(await statusOf(await withList(true, '2026-12-01T00:00:00Z'))).toBe('fail status-revoked')
  })

  test('is too old afterwards, or when nothing says until when', async () => {
    expect(await statusOf(await withList(false, '2026-10-31T00:00:00Z'))).toBe('unknown status-list-stale')
    expect(await statusOf(await withList(false))).toBe('unknown status-list-stale')
  })

  test('gives way to the current one', async () => {
    const old = await withList(false, '2026-12-01T00:00:00Z')
    const current = (await withList(true)).statusLists[0]
    expect(await statusOf(old, { fetchStatusList: async () => current })).toBe('fail status-revoked')
  })
})

test.each([
  [{ version: 2 }, '/version'],
  [{ created: 'today' }, '/created'],
  [{ title: 7 }, '/title'],
  [{ credentials: {} }, '/credentials'],
  [{ credentials: ['x'] }, '/credentials/0'],
  [{ issuerDocuments: undefined }, '/issuerDocuments'],
  [{ statusLists: 'x' }, '/statusLists'],
])('a bundle with %o cannot be read', async (change, path) => {
  const text = JSON.stringify({ ...bundle, ...change })
  const report = await verifyBundle(text, online())
  expect(report.verdict).toBe('failed')
  expect(report.issues.map((issue) => issue.path)).toContain(path)
})

describe('parseVerifiable', () => {
  test('tells a credential from a bundle and from anything else', async () => {
    expect(parseVerifiable(JSON.stringify(signed))).toMatchObject({ kind: 'credential' })
    expect(parseVerifiable(`\ufeff${JSON.stringify(bundle)}`)).toMatchObject({ kind: 'bundle' })
    for (const text of ['{}', '[]', 'hello', '{"type":"VademecumBundle","type":"x"}']) {
      expect(parseVerifiable(text)).toMatchObject({ kind: 'unrecognised', issues: [{}] })
    }
  })

  test('verifyText does both', async () => {
    expect(await verifyText(JSON.stringify(signed), online())).toMatchObject({
      kind: 'credential',
      report: { verdict: 'verified' },
    })
    expect(await verifyText(JSON.stringify(bundle), online())).toMatchObject({
      kind: 'bundle',
      report: { verdict: 'verified' },
    })
    expect(await verifyText('hello', online())).toMatchObject({ kind: 'unrecognised' })
  })
})
