import { isDateTimeStamp, isObject, type JsonObject, listOf } from '@vademecum/verifiable-credentials'
import type { Acceptance } from '@vademecum/verifiable-credentials'
import type { TrustState } from './trust-state.ts'

/** What an organisation has to be admitted for, so that a credential of results is accepted from it. */
const neededFor = 'result'

/**
 * The operator's register: who was admitted to attest results on the day on which this was signed. An admission that
 * ended later, or an organisation that closed since, takes nothing from what was signed before: the keys are retired
 * with it, and a key signs nothing after that.
 */
export function acceptanceBy(state: TrustState): (did: string, credential: JsonObject) => Acceptance {
  return (did, credential) => {
    const issuer = state.issuers.get(did)
    if (!issuer) return 'unlisted'
    const signedAt = signingTime(credential)
    if (signedAt === undefined) return 'unlisted'
    const admitted = issuer.admissions.some(
      ({ kind, since, until }) =>
        kind === neededFor && since.getTime() <= signedAt && (until === null || until.getTime() > signedAt),
    )
    const open = issuer.closedAt === null || issuer.closedAt.getTime() > signedAt
    return admitted && open ? 'accepted' : 'unlisted'
  }
}

/** The latest proof counts: an older one may stand in a set beside it. To the second, as proofs are dated. */
function signingTime(credential: JsonObject): number | undefined {
  const times = listOf(credential.proof)
    .filter(isObject)
    .map(({ created }) => (isDateTimeStamp(created) ? Date.parse(created) + 999 : Number.NaN))
  return times.length > 0 && times.every((time) => !Number.isNaN(time)) ? Math.max(...times) : undefined
}
