import jsonld from 'jsonld'
import { canonize } from 'rdf-canonize'
import { canonicalDataset, type Quad } from './canonical-dataset.ts'
import type { ContextMap } from './contexts.ts'
import type { HashName } from './cryptosuites.ts'
import { digestNow } from './digest.ts'
import { CredentialError } from './errors.ts'
import { type FastPath, fastPath } from './fast-path.ts'
import { countObjects, isObject, type JsonObject } from './json.ts'
import { escapeText } from './walk-document.ts'

/** Expanding them takes far longer than reading them; a certificate has a dozen. */
const MAX_OBJECTS = 1_000
const MAX_QUADS = 10_000
const MAX_MILLISECONDS = 5_000
/** Each entry of a `@context` is processed anew where it stands. */
const MAX_CONTEXTS = 200

export interface CanonicalizeOptions {
  /** The one that tells blank nodes apart: SHA-256 unless told. */
  hash?: HashName
  by?: FastPath
  /** Contexts that a document brings along are taken too. They can give any word any meaning. */
  inlineContexts?: boolean
}

/**
 * The RDF Dataset Canonicalization (RDFC-1.0) of a JSON-LD document, as N-Quads. A term that no context
 * defines is an error, never dropped: whatever is in the document is signed. A context that a document brings
 * along itself is as unknown as one that is not in the map. The work is bounded, because graphs can be built on
 * which the algorithm does not end in any useful time.
 */
export async function canonicalize(
  document: JsonObject,
  contexts: ContextMap,
  options: CanonicalizeOptions = {},
): Promise<string> {
  const { hash = 'SHA-256', by = fastPath, inlineContexts = false } = options
  return by.canonicalize(document, contexts, hash, (each, known, name) =>
    canonicalizeSlowly(each, known, name, inlineContexts),
  )
}

/** By a JSON-LD processor and an RDF canonicalizer of others, for everything that may be in a document. */
export async function canonicalizeSlowly(
  document: JsonObject,
  contexts: ContextMap,
  hash: HashName = 'SHA-256',
  inlineContexts = false,
): Promise<string> {
  if (countObjects(document) > MAX_OBJECTS) throw new CredentialError('too-complex', 'too many objects')
  requireKnownContexts(document, contexts, inlineContexts)
  const documentLoader = async (url: string) => {
    const context = contexts.get(url)
    if (context === undefined) throw new CredentialError('unknown-context', url)
    return { contextUrl: null, documentUrl: url, document: context }
  }
  const statements = await jsonld
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
  if (statements.length > MAX_QUADS) throw new CredentialError('too-complex', 'too many statements')
  const dataset = withoutRepeats(statements)
  if (digestNow !== undefined && dataset.some(hasHighCharacters)) {
    // The canonicalizer sorts by UTF-16 code unit, the specification by code point: they differ here.
    const digest = digestNow
    return bounded(async () =>
      canonicalDataset({ said: new Map(), quads: dataset.map(quadOf) }, (text) => digest(text, hash)),
    )
  }
  return bounded(() =>
    canonize(dataset, {
      algorithm: 'RDFC-1.0',
      messageDigestAlgorithm: hash,
      format: 'application/n-quads',
      maxWorkFactor: 1,
      signal: AbortSignal.timeout(MAX_MILLISECONDS),
    }),
  )
}

async function bounded(canonize: () => Promise<string>): Promise<string> {
  try {
    return await canonize()
  } catch (cause) {
    throw new CredentialError('too-complex', 'the document takes too much work to check', { cause })
  }
}

/** A statement as the JSON-LD processor gives it. */
export interface RdfStatement {
  subject: RdfTerm
  predicate: RdfTerm
  object: RdfTerm
  graph: RdfTerm
}

interface RdfTerm {
  termType: string
  value: string
  language?: string
  datatype?: { value: string }
}

/** A dataset is a set; what says the same twice in the document says it once. */
function withoutRepeats(statements: RdfStatement[]): RdfStatement[] {
  return [
    ...new Map(
      statements.map((statement) => [Object.values(quadOf(statement)).join(' '), statement]),
    ).values(),
  ]
}

function quadOf({ subject, predicate, object, graph }: RdfStatement): Quad {
  return {
    subject: termOf(subject),
    predicate: termOf(predicate),
    object: termOf(object),
    graph: graph.termType === 'DefaultGraph' ? '' : termOf(graph),
  }
}

function termOf({ termType, value, language, datatype }: RdfTerm): string {
  if (termType === 'BlankNode') return `_:${value}`
  if (termType !== 'Literal') return `<${value}>`
  if (language !== undefined) return `"${escapeText(value)}"@${language}`
  const type = datatype?.value ?? ''
  return type === 'http://www.w3.org/2001/XMLSchema#string'
    ? `"${escapeText(value)}"`
    : `"${escapeText(value)}"^^<${type}>`
}

function hasHighCharacters({ subject, object, graph }: RdfStatement): boolean {
  return [subject, object, graph].some(({ value }) => /[\ud800-\udfff]/.test(value))
}

function requireKnownContexts(document: JsonObject, contexts: ContextMap, inlineContexts: boolean): void {
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
    if (inlineContexts && isObject(entry)) return
    if (typeof entry !== 'string') throw new CredentialError('unknown-context', 'a context of its own')
    if (!contexts.has(entry)) throw new CredentialError('unknown-context', entry)
  }
  visit(document)
}

function isSafeModeError(error: unknown): boolean {
  return error instanceof Error && error.name === 'jsonld.ValidationError'
}
