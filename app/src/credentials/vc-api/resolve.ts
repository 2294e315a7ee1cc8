import {
  didKeyDocument,
  isObject,
  type JsonObject,
  listOf,
  type ResolveDid,
} from '@vademecum/verifiable-credentials'

const DID = /^did:[a-z0-9]+:(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2}|:)*(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})$/

export interface Resolved {
  readonly status: 200 | 400 | 404 | 501
  readonly body: JsonObject
}

/** What DID Resolution answers for a DID, and for a DID with a fragment (DID Resolution §4, §5). */
export async function resolveIdentifier(identifier: string, resolveDid: ResolveDid): Promise<Resolved> {
  const [did = '', fragment] = identifier.split('#', 2)
  if (!DID.test(did)) return failed(400, 'invalidDid')
  const document = await documentOf(did, resolveDid)
  if (typeof document === 'string') {
    return failed(document === 'notFound' ? 404 : document === 'methodNotSupported' ? 501 : 400, document)
  }
  if (fragment === undefined) return succeeded({ didDocument: document, didDocumentMetadata: {} })
  const found = listOf(document['verificationMethod']).find(
    (each) => isObject(each) && each['id'] === `${did}#${fragment}`,
  )
  if (!isObject(found)) return failed(404, 'notFound')
  return succeeded({ contentStream: found, contentMetadata: {} })
}

type Problem = 'invalidDid' | 'invalidPublicKey' | 'notFound' | 'methodNotSupported'

async function documentOf(did: string, resolveDid: ResolveDid): Promise<JsonObject | Problem> {
  if (did.startsWith('did:key:')) {
    try {
      return didKeyDocument(did)
    } catch {
      return 'invalidDid'
    }
  }
  if (!did.startsWith('did:web:')) return 'methodNotSupported'
  const document = await resolveDid(did).catch(() => undefined)
  return isObject(document) && document['id'] === did ? document : 'notFound'
}

function succeeded(found: JsonObject): Resolved {
  return {
    status: 200,
    body: {
      '@context': 'https://w3id.org/did-resolution/v1',
      ...found,
      didResolutionMetadata: { contentType: 'application/did+ld+json' },
    },
  }
}

function failed(status: 400 | 404 | 501, error: Problem): Resolved {
  return {
    status,
    body: {
      '@context': 'https://w3id.org/did-resolution/v1',
      didDocument: null,
      didDocumentMetadata: {},
      didResolutionMetadata: { error },
    },
  }
}
