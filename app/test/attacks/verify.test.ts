import { generateKeyPairSync, sign } from 'node:crypto'
import { createProof, didKey } from '@vademecum/verifiable-credentials'
import { expect, test } from 'vitest'
import { createTestApp } from '../support/app.ts'

const { visitor } = await createTestApp()

const did = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
const result = { type: ['Result'], value: 'x' }

/** Signed by nobody whom we know, well-formed, and as much work as a few kilobytes can be. */
function heavy(results: number) {
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id: 'urn:uuid:1',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: did, type: ['Profile'], name: '<script>alert(1)</script>' },
    validFrom: '2024-01-01T00:00:00Z',
    name: 'Heavy',
    credentialSubject: { type: ['AchievementSubject'], result: Array(results).fill(result) },
    proof: Array(8).fill({
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-rdfc-2022',
      created: '2024-01-01T00:00:00Z',
      verificationMethod: `${did}#${did.slice(8)}`,
      proofPurpose: 'assertionMethod',
      proofValue: 'z3FXQjecWufY46yg5abdVZsXqLhxhueuSoZgNSARiKBk9czhSePTFehP8c3PGfb6a22gkfUKods5D2UAUL5n2Brbx',
    }),
  }
}

test('a stranger’s document does not occupy the server for long', async () => {
  const body = JSON.stringify(heavy(3_000))
  const startedAt = performance.now()
  const headers = { 'content-type': 'application/json' }
  const answer = await visitor().request('/api/v1/verify', { method: 'POST', headers, body })
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('too-complex')
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})

test('a known issuer’s name on a self-made certificate is told as the file’s own word', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))
  const own = didKey(raw)
  const forged = await createProof({
    document: {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: 'urn:uuid:5b1a1c8e-4a6e-4b0f-9d5b-0f6a4d3c2b1a',
      type: ['VerifiableCredential'],
      issuer: { id: own, name: 'Meridian Awards' },
      name: 'GCSE Mathematics',
      validFrom: '2024-01-01T00:00:00Z',
      credentialSubject: { id: 'did:example:amina', name: 'Amina' },
    },
    key: {
      id: `${own}#${own.slice('did:key:'.length)}`,
      controller: own,
      sign: async (bytes: Uint8Array) => new Uint8Array(sign(null, bytes, privateKey)),
    },
    created: '2024-01-01T00:00:00Z',
  })
  const employer = visitor()
  await employer.get('/verify')
  const page = await employer.submit('Check it', { text: JSON.stringify(forged) })
  expect(page.text).toContain('Issued by, as the file itself saysMeridian Awards')
  expect(page.text).toContain('not known to us')
})
