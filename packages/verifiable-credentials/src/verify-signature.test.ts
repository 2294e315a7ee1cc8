import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { createProof, decodeBase64url, didKey, type VerifySignature, verifyCredential } from './index.ts'
import { credentialBy } from '../test-support/make-issuer.ts'

test('signer and verifier may be those of a server', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const did = didKey(decodeBase64url(publicKey.export({ format: 'jwk' }).x ?? ''))
  const signed = await createProof({
    document: credentialBy(did),
    key: {
      id: `${did}#${did.slice('did:key:'.length)}`,
      controller: did,
      sign: async (bytes) => sign(null, bytes, privateKey),
    },
    created: '2026-08-20T07:00:00Z',
  })
  const options = { now: new Date('2026-11-01T12:00:00Z'), acceptIssuer: () => 'accepted' as const }
  const verifySignature: VerifySignature = ({ bytes }, data, signature) => {
    const x = Buffer.from(bytes).toString('base64url')
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verify(null, data, key, signature)
  }
  for (const each of [options, { ...options, verifySignature }]) {
    expect((await verifyCredential(signed, each)).verdict).toBe('verified')
    expect((await verifyCredential({ ...signed, name: 'Other' }, each)).verdict).toBe('failed')
  }
})
