import { parseVerifierKey, type VerifierKey } from '@vademecum/transparency-log'
import type { Reader } from '../platform/db.ts'
import { witnessLines } from './store.ts'

/** Those whose cosignatures are taken here and count when something is checked. */
export async function listedWitnesses(tx: Pick<Reader, 'named'>): Promise<VerifierKey[]> {
  return (await witnessLines(tx)).map(parseVerifierKey)
}
