import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { CREDENTIALS_V2 } from './contexts.ts'
import { CredentialError } from './errors.ts'
import type { JsonObject } from './json.ts'

/** The fewest entries a list may have, so that one bit says little about whose it is. */
export const MIN_STATUS_ENTRIES = 131_072

/** Small lists compress to a few bytes; without a bound a kilobyte could unpack to gigabytes. */
const MAX_LIST_BYTES = 4 * 1024 * 1024

export type StatusPurpose = 'revocation' | 'suspension' | 'refresh' | 'message'

/** A list in which nothing is set. */
export function createStatusList(entries: number = MIN_STATUS_ENTRIES): Uint8Array<ArrayBuffer> {
  if (!Number.isInteger(entries) || entries < MIN_STATUS_ENTRIES) {
    throw new RangeError(`a status list has at least ${MIN_STATUS_ENTRIES} entries`)
  }
  return new Uint8Array(Math.ceil(entries / 8))
}

/** Sets or clears one entry; index 0 is the most significant bit of the first byte. */
export function setStatus(list: Uint8Array, index: number, value: boolean): void {
  requireIndex(list, index, 1)
  const byte = list[index >> 3] ?? 0
  const bit = 0x80 >> (index & 7)
  list[index >> 3] = value ? byte | bit : byte & ~bit
}

/** The value of one entry of `size` bits. Throws a `RangeError` outside the list. */
export function getStatus(list: Uint8Array, index: number, size = 1): number {
  requireIndex(list, index, size)
  let value = 0
  for (let bit = index * size; bit < (index + 1) * size; bit += 1) {
    // Shifts work on 32 bits; 2 ** 31 entries fit, longer lists are refused when they are decoded.
    value = value * 2 + (((list[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1)
  }
  return value
}

/** The list as it stands in a credential: multibase base64url of its gzip. */
export async function encodeStatusList(list: Uint8Array): Promise<string> {
  const zipped = new Blob([new Uint8Array(list)]).stream().pipeThrough(new CompressionStream('gzip'))
  return `u${encodeBase64url(new Uint8Array(await new Response(zipped).arrayBuffer()))}`
}

/** Reads a list, never unpacking more than `maxBytes`. Throws a `CredentialError`. */
export async function decodeStatusList(
  encoded: string,
  options: { maxBytes?: number } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { maxBytes = MAX_LIST_BYTES } = options
  try {
    if (!encoded.startsWith('u')) throw new RangeError('not base64url multibase')
    const unzipped = new Blob([decodeBase64url(encoded.slice(1))])
      .stream()
      .pipeThrough(new DecompressionStream('gzip'))
    const list = await readAtMost(unzipped, maxBytes)
    if (list.length * 8 < MIN_STATUS_ENTRIES) throw new RangeError('too short')
    return list
  } catch (cause) {
    throw new CredentialError('malformed-status-list', 'the status list cannot be read', { cause })
  }
}

/** A status list as a credential, yet to be signed by the issuer of the credentials that it is about. */
export function statusListCredential(input: {
  id: string
  issuer: string | JsonObject
  purpose: StatusPurpose
  encodedList: string
  validFrom?: string
  validUntil?: string
  /** How long a copy may be kept, in milliseconds. */
  ttl?: number
}): JsonObject {
  const { id, issuer, purpose, encodedList, validFrom, validUntil, ttl } = input
  return {
    '@context': [CREDENTIALS_V2],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validUntil === undefined ? {} : { validUntil }),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList,
      ...(ttl === undefined ? {} : { ttl }),
    },
  }
}

/** The entry of one credential in a list, for its `credentialStatus`. Allot indexes at random. */
export function statusListEntry(input: { list: string; index: number; purpose: StatusPurpose }): JsonObject {
  return {
    id: `${input.list}#${input.index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: input.purpose,
    statusListIndex: String(input.index),
    statusListCredential: input.list,
  }
}

function requireIndex(list: Uint8Array, index: number, size: number): void {
  if (!Number.isInteger(index) || index < 0 || (index + 1) * size > list.length * 8) {
    throw new RangeError('no such entry in the status list')
  }
}

async function readAtMost(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > maxBytes) {
      await reader.cancel()
      throw new RangeError('too long')
    }
    chunks.push(value)
  }
  const list = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    list.set(chunk, at)
    at += chunk.length
  }
  return list
}
