import { checkDidDocument } from './did-document.ts'
import { didKeyDocument, isDidKey } from './did-key.ts'
import { isObject, type JsonObject } from './json.ts'
import { didJwkDocument, isDidJwk } from './jwk.ts'

/** Finds the current document of a DID. A rejection, or undefined, means that it is not reachable now. */
export type ResolveDid = (did: string) => Promise<unknown>

export type Resolution =
  | { ok: true; document: JsonObject }
  | { ok: false; code: 'issuer-document-unreachable' | 'issuer-document-invalid' }

/**
 * A resolver that answers from documents which the caller trusts (a file given by hand, an archive of one's
 * own), and asks `next` for the others.
 */
export function trustDocuments(documents: unknown[], next?: ResolveDid): ResolveDid {
  const byId = new Map(documents.filter(isObject).map((document) => [document.id, document]))
  return async (did) => byId.get(did) ?? (await next?.(did))
}

/** Resolves each DID once, `did:key` and `did:jwk` without asking anybody. */
export function cachedResolver(resolveDid: ResolveDid | undefined): (did: string) => Promise<Resolution> {
  const found = new Map<string, Promise<Resolution>>()
  return (did) => {
    const known = found.get(did) ?? resolve(did, resolveDid)
    found.set(did, known)
    return known
  }
}

async function resolve(did: string, resolveDid: ResolveDid | undefined): Promise<Resolution> {
  if (isDidKey(did) || isDidJwk(did)) {
    try {
      return { ok: true, document: isDidKey(did) ? didKeyDocument(did) : didJwkDocument(did) }
    } catch {
      return { ok: false, code: 'issuer-document-invalid' }
    }
  }
  const document = await ask(resolveDid, did)
  if (document === undefined || document === null) return { ok: false, code: 'issuer-document-unreachable' }
  if (!isObject(document) || checkDidDocument(document, did).length > 0) {
    return { ok: false, code: 'issuer-document-invalid' }
  }
  return { ok: true, document }
}

async function ask(resolveDid: ResolveDid | undefined, did: string): Promise<unknown> {
  try {
    return await resolveDid?.(did)
  } catch {
    // Why it could not be reached is the resolver's to log; here it only means that nothing is known.
    return undefined
  }
}
