import { batchEntry, commitmentHash } from './commitment.ts'
import { decodeBase64, encodeBase64 } from './bytes.ts'
import { openCheckpoint } from './checkpoint.ts'
import { cosignedAt } from './cosignature.ts'
import { type VerifySignature, verifyEd25519 } from './ed25519.ts'
import { LogError } from './errors.ts'
import { rootByPath, verifyInclusion } from './inclusion.ts'
import { leafHash } from './merkle.ts'
import type { VerifierKey } from './verifier-key.ts'

/** That a statement is in a log, as JSON: from the statement to the root of its batch, from there to the checkpoint. */
export interface LogProof {
  readonly type: 'VademecumLogProof'
  readonly version: 1
  /** Base64, 16 bytes. */
  readonly salt: string
  readonly batch: {
    /** Base64, 16 bytes. */
    readonly id: string
    readonly size: number
    readonly index: number
    /** Hashes in base64, from the leaf up. */
    readonly path: readonly string[]
  }
  /** Where the batch is in the log. */
  readonly index: number
  readonly path: readonly string[]
  /** The signed note, with whatever cosignatures there are. */
  readonly checkpoint: string
}

export type LogProofResult =
  | {
      readonly ok: true
      readonly origin: string
      readonly size: number
      readonly index: number
      /** The earliest time at which the log itself or one of the witnesses says that it was there. */
      readonly at: Date | undefined
      /** The witnesses, of those asked for, whose cosignature holds. */
      readonly witnesses: readonly string[]
    }
  | {
      readonly ok: false
      readonly code: 'malformed' | 'other-log' | 'unsigned' | 'bad-signature' | 'not-in-batch' | 'not-in-log'
    }

/**
 * Checks that whatever hashes to `contentHash` is in the log whose key is given. What the content says, and whose log it
 * should be, is for the caller to compare.
 *
 * @example
 * const result = await verifyLogProof(proof, contentHash, { log: parseVerifierKey(line) })
 * if (result.ok) console.log(result.index, result.at)
 */
export async function verifyLogProof(
  proof: unknown,
  contentHash: Uint8Array,
  options: { log: VerifierKey; witnesses?: readonly VerifierKey[]; verify?: VerifySignature },
): Promise<LogProofResult> {
  const { log, witnesses = [], verify = verifyEd25519 } = options
  const read = readProof(proof)
  if (!read || contentHash.length !== 32) return { ok: false, code: 'malformed' }
  try {
    const checkpoint = await openCheckpoint(read.checkpoint, log, verify)
    const root = rootByPath({ ...read.batch, leafHash: commitmentHash(read.salt, contentHash) })
    if (!root) return { ok: false, code: 'not-in-batch' }
    const { id, size } = read.batch
    const leaf = leafHash(batchEntry({ id, size, root }))
    const place = {
      leafHash: leaf,
      index: read.index,
      path: read.path,
      size: checkpoint.size,
      root: checkpoint.root,
    }
    if (!verifyInclusion(place)) return { ok: false, code: 'not-in-log' }
    const times = await Promise.all(
      [log, ...witnesses].map(async (key) => ({
        name: key.name,
        at: await cosignedAt(checkpoint, key, verify),
      })),
    )
    const held = times.filter((time): time is { name: string; at: Date } => time.at !== undefined)
    return {
      ok: true,
      origin: checkpoint.origin,
      size: checkpoint.size,
      index: read.index,
      at: held.length === 0 ? undefined : new Date(Math.min(...held.map(({ at }) => at.getTime()))),
      witnesses: held.map(({ name }) => name).filter((name) => name !== log.name),
    }
  } catch (error) {
    if (error instanceof LogError) return { ok: false, code: error.code }
    throw error
  }
}

/** Puts hashes and notes together as JSON. */
export function formatLogProof(proof: ReadProof): LogProof {
  return {
    type: 'VademecumLogProof',
    version: 1,
    salt: encodeBase64(proof.salt),
    batch: {
      id: encodeBase64(proof.batch.id),
      size: proof.batch.size,
      index: proof.batch.index,
      path: proof.batch.path.map(encodeBase64),
    },
    index: proof.index,
    path: proof.path.map(encodeBase64),
    checkpoint: proof.checkpoint,
  }
}

/** The same in bytes. */
export interface ReadProof {
  readonly salt: Uint8Array
  readonly batch: {
    readonly id: Uint8Array
    readonly size: number
    readonly index: number
    readonly path: readonly Uint8Array[]
  }
  readonly index: number
  readonly path: readonly Uint8Array[]
  readonly checkpoint: string
}

function readProof(value: unknown): ReadProof | undefined {
  if (!isObject(value) || value['type'] !== 'VademecumLogProof' || value['version'] !== 1) return undefined
  const { batch, index, checkpoint } = value
  const salt = readBytes(value['salt'], 16)
  const path = readPath(value['path'])
  if (!isObject(batch) || !salt || !path || typeof index !== 'number' || typeof checkpoint !== 'string') {
    return undefined
  }
  const id = readBytes(batch['id'], 16)
  const batchPath = readPath(batch['path'])
  const { size, index: batchIndex } = batch
  if (!id || !batchPath || typeof size !== 'number' || typeof batchIndex !== 'number') return undefined
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(batchIndex)) return undefined
  return { salt, path, index, checkpoint, batch: { id, size, index: batchIndex, path: batchPath } }
}

function readPath(value: unknown): Uint8Array[] | undefined {
  if (!Array.isArray(value) || value.length > 64) return undefined
  const path = value.map((each) => readBytes(each, 32))
  return path.every((each) => each !== undefined) ? path : undefined
}

function readBytes(value: unknown, length: number): Uint8Array | undefined {
  const bytes = typeof value === 'string' ? decodeBase64(value) : undefined
  return bytes?.length === length ? bytes : undefined
}

function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
