import { type Issue, isObject, type JsonObject, listOf, pointer } from './json.ts'
import { LOG_SERVICE } from './log-service.ts'
import { decodePublicKey, encodeMultikey, type PublicKey } from './multikey.ts'

/** A verification method of type Multikey, as far as it is read here. */
export interface VerificationMethod {
  id: string
  type: string
  controller: string
  publicKeyMultibase: string
  /** When the key was retired: proofs made before stay good. */
  expires?: string
  /** When the key was compromised: no proof of it is good any more. */
  revoked?: string
}

export interface DidDocument {
  '@context': unknown
  id: string
  verificationMethod: VerificationMethod[]
  assertionMethod: string[]
  [name: string]: unknown
}

/** A key as it goes into a document; `retired` and `revoked` are RFC 3339 instants. */
export interface DidDocumentKey {
  id: string
  publicKey: Uint8Array
  retired?: string
  revoked?: string
}

/**
 * A DID document for issuing. A retired key stays under `assertionMethod` with the time it expired, because
 * verifiers everywhere refuse keys that are not listed there, and old diplomas must not die with the key. A
 * compromised key says when it was revoked.
 */
export function createDidDocument(input: {
  id: string
  keys: DidDocumentKey[]
  /** The transparency log of what it attests: its address, and the key that checks it in one line. */
  log?: { address: string; verifierKey: string }
}): DidDocument {
  const { log } = input
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: input.id,
    verificationMethod: input.keys.map((key) => ({
      id: key.id,
      type: 'Multikey',
      controller: input.id,
      publicKeyMultibase: encodeMultikey(key.publicKey),
      ...(key.retired === undefined ? {} : { expires: key.retired }),
      ...(key.revoked === undefined ? {} : { revoked: key.revoked }),
    })),
    assertionMethod: input.keys.map((key) => key.id),
    ...(log === undefined
      ? {}
      : {
          service: [
            {
              id: `${input.id}#log`,
              type: LOG_SERVICE,
              serviceEndpoint: log.address,
              verifierKey: log.verifierKey,
            },
          ],
        }),
  }
}

/** What is wrong with a document that was found for a DID; its `id` must be that DID. */
export function checkDidDocument(document: unknown, did: string): Issue[] {
  const issues: Issue[] = []
  const refuse = (path: string, code: string) => issues.push({ path, code, clause: 'DID Core §5' })
  if (!isObject(document)) return [{ path: '', code: 'not-an-object', clause: 'DID Core §5' }]
  if (document.id !== did) refuse('/id', 'other-did')
  listOf(document.verificationMethod).forEach((method, index) => {
    const path = pointer('/verificationMethod', index)
    if (!isObject(method)) return void refuse(path, 'not-an-object')
    for (const name of ['id', 'type', 'controller']) {
      if (typeof method[name] !== 'string') refuse(pointer(path, name), 'not-a-string')
    }
    if (method.type === 'Multikey' && typeof method.publicKeyMultibase !== 'string') {
      refuse(pointer(path, 'publicKeyMultibase'), 'not-a-string')
    }
  })
  return issues
}

/** The verification method with that id, whether it stands on its own or inside a relationship. */
export function findVerificationMethod(document: JsonObject, id: string): JsonObject | undefined {
  const isIt = (method: unknown): method is JsonObject =>
    isObject(method) && absolute(document, method.id) === id
  for (const name of ['verificationMethod', 'assertionMethod', 'authentication']) {
    const found = listOf(document[name]).find(isIt)
    if (found !== undefined) return found
  }
  return undefined
}

/** Whether the document lists that key for that purpose. */
export function isListedFor(
  document: JsonObject,
  purpose: 'assertionMethod' | 'authentication',
  id: string,
): boolean {
  return listOf(document[purpose]).some(
    (entry) => absolute(document, isObject(entry) ? entry.id : entry) === id,
  )
}

/** The key of a method, or undefined when it is not a Multikey of a kind that is known here. */
export function publicKeyOf(method: JsonObject): PublicKey | undefined {
  if (method.type !== 'Multikey' && method.type !== 'Ed25519VerificationKey2020') return undefined
  if (typeof method.publicKeyMultibase !== 'string') return undefined
  try {
    const key = decodePublicKey(method.publicKeyMultibase)
    return method.type === 'Multikey' || key.type === 'Ed25519' ? key : undefined
  } catch {
    return undefined
  }
}

/** DID URLs inside a document may be written as a fragment only. */
function absolute(document: JsonObject, id: unknown): unknown {
  return typeof id === 'string' && id.startsWith('#') ? `${String(document.id)}${id}` : id
}
