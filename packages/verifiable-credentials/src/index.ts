export { decodeBase58, encodeBase58 } from './base58.ts'
export { decodeBase64url, encodeBase64url } from './base64url.ts'
export { type Bundle, createBundle, validateBundle } from './bundle.ts'
export { canonicalize } from './canonicalize.ts'
export {
  CREDENTIALS_V1,
  CREDENTIALS_V2,
  type ContextMap,
  credentialContexts,
  mergeContexts,
} from './contexts.ts'
export { createProof, type SigningKey } from './create-proof.ts'
export { CRYPTOSUITE_NAMES, type CryptosuiteName } from './cryptosuites.ts'
export { isDateTimeStamp } from './date-time.ts'
export { describeCheck } from './describe-check.ts'
export {
  checkDidDocument,
  createDidDocument,
  type DidDocument,
  type DidDocumentKey,
  type VerificationMethod,
} from './did-document.ts'
export { didKey, didKeyDocument } from './did-key.ts'
export { type DidWebOptions, didWebFromUrl, didWebResolver, didWebUrl } from './did-web.ts'
export { CredentialError, type CredentialErrorCode } from './errors.ts'
export { type Difference, FastPath, type FastPathOptions, fastPath } from './fast-path.ts'
export {
  BUNDLE_LIMITS,
  CREDENTIAL_LIMITS,
  type Issue,
  isIri,
  isObject,
  type JsonObject,
  type Limits,
  listOf,
  pointer,
} from './json.ts'
export { createJwt, type JwtKey } from './create-jwt.ts'
export { didJwk, didJwkDocument, type PublicJwk, readJwk } from './jwk.ts'
export { LOG_SERVICE } from './log-service.ts'
export {
  decodeMultikey,
  decodePublicKey,
  encodeMultikey,
  type KeyType,
  type PublicKey,
} from './multikey.ts'
export { parseCredential } from './parse-credential.ts'
export { parseVerifiable, type Verifiable, verifyText } from './parse-verifiable.ts'
export {
  CHECK_CODES,
  CHECK_NAMES,
  type Check,
  type CheckCode,
  type CheckName,
  type CheckOutcome,
  type Verdict,
  type VerificationReport,
  verdictOf,
  worstVerdict,
} from './report.ts'
export { type ResolveDid, trustDocuments } from './resolve.ts'
export {
  createStatusList,
  decodeStatusList,
  encodeStatusList,
  getStatus,
  MIN_STATUS_ENTRIES,
  type StatusPurpose,
  setStatus,
  statusListCredential,
  statusListEntry,
} from './status-list.ts'
export { StatusListCache } from './status-list-cache.ts'
export { validateCredential } from './validate-credential.ts'
export { isEnveloped, validatePresentation } from './validate-presentation.ts'
export { AMBIGUITY_CODES } from './find-ambiguities.ts'
export { parseJson } from './parse-json.ts'
export { isJwt, type JwtType, readJwt, type SecuredJwt } from './read-jwt.ts'
export { type BundleReport, verifyBundle } from './verify-bundle.ts'
export { verifyCredential } from './verify-credential.ts'
export { verifyJwtWith } from './verify-jwt.ts'
export type { Acceptance, VerifyOptions } from './verify-options.ts'
export {
  type KeyFor,
  type ProofCode,
  type ProofPurpose,
  type ProofResult,
  verifyProofs,
} from './verify-proofs.ts'
export { type VerifySignature, verifySignature } from './verify-signature.ts'
