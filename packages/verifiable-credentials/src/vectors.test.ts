import { describe, expect, test } from 'vitest'
import {
  canonicalize,
  credentialContexts,
  decodePublicKey,
  didKeyDocument,
  type JsonObject,
  mergeContexts,
  parseCredential,
  verifyCredential,
  verifyProofs,
} from './index.ts'
import { proofHash } from './proof-hash.ts'
import { found } from '../test-support/report.ts'
import { hasShared, sharedText } from '../test-support/shared-file.ts'

const FOLDER = 'data-integrity-vectors/eddsa'
const isMissing = !hasShared(FOLDER) || !hasShared('vc/contexts')
const name = 'published vectors of eddsa-rdfc-2022'

function documentAt(path: string): JsonObject {
  const parsed = parseCredential(sharedText(path))
  if (!parsed.ok) throw new Error(`${path} cannot be read`)
  return parsed.document
}

const contextsOfVectors = () =>
  mergeContexts(
    credentialContexts,
    new Map(
      ['credentials/examples/v2'].map((path) => [
        `https://www.w3.org/ns/${path}`,
        documentAt(`vc/contexts/${path}`),
      ]),
    ),
  )

const keyFor = async (method: string) => {
  const [did = ''] = method.split('#')
  return decodePublicKey(didKeyDocument(did).verificationMethod[0]?.publicKeyMultibase ?? '')
}

describe.skipIf(isMissing)(isMissing ? `${name} (skipped: ../shared/standards is absent)` : name, () => {
  test('canonical forms, hashes and signature', async () => {
    const folder = 'eddsa-rdfc-2022'
    const contexts = contextsOfVectors()
    const signed = documentAt(`${FOLDER}/${folder}/signedDataInt.json`)
    const { proof, ...document } = signed
    expect(await canonicalize(document, contexts)).toBe(sharedText(`${FOLDER}/${folder}/canonDocDataInt.txt`))
    const config = documentAt(`${FOLDER}/${folder}/proofConfigDataInt.json`)
    expect(await canonicalize(config, contexts)).toBe(sharedText(`${FOLDER}/${folder}/proofCanonDataInt.txt`))
    const hash = Buffer.from(await proofHash(document, proof as JsonObject, contexts)).toString('hex')
    expect(hash).toBe(sharedText(`${FOLDER}/${folder}/combinedHashDataInt.txt`).trim())
    expect(await verifyProofs(signed, { keyFor, contexts })).toMatchObject([{ result: 'pass' }])
  })

  test.each([
    ['signedProofSet1', 1],
    ['signedProofSet2', 2],
    ['signedProofChain1', 3],
    ['signedProofChain2', 4],
  ])('%s', async (file, count) => {
    const contexts = contextsOfVectors()
    const signed = documentAt(`${FOLDER}/proof-set-chain/${file}.json`)
    const results = await verifyProofs(signed, { keyFor, contexts })
    expect(results.map((result) => result.code)).toEqual(new Array(count).fill('proof-valid'))
  })

  test('a chain breaks when a proof in its middle is changed or taken out', async () => {
    const contexts = contextsOfVectors()
    const signed = documentAt(`${FOLDER}/proof-set-chain/signedProofChain2.json`)
    const proofs = signed.proof as JsonObject[]
    const without = await verifyProofs({ ...signed, proof: proofs.slice(1) }, { keyFor, contexts })
    expect(without.map((result) => result.code)).toContain('proof-previous-missing')
    const changed = proofs.map((proof, index) =>
      index === 0 ? { ...proof, created: '2023-02-24T23:36:39Z' } : proof,
    )
    const codes = (await verifyProofs({ ...signed, proof: changed }, { keyFor, contexts })).map(
      (each) => each.code,
    )
    expect(codes).toEqual(['proof-invalid', 'proof-valid', 'proof-invalid', 'proof-valid'])
  })

  test('the proof holds although the issuer is an https address and the key a did:key', async () => {
    const signed = documentAt(`${FOLDER}/eddsa-rdfc-2022/signedDataInt.json`)
    const report = await verifyCredential(signed, { now: new Date(), contexts: contextsOfVectors() })
    expect(found(report, 'proof')).toBe('pass proof-valid')
    expect(found(report, 'issuer bound to key')).toBe('fail issuer-not-controller')
  })
})
