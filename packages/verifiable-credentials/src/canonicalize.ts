import jsonld from 'jsonld'
import { canonize } from 'rdf-canonize'
import type { ContextMap } from './contexts.ts'
import { CredentialError } from './errors.ts'
import type { JsonObject } from './json.ts'

const MAX_QUADS = 10_000
const MAX_MILLISECONDS = 5_000

/**
 * The RDF Dataset Canonicalization (RDFC-1.0) of a JSON-LD document, as N-Quads. A term that no context
 * defines is an error, never dropped: whatever is in the document is signed. The work is bounded, because
 * graphs can be built on which the algorithm does not end in any useful time.
 */
export async function canonicalize(document: JsonObject, contexts: ContextMap): Promise<string> {
  const unknown: string[] = []
  const documentLoader = async (url: string) => {
    const context = contexts.get(url)
    if (context === undefined) {
      unknown.push(url)
      throw new CredentialError('unknown-context', url)
    }
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
      if (unknown[0] !== undefined) throw new CredentialError('unknown-context', unknown[0], { cause })
      const code = isSafeModeError(cause) ? 'undefined-term' : 'malformed-document'
      throw new CredentialError(code, 'the document is not JSON-LD that can be signed', { cause })
    })
  if (dataset.length > MAX_QUADS) throw new CredentialError('too-complex', 'too many statements')
  return canonize(dataset, {
    algorithm: 'RDFC-1.0',
    format: 'application/n-quads',
    maxWorkFactor: 1,
    signal: AbortSignal.timeout(MAX_MILLISECONDS),
  }).catch((cause: unknown) => {
    throw new CredentialError('too-complex', 'the document takes too much work to check', { cause })
  })
}

function isSafeModeError(error: unknown): boolean {
  return error instanceof Error && error.name === 'jsonld.ValidationError'
}
