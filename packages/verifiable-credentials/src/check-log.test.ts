import {
  batchEntry,
  commitmentHash,
  contentHashOf,
  cosign,
  encodeBase64,
  formatSignatureLine,
  formatVerifierKey,
  leafHash,
  parseNote,
  signatureTypes,
  signCheckpoint,
} from '@vademecum/transparency-log'
import { beforeAll, describe, expect, test } from 'vitest'
import { credentialBy, makeIssuer, type TestIssuer } from '../test-support/make-issuer.ts'
import {
  createBundle,
  createDidDocument,
  createProof,
  type DidDocument,
  type JsonObject,
  type VerificationReport,
  verifyBundle,
  verifyCredential,
  type VerifyOptions,
} from './index.ts'

const DID = 'did:web:exams.example'
const created = '2026-08-20T07:00:00Z'
const loggedAt = new Date('2026-08-20T06:00:00Z')
const content = { title: 'GCSE Mathematics', grade: '7' }
let issuer: TestIssuer
let log: TestIssuer
let signed: JsonObject
let proof: JsonObject

beforeAll(async () => {
  ;[issuer, log] = await Promise.all([makeIssuer(DID), makeIssuer()])
  signed = await createProof({ document: credentialBy(DID), key: issuer.key, created })
  proof = await proofOf(log)
})

const origin = 'log.example/exams'
const logKey = (of: TestIssuer) => ({ name: origin, type: signatureTypes.ed25519, publicKey: of.publicKey })

async function proofOf(of: TestIssuer): Promise<JsonObject> {
  const [salt, id] = [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)]
  const root = commitmentHash(salt, contentHashOf(content))
  const checkpoint = { origin, size: 1, root: leafHash(batchEntry({ id, size: 1, root })) }
  const note = await signCheckpoint(checkpoint, logKey(of), of.key.sign)
  const time = await cosign(parseNote(note).text, origin, of.publicKey, loggedAt, of.key.sign)
  return {
    type: 'VademecumLogProof',
    version: 1,
    salt: encodeBase64(salt),
    batch: { id: encodeBase64(id), size: 1, index: 0, path: [] },
    index: 0,
    path: [],
    checkpoint: note + formatSignatureLine(time),
  }
}

/** The issuer's document as it resolves: with its log, and perhaps with its key given up. */
function documentOf({ revoked, of = log }: { revoked?: string; of?: TestIssuer | null } = {}): DidDocument {
  return createDidDocument({
    id: DID,
    keys: [{ id: issuer.key.id, publicKey: issuer.publicKey, ...(revoked ? { revoked } : {}) }],
    ...(of
      ? { log: { address: 'https://log.example/exams', verifierKey: formatVerifierKey(logKey(of)) } }
      : {}),
  })
}

const options = (document = documentOf(), more: Partial<VerifyOptions> = {}): VerifyOptions => ({
  now: new Date('2026-11-01T12:00:00Z'),
  acceptIssuer: () => 'accepted',
  resolveDid: async () => document,
  matchesContent: (credential, said) =>
    credential.name === said.title && (credential.credentialSubject as JsonObject).grade === said.grade,
  ...more,
})

const said = (report: VerificationReport | undefined, name: string) => {
  const found = report?.checks.find((each) => each.name === name)
  return `${found?.result} ${found?.detail.code}`
}
const check = (more: Partial<VerifyOptions> = {}, document = documentOf()) =>
  verifyCredential(JSON.stringify(signed), options(document, { logEvidence: { content, proof }, ...more }))

describe('log inclusion', () => {
  test('passes with a proof from the log that the issuer’s document names', async () => {
    const report = await check()
    expect([said(report, 'log inclusion'), report.verdict]).toEqual(['pass log-included', 'verified'])
    const [found] = report.checks.filter(({ name }) => name === 'log inclusion')
    expect(found?.detail.parameters).toMatchObject({ origin, size: 1, index: 0, at: loggedAt.toISOString() })
  })

  test('is skipped without a proof, and changes no verdict', async () => {
    const report = await verifyCredential(JSON.stringify(signed), options())
    expect([said(report, 'log inclusion'), report.verdict]).toEqual(['skipped log-proof-none', 'verified'])
  })

  test('fails by name where something is wrong', async () => {
    const evidence = (more: JsonObject) => ({ logEvidence: { content, proof: { ...proof, ...more } } })
    const other = { ...content, grade: '9' }
    const outcomes = [
      await check({ logEvidence: { content: other, proof } }),
      await check(evidence({ salt: 'x' })),
      await check(evidence({ checkpoint: String(proof['checkpoint']).replace('\n1\n', '\n2\n') })),
      await check({ matchesContent: () => false }),
      await check({}, documentOf({ of: issuer })),
    ]
    expect(outcomes.map((report) => said(report, 'log inclusion'))).toEqual([
      'fail log-not-included',
      'fail log-proof-malformed',
      'fail log-checkpoint-invalid',
      'fail log-content-other',
      'fail log-checkpoint-invalid',
    ])
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 5 }, () => 'failed'))
  })

  test('is unknown where it cannot be made', async () => {
    const { matchesContent: _, ...withoutComparison } = options(documentOf(), {
      logEvidence: { content, proof },
    })
    const outcomes = [
      await verifyCredential(JSON.stringify(signed), withoutComparison),
      await check({}, documentOf({ of: null })),
      await check({ resolveDid: async () => undefined }),
    ]
    expect(outcomes.map((report) => said(report, 'log inclusion'))).toEqual([
      'unknown log-content-not-compared',
      'unknown log-not-named',
      'unknown issuer-document-unreachable',
    ])
  })

  test('a document that came along names no log', async () => {
    const bundle = createBundle({
      created,
      title: 'Maths',
      credentials: [signed],
      issuerDocuments: [documentOf({ of: issuer })],
      logProofs: [{ credential: signed['id'], content, proof: await proofOf(issuer) }],
    })
    const report = await verifyBundle(JSON.stringify(bundle), options())
    expect(said(report.credentials[0], 'log inclusion')).toBe('fail log-checkpoint-invalid')
    const good = { ...bundle, logProofs: [{ credential: signed['id'], content, proof }] }
    const again = await verifyBundle(JSON.stringify(good), options())
    expect(said(again.credentials[0], 'log inclusion')).toBe('pass log-included')
    expect((await verifyBundle({ ...bundle, logProofs: 'x' }, options())).verdict).toBe('failed')
  })
})

describe('a key that was given up as compromised', () => {
  const later = documentOf.bind(null, { revoked: '2026-09-01T00:00:00Z' })
  const earlier = documentOf.bind(null, { revoked: '2026-08-01T00:00:00Z' })

  test('fails what no log had before', async () => {
    const unlogged = await verifyCredential(JSON.stringify(signed), options(later()))
    const loggedAfter = await check({ isOnRecord: () => true }, earlier())
    for (const report of [unlogged, loggedAfter]) {
      expect([said(report, 'issuer bound to key'), report.verdict]).toEqual(['fail key-revoked', 'failed'])
    }
  })

  test('keeps what the log had before, for whoever knows that it was issued so', async () => {
    const report = await check({ isOnRecord: () => true }, later())
    expect([said(report, 'issuer bound to key'), report.verdict]).toEqual([
      'pass key-revoked-later',
      'verified',
    ])
    // The thief may have put somebody else's result under a name of their choice.
    const forged = await check({ isOnRecord: () => false }, later())
    expect([said(forged, 'issuer bound to key'), forged.verdict]).toEqual(['fail key-revoked', 'failed'])
  })

  test('leaves it open for everybody else: the log does not say whose it is', async () => {
    const report = await check({}, later())
    expect([said(report, 'issuer bound to key'), report.verdict]).toEqual([
      'unknown key-revoked-not-known',
      'unknown',
    ])
  })
})
