import type { KeyType } from './multikey.ts'

/** How a cryptosuite brings a document into the form that is hashed. */
export interface Cryptosuite {
  readonly name: CryptosuiteName
  /** As RDF statements (RDFC-1.0), or as JSON text (JCS). */
  readonly form: 'rdfc' | 'jcs'
  readonly keys: readonly KeyType[]
}

export const CRYPTOSUITE_NAMES = [
  'eddsa-rdfc-2022',
  'eddsa-jcs-2022',
  'ecdsa-rdfc-2019',
  'ecdsa-jcs-2019',
] as const
export type CryptosuiteName = (typeof CRYPTOSUITE_NAMES)[number]

const ECDSA = ['P-256', 'P-384'] as const
const SUITES: { readonly [name in CryptosuiteName]: Cryptosuite } = {
  'eddsa-rdfc-2022': { name: 'eddsa-rdfc-2022', form: 'rdfc', keys: ['Ed25519'] },
  'eddsa-jcs-2022': { name: 'eddsa-jcs-2022', form: 'jcs', keys: ['Ed25519'] },
  'ecdsa-rdfc-2019': { name: 'ecdsa-rdfc-2019', form: 'rdfc', keys: ECDSA },
  'ecdsa-jcs-2019': { name: 'ecdsa-jcs-2019', form: 'jcs', keys: ECDSA },
}

/** The suite of that name; undefined if there is none here. */
export function cryptosuiteOf(name: unknown): Cryptosuite | undefined {
  return CRYPTOSUITE_NAMES.some((each) => each === name) ? SUITES[name as CryptosuiteName] : undefined
}

/** The hash that goes with a key (ECDSA Cryptosuites §3.2.4; EdDSA Cryptosuites §3.2.4). */
export function hashOf(key: KeyType): HashName {
  return key === 'P-384' ? 'SHA-384' : 'SHA-256'
}

export type HashName = 'SHA-256' | 'SHA-384'

/** r and s side by side, or the two halves of an Ed25519 signature. */
export function signatureLength(key: KeyType): number {
  return key === 'P-384' ? 96 : 64
}
