// The independent library of the cross-checks publishes no types; this is what the tests use of it.
declare module '@digitalbazaar/vc' {
  interface LoadedDocument {
    contextUrl: null
    documentUrl: string
    document: object
  }
  interface Options {
    credential: object
    suite: object
    documentLoader(url: string): Promise<LoadedDocument>
    now?: Date
    checkStatus?(options: object): Promise<{ verified: boolean }>
  }
  export function issue(options: Options): Promise<{ [name: string]: unknown }>
  export function verifyCredential(options: Options): Promise<{ verified: boolean; error?: Error }>
}

declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { signer?: object; cryptosuite: object; date?: string })
  }
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object
}

declare module '@digitalbazaar/ed25519-multikey' {
  interface KeyPair {
    id: string
    controller: string
    publicKeyMultibase: string
    signer(): { id: string; algorithm: string; sign(input: { data: Uint8Array }): Promise<Uint8Array> }
  }
  export function generate(options: { id?: string; controller?: string; seed?: Uint8Array }): Promise<KeyPair>
}
