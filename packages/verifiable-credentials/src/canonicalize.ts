import jsonld from 'jsonld'
import { canonize } from 'rdf-canonize'
import type { ContextMap } from './contexts.ts'
import type { HashName } from './cryptosuites.ts'
import { CredentialError } from './errors.ts'
import { countObjects, isObject, type JsonObject } from './json.ts'

/** Expanding them takes far longer than reading them; a certificate has a dozen. */
const MAX_OBJECTS = 1_000
const MAX_QUADS = 10_000
const MAX_MILLISECONDS = 5_000
/** Each entry of a `@context` is processed anew where it stands. */
const MAX_CONTEXTS = 200

/**
 * The RDF Dataset Canonicalization (RDFC-1.0) of a JSON-LD document, as N-Quads. A term that no context
 * defines is an error, never dropped: whatever is in the document is signed. A context that a document brings
 * along itself is as unknown as one that is not in the map. The work is bounded, because graphs can be built on
 * which the algorithm does not end in any useful time.
 */
export async function canonicalize(
  document: JsonObject,
  contexts: ContextMap,
  options: { hash?: HashName } = {},
): Promise<string> {
  const { hash = 'SHA-256' } = options
  if (countObjects(document) > MAX_OBJECTS) throw new CredentialError('too-complex', 'too many objects')
  requireKnownContexts(document, contexts)
  const documentLoader = async (url: string) => {
    const context = contexts.get(url)
    if (context === undefined) throw new CredentialError('unknown-context', url)
    return { contextUrl: null, documentUrl: url, document: context }
  }
  const dataset = await jsonld
    .toRDF(document, {
      base: null,
      safe: true,
      rdfDirection: 'i18n-datatype',
      produceGeneralizedRdf: false,
      documentLoader,
    })
    .catch((cause: unknown) => {
      const code = isSafeModeError(cause) ? 'undefined-term' : 'malformed-document'
      throw new CredentialError(code, 'the document is not JSON-LD that can be signed', { cause })
    })
  if (dataset.length > MAX_QUADS) throw new CredentialError('too-complex', 'too many statements')
  return canonize(dataset, {
    algorithm: 'RDFC-1.0',
    messageDigestAlgorithm: hash,
    format: 'application/n-quads',
    maxWorkFactor: 1,
    signal: AbortSignal.timeout(MAX_MILLISECONDS),
  }).catch((cause: unknown) => {
    throw new CredentialError('too-complex', 'the document takes too much work to check', { cause })
  })
}

function requireKnownContexts(document: JsonObject, contexts: ContextMap): void {
  let count = 0
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (isObject(value)) {
      for (const [name, child] of Object.entries(value)) {
        if (name !== '@context') visit(child)
        else for (const entry of Array.isArray(child) ? child : [child]) requireKnown(entry)
      }
    }
  }
  const requireKnown = (entry: unknown): void => {
    count += 1
    if (count > MAX_CONTEXTS) throw new CredentialError('too-complex', 'too many contexts')
    if (typeof entry !== 'string') throw new CredentialError('unknown-context', 'a context of its own')
    if (!contexts.has(entry)) throw new CredentialError('unknown-context', entry)
  }
  visit(document)
}

function isSafeModeError(error: unknown): boolean {
  return error instanceof Error && error.name === 'jsonld.ValidationError'
}
