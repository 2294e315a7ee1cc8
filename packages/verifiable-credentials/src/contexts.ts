import { contexts as published } from '@digitalbazaar/credentials-context'
import { DATA_INTEGRITY_V2, dataIntegrityContext } from './data-integrity-context.ts'

/** JSON-LD contexts by address. There is no other source: an address that is not in the map is an error. */
export type ContextMap = ReadonlyMap<string, object>

export const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2'
export const CREDENTIALS_V1 = 'https://www.w3.org/2018/credentials/v1'

/** The contexts of Verifiable Credentials 2.0 and 1.1, that of undefined terms, and that of proofs for version 1.1. */
export const credentialContexts: ContextMap = new Map([
  ...published,
  [DATA_INTEGRITY_V2, dataIntegrityContext],
])

/** One map out of several; where two have the same address, the first one counts. */
export function mergeContexts(...maps: ContextMap[]): ContextMap {
  return new Map(maps.toReversed().flatMap((map) => [...map]))
}
