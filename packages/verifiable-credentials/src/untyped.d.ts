// The libraries below publish no types; this is what is used of them.
declare module 'jsonld' {
  interface RemoteDocument {
    contextUrl: string | null
    documentUrl: string
    document: object
  }
  interface ToRdfOptions {
    base: null
    safe: true
    rdfDirection: 'i18n-datatype'
    produceGeneralizedRdf: false
    documentLoader(url: string): Promise<RemoteDocument>
  }
  interface Term {
    termType: string
    value: string
    language?: string
    datatype?: { value: string }
  }
  interface Statement {
    subject: Term
    predicate: Term
    object: Term
    graph: Term
  }
  const jsonld: { toRDF(input: object, options: ToRdfOptions): Promise<Statement[]> }
  export default jsonld
}

declare module 'rdf-canonize' {
  export function canonize(
    dataset: object[],
    options: {
      algorithm: 'RDFC-1.0'
      messageDigestAlgorithm: 'SHA-256' | 'SHA-384'
      format: 'application/n-quads'
      maxWorkFactor: number
      signal: AbortSignal
    },
  ): Promise<string>
}

declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>
}
