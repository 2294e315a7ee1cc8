import {
  createDidDocument,
  type DidDocument,
  didKey,
  type JsonObject,
  type SigningKey,
} from '../src/index.ts'

/** An issuer for tests, with a key of its own. */
export interface TestIssuer {
  did: string
  publicKey: Uint8Array
  key: SigningKey
  document: DidDocument
}

/** Makes an issuer with that DID, or with a `did:key` when none is given. */
export async function makeIssuer(did?: string): Promise<TestIssuer> {
  const { subtle } = globalThis.crypto
  const pair = await subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])
  if (!('publicKey' in pair)) throw new Error('expected a key pair')
  const publicKey = new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
  const controller = did ?? didKey(publicKey)
  const id = did === undefined ? `${controller}#${controller.slice('did:key:'.length)}` : `${did}#key-1`
  return {
    did: controller,
    publicKey,
    key: {
      id,
      controller,
      sign: async (bytes) =>
        new Uint8Array(await subtle.sign({ name: 'Ed25519' }, pair.privateKey, new Uint8Array(bytes))),
    },
    document: createDidDocument({ id: controller, keys: [{ id, publicKey }] }),
  }
}

/** A small credential, unsigned. */
export function credentialBy(issuer: string | JsonObject, more: JsonObject = {}): JsonObject {
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://www.w3.org/ns/credentials/undefined-terms/v2',
    ],
    id: 'urn:uuid:5b1a1c8e-4a6e-4b0f-9d5b-0f6a4d3c2b1a',
    type: ['VerifiableCredential'],
    issuer,
    name: 'GCSE Mathematics',
    validFrom: '2026-08-20T07:00:00Z',
    credentialSubject: { id: 'did:example:amina', grade: '7' },
    ...more,
  }
}
