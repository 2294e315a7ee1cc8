import type { VerifierKey } from '@vademecum/transparency-log'
import type { ContextMap } from './contexts.ts'
import type { JsonObject } from './json.ts'
import type { ResolveDid } from './resolve.ts'
import type { StatusListCache } from './status-list-cache.ts'
import type { VerifySignature } from './verify-signature.ts'

/** What the reader's register says about an issuer: in it, not in it, or known and refused. */
export type Acceptance = 'accepted' | 'unlisted' | 'refused'

/** Everything that verification needs from outside comes through here. Only `now` is needed. */
export interface VerifyOptions {
  now: Date
  /** `did:key` needs no resolver. */
  resolveDid?: ResolveDid
  /** Gives the list as text or as an object. A rejection, or undefined, means that it is not reachable now. */
  fetchStatusList?: (url: string) => Promise<unknown>
  /** Keeps lists verified and unpacked between verifications; without it each is verified every time. */
  statusLists?: StatusListCache
  acceptIssuer?: (id: string, credential: JsonObject) => Acceptance | Promise<Acceptance>
  /** Whether the credential is about the person whom the caller has in mind. */
  acceptSubject?: (
    credential: JsonObject,
  ) => 'same' | 'other' | 'unknown' | Promise<'same' | 'other' | 'unknown'>
  /** What shows that the issuer's log has it, for a credential that comes alone; a bundle brings it along. */
  logEvidence?: { content: JsonObject; proof: JsonObject }
  /** Whether a credential says what its log has. Without it the check of the log stays unknown. */
  matchesContent?: (credential: JsonObject, content: JsonObject) => boolean
  /** Whose cosignatures count. */
  witnesses?: readonly VerifierKey[]
  /**
   * Whether the caller's own books have this credential, exactly as it is. Asked only where the key was compromised later
   * than the log had its content: the log does not say whose it is.
   */
  isOnRecord?: (credential: JsonObject) => boolean | Promise<boolean>
  /** The contexts of Verifiable Credentials unless told; add those of other vocabularies. */
  contexts?: ContextMap
  verifySignature?: VerifySignature
  /**
   * Takes contexts that a document brings along when its proofs are checked. Its structure stays *unknown*, since they
   * can give any word any meaning: it never verifies.
   */
  inlineContexts?: boolean
}

/** What came along with the credentials, from whoever sent them. */
export interface Carried {
  documents: JsonObject[]
  statusLists: JsonObject[]
  logProofs: JsonObject[]
}
