import { concat, uint64 } from './bytes.ts'
import { leafHash } from './merkle.ts'
import { sha256 } from './sha256.ts'

/*
 * What our logs commit to. A log has one leaf for each batch of statements, and each batch is a tree of its own, so that
 * the log shows that something was committed and neither what nor how much.
 */

/** Bytes of a salt: enough that nobody finds out by trying what a commitment is to. */
export const saltLength = 16

/**
 * The leaf of a statement in the tree of its batch: the leaf hash of the salt and the hash of what is stated, so that two
 * equal statements have nothing in common, and a statement without its salt cannot be recognised.
 */
export function commitmentHash(salt: Uint8Array, contentHash: Uint8Array): Uint8Array<ArrayBuffer> {
  if (salt.length !== saltLength || contentHash.length !== 32)
    throw new RangeError('salt or hash of another length')
  return leafHash(concat(salt, contentHash))
}

/** A batch as the log commits to it. */
export interface CommittedBatch {
  /** 16 bytes that nobody can guess. */
  readonly id: Uint8Array
  readonly size: number
  readonly root: Uint8Array
}

/** The entry of a batch in the log: `SHA-256(id ‖ size in 8 bytes ‖ root)`. */
export function batchEntry({ id, size, root }: CommittedBatch): Uint8Array<ArrayBuffer> {
  if (id.length !== 16 || root.length !== 32) throw new RangeError('id or root of another length')
  return sha256(concat(id, uint64(size), root))
}
