import { instantOf, isDateTimeStamp } from './date-time.ts'
import { checkTime } from './check-time.ts'
import { isObject, type JsonObject, listOf } from './json.ts'
import { type Check, type CheckCode, type CheckOutcome, check, type VerificationReport } from './report.ts'
import type { CheckedList } from './status-list-cache.ts'
import { decodeStatusList, getStatus } from './status-list.ts'
import type { Carried, VerifyOptions } from './verify-options.ts'

/** One for each purpose; each may cost a request to somebody. */
const MAX_ENTRIES = 4

/** Verifies a status list itself; everything but its own status and its issuer's acceptance counts. */
export type VerifyList = (list: string | JsonObject) => Promise<VerificationReport>

/** Whether the issuer has taken the credential back. No status means that there is nothing to take back. */
export async function checkStatus(
  credential: JsonObject,
  issuer: string | undefined,
  options: VerifyOptions,
  carried: Carried,
  verifyList: VerifyList,
): Promise<Check> {
  const entries = listOf(credential.credentialStatus)
  if (entries.length === 0) return check('status', 'pass', 'status-none')
  if (entries.length > MAX_ENTRIES) return check('status', 'unknown', 'status-malformed')
  const checks: Check[] = []
  for (const entry of entries) {
    checks.push(await checkEntry(entry, issuer, options, carried, verifyList))
  }
  const worst = (['fail', 'unknown', 'pass'] as const)
    .map((result) => checks.find((each) => each.result === result))
    .find((each) => each !== undefined)
  return worst ?? check('status', 'unknown', 'status-malformed')
}

async function checkEntry(
  entry: unknown,
  issuer: string | undefined,
  options: VerifyOptions,
  carried: Carried,
  verifyList: VerifyList,
): Promise<Check> {
  const answer = (result: CheckOutcome, code: CheckCode, more: { [name: string]: string | number } = {}) =>
    check('status', result, code, more)
  if (!isObject(entry) || !listOf(entry.type).includes('BitstringStatusListEntry')) {
    const type = isObject(entry) ? String(listOf(entry.type)[0]) : ''
    return answer('unknown', 'status-unsupported', { type })
  }
  const read = readEntry(entry)
  if (read === undefined) return answer('unknown', 'status-malformed')
  const { url, purpose, index, size } = read

  const found = await findList(url, options, carried, verifyList)
  if ('code' in found) return answer('unknown', found.code, { list: url })
  const { list, isTrusted, bits } = found
  if (!isTrusted || checkTime(list, options.now).result !== 'pass') {
    return answer('unknown', 'status-list-untrusted', { list: url })
  }
  if (list.id !== url) return answer('unknown', 'status-list-malformed', { list: url })
  if (found.issuer !== issuer) return answer('unknown', 'status-list-other-issuer', { list: url })
  if (bits === undefined) return answer('unknown', 'status-list-malformed', { list: url })
  if (!found.purposes.includes(purpose)) {
    return answer('unknown', 'status-list-other-purpose', { list: url, purpose })
  }
  if ((index + 1) * size > bits.length * 8)
    return answer('unknown', 'status-out-of-range', { list: url, index })
  const value = getStatus(bits, index, size)
  if (value !== 0 && purpose === 'revocation') return answer('fail', 'status-revoked', { list: url })
  if (value !== 0 && purpose === 'suspension') return answer('fail', 'status-suspended', { list: url })
  return answer('pass', 'status-good', { list: url, purpose, value })
}

function readEntry(
  entry: JsonObject,
): { url: string; purpose: string; index: number; size: number } | undefined {
  const { statusListCredential: url, statusPurpose: purpose, statusListIndex, statusSize: size = 1 } = entry
  if (typeof url !== 'string' || entry.id === url || typeof purpose !== 'string') return undefined
  if (typeof statusListIndex !== 'string' || !/^(0|[1-9][0-9]{0,9})$/.test(statusListIndex)) return undefined
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > 16) return undefined
  return { url, purpose, index: Number(statusListIndex), size }
}

function isListType(list: JsonObject, subject: JsonObject): boolean {
  return (
    listOf(list.type).includes('BitstringStatusListCredential') &&
    listOf(subject.type).includes('BitstringStatusList')
  )
}

/**
 * The current list if it can be had. Otherwise one that came along, which counts only while its issuer says
 * so: without an end date, whoever sent it could send an old one for ever.
 */
async function findList(
  url: string,
  options: VerifyOptions,
  carried: Carried,
  verifyList: VerifyList,
): Promise<CheckedList | { code: CheckCode }> {
  const fetched = await fetchList(url, options)
  if (fetched !== undefined) {
    const known = options.statusLists?.find(fetched, options.now)
    if (known !== undefined) return known
    const checked = await checkList(await verifyList(fetched))
    if (checked === undefined) return { code: 'status-list-malformed' }
    options.statusLists?.keep(fetched, checked, options.now)
    return checked
  }
  const copy = carried.statusLists.find((list) => list.id === url)
  if (copy === undefined) return { code: 'status-list-unreachable' }
  const { validUntil } = copy
  if (!isDateTimeStamp(validUntil) || instantOf(validUntil) < options.now.getTime()) {
    return { code: 'status-list-stale' }
  }
  return (await checkList(await verifyList(copy))) ?? { code: 'status-list-malformed' }
}

/** All that does not depend on the entry or the hour. */
async function checkList(report: VerificationReport): Promise<CheckedList | undefined> {
  const { credential: list, issuer, checks } = report
  if (list === undefined) return undefined
  const isTrusted = (['structure', 'proof', 'issuer bound to key'] as const).every(
    (name) => checks.find((each) => each.name === name)?.result === 'pass',
  )
  const { credentialSubject: subject } = list
  const isRead = isTrusted && isObject(subject) && isListType(list, subject)
  return {
    list,
    issuer: issuer?.id,
    isTrusted,
    purposes: isRead ? listOf(subject.statusPurpose) : [],
    bits:
      isRead && typeof subject.encodedList === 'string'
        ? await decodeStatusList(subject.encodedList).catch(() => undefined)
        : undefined,
  }
}

async function fetchList(url: string, options: VerifyOptions): Promise<string | JsonObject | undefined> {
  try {
    const list = await options.fetchStatusList?.(url)
    return typeof list === 'string' || isObject(list) ? list : undefined
  } catch {
    return undefined
  }
}
