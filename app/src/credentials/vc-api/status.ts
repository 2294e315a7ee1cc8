import {
  createProof,
  createStatusList,
  decodeStatusList,
  encodeStatusList,
  isDateTimeStamp,
  isObject,
  type JsonObject,
  listOf,
  setStatus,
  type SigningKey,
  statusListCredential,
  statusListEntry,
} from '@vademecum/verifiable-credentials'
import { randomInt } from 'node:crypto'
import { facadeContexts } from './contexts.ts'
import { Refused } from './problem.ts'

const purposes = ['revocation', 'suspension'] as const
type Purpose = (typeof purposes)[number]

/** The facade's own status lists, one for each purpose; they live as long as the process. */
export class FacadeLists {
  readonly #bits = { revocation: createStatusList(), suspension: createStatusList() }
  readonly #origin: string
  readonly #key: SigningKey
  readonly #now: () => Date

  constructor(origin: string, key: SigningKey, now: () => Date) {
    this.#origin = origin
    this.#key = key
    this.#now = now
  }

  url(purpose: Purpose): string {
    return `${this.#origin}/bitstring/status-lists/${purpose}`
  }

  /** One at random, so that its place says nothing. */
  entry(purpose: Purpose): JsonObject {
    const index = randomInt(this.#bits[purpose].length * 8)
    return statusListEntry({ list: this.url(purpose), index, purpose })
  }

  async signed(url: string): Promise<JsonObject | undefined> {
    const purpose = purposes.find((each) => this.url(each) === url)
    if (purpose === undefined) return undefined
    const created = `${this.#now().toISOString().slice(0, 19)}Z`
    const document = statusListCredential({
      id: url,
      issuer: this.#key.controller,
      purpose,
      encodedList: await encodeStatusList(this.#bits[purpose]),
      validFrom: created,
    })
    return createProof({ document, key: this.#key, created, contexts: facadeContexts })
  }

  /** Sets or clears the bit of an entry that this facade gave. */
  set(entry: JsonObject, value: boolean): void {
    const purpose = purposes.find((each) => this.url(each) === entry['statusListCredential'])
    const index = Number(entry['statusListIndex'])
    if (purpose === undefined || !Number.isInteger(index)) {
      throw new Refused('MALFORMED_VALUE_ERROR', 'not an entry of a list that is kept here')
    }
    setStatus(this.#bits[purpose], index, value)
  }
}

/** What a status entry has to have (Bitstring Status List §2.1). */
export function ensureEntry(entry: unknown): void {
  if (!isObject(entry) || !listOf(entry['type']).includes('BitstringStatusListEntry')) {
    throw new Refused('MALFORMED_VALUE_ERROR', 'credentialStatus is no BitstringStatusListEntry')
  }
  const { id, statusPurpose, statusListIndex, statusListCredential: list, statusSize: size = 1 } = entry
  const fail = (what: string) => {
    throw new Refused('MALFORMED_VALUE_ERROR', `${what} of credentialStatus is not as it has to be`)
  }
  if (typeof statusPurpose !== 'string' || statusPurpose === '') fail('statusPurpose')
  if (typeof statusListIndex !== 'string' || !/^\d+$/.test(statusListIndex)) fail('statusListIndex')
  if (typeof list !== 'string' || !URL.canParse(list)) fail('statusListCredential')
  if (id !== undefined && id === list) fail('id')
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > 16) return fail('statusSize')
  const { statusMessage } = entry
  const needsMessages = size > 1 || statusPurpose === 'message'
  if (!needsMessages && statusMessage === undefined) return
  const messages = listOf(statusMessage)
  const isMessage = (each: unknown) =>
    isObject(each) && /^0x[0-9a-f]+$/i.test(String(each['status'])) && typeof each['message'] === 'string'
  if (messages.length !== 2 ** size || !messages.every(isMessage)) fail('statusMessage')
}

/** What a status list has to have (§2.2). */
export async function ensureList(list: JsonObject): Promise<void> {
  const { credentialSubject: subject, validFrom, validUntil } = list
  const fail = (what: string) => {
    throw new Refused('MALFORMED_VALUE_ERROR', `${what} of the status list is not as it has to be`)
  }
  if (!isObject(subject)) return fail('credentialSubject')
  if (!listOf(subject['type']).includes('BitstringStatusList')) fail('type')
  const given = listOf(subject['statusPurpose'])
  if (given.length === 0 || !given.every((each) => typeof each === 'string')) fail('statusPurpose')
  const { ttl, encodedList } = subject
  if (ttl !== undefined && (typeof ttl !== 'number' || !Number.isInteger(ttl) || ttl < 0)) fail('ttl')
  for (const date of [validFrom, validUntil])
    if (date !== undefined && !isDateTimeStamp(date)) fail('validity')
  if (typeof encodedList !== 'string' || !encodedList.startsWith('u')) return fail('encodedList')
  await decodeStatusList(encodedList).catch((cause: unknown) => {
    const isShort = String((cause as Error).cause).includes('too short')
    throw new Refused(
      isShort ? 'STATUS_LIST_LENGTH_ERROR' : 'STATUS_VERIFICATION_ERROR',
      'encodedList cannot be read, or has fewer than 131072 entries',
      { cause },
    )
  })
}
