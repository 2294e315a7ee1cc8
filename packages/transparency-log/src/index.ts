export { concat, decodeBase64, encodeBase64, sameBytes } from './bytes.ts'
export {
  type Checkpoint,
  checkpointText,
  type OpenedCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint.ts'
export {
  batchEntry,
  type CommittedBatch,
  commitmentHash,
  commitTo,
  saltLength,
  saltOf,
  statementLength,
} from './commitment.ts'
export { type Consistency, consistencyRanges, verifyConsistency } from './consistency.ts'
export { type Content, contentHashOf } from './content-hash.ts'
export { cosign, cosignedAt } from './cosignature.ts'
export { type Sign, type VerifySignature, verifyEd25519 } from './ed25519.ts'
export { decodeEntries, encodeEntries } from './entry-bundle.ts'
export { LogError, type LogErrorCode } from './errors.ts'
export { type HmacKey, hmac, hmacKey } from './hmac.ts'
export { type Inclusion, inclusionRanges, rootByPath, verifyInclusion } from './inclusion.ts'
export { formatLogProof, type LogProof, type LogProofResult, verifyLogProof } from './log-proof.ts'
export { emptyRoot, hashLength, leafHash, nodeHash } from './merkle.ts'
export { type FetchTile, isContinued, readHashes } from './read-tiles.ts'
export { sha256 } from './sha256.ts'
export { formatSignerKey, parseSignerKey } from './signer-key.ts'
export {
  formatNote,
  formatSignatureLine,
  type NoteSignature,
  parseNote,
  parseSignatureLine,
  type SignedNote,
  signatureBy,
} from './signed-note.ts'
export { type HashOf, type Range, rangeHash, type Subtree, subtreesOf } from './subtree.ts'
export {
  hashesFrom,
  parseTilePath,
  type Tile,
  type TileAddress,
  tilePath,
  tilesFor,
  tileWidth,
  widthOfTile,
} from './tile.ts'
export { TreeBuilder } from './tree-builder.ts'
export {
  formatVerifierKey,
  keyIdOf,
  parseVerifierKey,
  type SignatureType,
  signatureTypes,
  type VerifierKey,
} from './verifier-key.ts'
