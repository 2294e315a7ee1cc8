import { type CipherGCM, createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

/**
 * How a file stands on disk: a header, then chunks of 64 kB, each sealed by AES-256-GCM with a tag of its own, so that
 * any range opens without the rest. Every file has a key of its own, derived from its owner's and a random salt, so
 * that counting chunks is a safe nonce; the last chunk is marked in it, as in the STREAM construction
 * (https://eprint.iacr.org/2015/189). So changed, reordered, repeated and missing chunks all fail to open.
 *
 * The header seals size, owner and SHA-256 of the content: a file under another's name fails too.
 */
export const chunkLength = 64 * 1024
export const tagLength = 16
export const sealedChunkLength = chunkLength + tagLength
const magic = Buffer.from('VMF1')
export const saltLength = 16
const sizeLength = 6
export const headerLength = magic.length + saltLength + sizeLength + tagLength

const headerNonce = Buffer.alloc(12, 0xff)

export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError'
}

export interface FileName {
  readonly ownerId: string
  readonly sha256: string
}

export function fileKey(ownerKey: Uint8Array, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', ownerKey, salt, 'vademecum file', 32))
}

export function sealHeader(key: Buffer, salt: Buffer, size: number, name: FileName): Buffer {
  const open = Buffer.alloc(magic.length + saltLength + sizeLength)
  magic.copy(open)
  salt.copy(open, magic.length)
  open.writeUIntBE(size, magic.length + saltLength, sizeLength)
  const cipher = createCipheriv('aes-256-gcm', key, headerNonce).setAAD(headerData(open, name))
  cipher.final()
  return Buffer.concat([open, cipher.getAuthTag()])
}

export function openHeader(
  header: Buffer,
  ownerKey: Uint8Array,
  name: FileName,
): { key: Buffer; size: number } {
  if (header.length !== headerLength || !header.subarray(0, magic.length).equals(magic)) {
    throw new DamagedFileError('this is not a stored file')
  }
  const open = header.subarray(0, -tagLength)
  const key = fileKey(ownerKey, open.subarray(magic.length, magic.length + saltLength))
  unseal(key, headerNonce, Buffer.alloc(0), header.subarray(-tagLength), headerData(open, name))
  return { key, size: open.readUIntBE(magic.length + saltLength, sizeLength) }
}

export function sealChunk(key: Buffer, index: number, isLast: boolean, plain: Buffer): Buffer {
  const cipher: CipherGCM = createCipheriv('aes-256-gcm', key, chunkNonce(index, isLast))
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

export function openChunk(key: Buffer, index: number, isLast: boolean, sealed: Buffer): Buffer {
  return unseal(
    key,
    chunkNonce(index, isLast),
    sealed.subarray(0, -tagLength),
    sealed.subarray(-tagLength),
    Buffer.alloc(0),
  )
}

/** An empty file has one empty chunk, so that there always is a last one. */
export function chunkCount(size: number): number {
  return Math.max(1, Math.ceil(size / chunkLength))
}

export function sealedLength(size: number): number {
  return headerLength + size + chunkCount(size) * tagLength
}

function unseal(key: Buffer, nonce: Buffer, sealed: Buffer, tag: Buffer, data: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    decipher.setAAD(data).setAuthTag(tag)
    return Buffer.concat([decipher.update(sealed), decipher.final()])
  } catch (cause) {
    throw new DamagedFileError('a stored file was changed, or its key is another', { cause })
  }
}

function headerData(open: Buffer, { ownerId, sha256 }: FileName): Buffer {
  return Buffer.concat([open, Buffer.from(`${ownerId}/${sha256}`)])
}

/** The header's nonce begins with 0xff…: no file has that many chunks. */
function chunkNonce(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(index, 5, 6)
  nonce[11] = isLast ? 1 : 0
  return nonce
}
