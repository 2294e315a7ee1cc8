import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  CRYPTOSUITE_NAMES,
  type CryptosuiteName,
  canonicalize,
  createProof,
  credentialContexts,
  decodePublicKey,
  type JsonObject,
  mergeContexts,
  verifyCredential,
  verifyProofs,
} from './index.ts'
import { canonicalizeJson } from './jcs.ts'
import { proofHash } from './proof-hash.ts'
import { cryptosuiteOf, hashOf } from './cryptosuites.ts'
import { verifyByWebCrypto } from './verify-signature.ts'
import { makeSigner } from '../test-support/make-signer.ts'
import { credentialBy } from '../test-support/make-issuer.ts'
import { found } from '../test-support/report.ts'
import { hasShared, sharedText } from '../test-support/shared-file.ts'

const created = '2026-08-20T07:00:00Z'
const options = { now: new Date('2026-11-01T12:00:00Z'), acceptIssuer: () => 'accepted' as const }

const PAIRS: [CryptosuiteName, 'Ed25519' | 'P-256' | 'P-384'][] = [
  ['eddsa-rdfc-2022', 'Ed25519'],
  ['eddsa-jcs-2022', 'Ed25519'],
  ['ecdsa-rdfc-2019', 'P-256'],
  ['ecdsa-rdfc-2019', 'P-384'],
  ['ecdsa-jcs-2019', 'P-256'],
  ['ecdsa-jcs-2019', 'P-384'],
]

describe.each(PAIRS)('%s with %s', (cryptosuite, type) => {
  const signer = makeSigner(type)
  const sign = (document: JsonObject = credentialBy(signer.did)) =>
    createProof({ document, key: signer.key, created, cryptosuite })

  test('what is signed verifies, and nothing else', async () => {
    const signed = await sign()
    expect((await verifyCredential(JSON.stringify(signed), options)).verdict).toBe('verified')
    expect(found(await verifyCredential({ ...signed, name: 'Other' }, options), 'proof')).toBe(
      'fail proof-invalid',
    )
    const proof = signed.proof as JsonObject
    for (const change of [{ created: '2026-08-20T07:00:01Z' }, { expires: '2027-01-01T00:00:00Z' }]) {
      const report = await verifyCredential({ ...signed, proof: { ...proof, ...change } }, options)
      expect(found(report, 'proof')).toBe('fail proof-invalid')
    }
  })

  test('WebCrypto says the same', async () => {
    const signed = await sign()
    const verifyIn = { ...options, verifySignature: verifyByWebCrypto }
    expect((await verifyCredential(signed, verifyIn)).verdict).toBe('verified')
    expect((await verifyCredential({ ...signed, name: 'Other' }, verifyIn)).verdict).toBe('failed')
  })

  test('a proof that says another suite, or one that is not there, does not verify', async () => {
    const signed = await sign()
    const others = [...CRYPTOSUITE_NAMES.filter((name) => name !== cryptosuite), 'none', 'HS256', '', 7, null]
    for (const other of others) {
      const proof = { ...(signed.proof as JsonObject), cryptosuite: other }
      const report = await verifyCredential({ ...signed, proof }, options)
      expect(report.verdict).not.toBe('verified')
      expect(found(report, 'proof')).toMatch(/^(fail|unknown) proof-/)
    }
  })

  test('a key of another kind is not taken', async () => {
    const signed = await sign()
    for (const other of ['Ed25519', 'P-256', 'P-384'] as const) {
      if (other === type) continue
      const { did, key } = makeSigner(other)
      const proof = { ...(signed.proof as JsonObject), verificationMethod: key.id }
      const report = await verifyCredential({ ...signed, issuer: did, proof }, options)
      expect(found(report, 'proof')).toMatch(/^fail proof-(malformed|invalid)$/)
      if (!cryptosuiteOf(cryptosuite)?.keys.includes(other)) {
        await expect(createProof({ document: credentialBy(did), key, created, cryptosuite })).rejects.toThrow(
          RangeError,
        )
      }
    }
  })
})

describe('JCS proofs', () => {
  const { did, key } = makeSigner('Ed25519')
  const sign = () => createProof({ document: credentialBy(did), key, created, cryptosuite: 'eddsa-jcs-2022' })

  test('copy the context of what they sign', async () => {
    const signed = await sign()
    expect((signed.proof as JsonObject)['@context']).toEqual(signed['@context'])
  })

  test('a document that does not start with the proof’s contexts fails', async () => {
    const signed = await sign()
    const contexts = signed['@context'] as string[]
    for (const changed of [contexts.toReversed(), contexts.slice(1), contexts.slice(0, 1), []]) {
      const [result] = await verifyProofs(
        { ...signed, '@context': changed },
        { keyFor: async () => undefined },
      )
      expect(result?.code).toBe('proof-other-context')
    }
  })

  test('contexts that were added after signing hold the proof but make the reading ambiguous', async () => {
    const signed = await sign()
    const longer = [
      ...(signed['@context'] as string[]),
      'https://www.w3.org/ns/credentials/undefined-terms/v2',
    ]
    const report = await verifyCredential({ ...signed, '@context': longer }, options)
    expect(found(report, 'proof')).toBe('pass proof-valid')
    expect(found(report, 'structure')).toBe('unknown structure-ambiguous')
    expect(report.verdict).toBe('unknown')
  })
})

test.each([
  [
    'the numbers of RFC 8785',
    { n: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0] },
    '{"n":[333333333.3333333,1e+30,4.5,0.002,1e-27,0]}',
  ],
  [
    'names by code unit',
    { '€': 1, '\r': 2, '\u{1f600}': 3, ﬀ: 4, '1': 5 },
    '{"\\r":2,"1":5,"€":1,"😀":3,"ﬀ":4}',
  ],
  [
    'what is inside',
    { b: [{ d: null, c: true }], a: '\u000f"' },
    '{"a":"\\u000f\\"","b":[{"c":true,"d":null}]}',
  ],
])('JCS: %s', (_name, value, text) => {
  expect(canonicalizeJson(value)).toBe(text)
})

const ROOT = 'data-integrity-vectors'
const isMissing = !hasShared(ROOT)
const reason = 'published vectors (skipped: ../shared/standards is absent)'
const json = (path: string) => JSON.parse(sharedText(`${ROOT}/${path}`)) as JsonObject
const text = (path: string) => sharedText(`${ROOT}/${path}`)

describe.skipIf(isMissing)(isMissing ? reason : 'published vectors', () => {
  const contexts = mergeContexts(
    credentialContexts,
    new Map([['https://www.w3.org/ns/credentials/examples/v2', exampleContext()]]),
  )
  const keyFor = async (method: string) => decodePublicKey(method.slice(method.indexOf('#') + 1))

  test.each([
    ['eddsa/eddsa-rdfc-2022', 'DataInt', 'eddsa-rdfc-2022', 'Ed25519'],
    ['eddsa/eddsa-jcs-2022', 'JCS', 'eddsa-jcs-2022', 'Ed25519'],
    ['ecdsa/ecdsa-rdfc-2019-p256', 'ECDSAP256', 'ecdsa-rdfc-2019', 'P-256'],
    ['ecdsa/ecdsa-rdfc-2019-p384', 'ECDSAP384', 'ecdsa-rdfc-2019', 'P-384'],
    ['ecdsa/ecdsa-jcs-2019-p256', 'JCSECDSAP256', 'ecdsa-jcs-2019', 'P-256'],
    ['ecdsa/ecdsa-jcs-2019-p384', 'JCSECDSAP384', 'ecdsa-jcs-2019', 'P-384'],
  ] as const)('%s', async (folder, name, suiteName, type) => {
    const suite = cryptosuiteOf(suiteName)
    if (suite === undefined) throw new Error('no such suite')
    const hash = hashOf(type)
    const { proof, ...document } = json(`${folder}/signed${name}.json`)
    const options = proof as JsonObject
    const canonical = (value: JsonObject) =>
      suite.form === 'jcs' ? canonicalizeJson(value) : canonicalize(value, contexts, { hash })
    const config = json(`${folder}/proofConfig${name}.json`)
    expect(await canonical(document)).toBe(text(`${folder}/canonDoc${name}.txt`))
    expect(await canonical(config)).toBe(text(`${folder}/proofCanon${name}.txt`))
    const both = await proofHash(document, options, contexts, suite, hash)
    expect(Buffer.from(both).toString('hex')).toBe(text(`${folder}/combinedHash${name}.txt`).trim())
    expect(
      createHash(hash.replace('-', ''))
        .update(text(`${folder}/canonDoc${name}.txt`))
        .digest('hex'),
    ).toBe(text(`${folder}/docHash${name}.txt`).trim())
    const signed = { ...document, proof: options }
    expect(await verifyProofs(signed, { keyFor, contexts })).toMatchObject([{ code: 'proof-valid' }])
    const changed = { ...signed, validFrom: '2023-01-02T00:00:00Z' }
    expect(await verifyProofs(changed, { keyFor, contexts })).toMatchObject([{ code: 'proof-invalid' }])
  })
})

function exampleContext(): object {
  return { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } }
}
