import { instantOf, isDateTimeStamp } from './date-time.ts'
import { isObject, type JsonObject, listOf } from './json.ts'
import { type Check, check } from './report.ts'

/** How far the issuer's clock may be ahead of the reader's. */
const CLOCK_TOLERANCE = 60_000

/** Whether now lies within the credential's own dates and those of its proofs, also of one that is around it. */
export function checkTime(credential: JsonObject, now: Date, around: JsonObject[] = []): Check {
  const from = credential.validFrom ?? credential.issuanceDate
  const until = credential.validUntil ?? credential.expirationDate
  const proofEnds = [...listOf(credential.proof), ...around].flatMap((proof) =>
    isObject(proof) && proof.expires !== undefined ? [proof.expires] : [],
  )
  const given = [from, until, ...proofEnds].filter((value) => value !== undefined)
  if (!given.every(isDateTimeStamp)) return check('time', 'unknown', 'time-unreadable')
  const isBefore = (value: unknown, instant: number) => isDateTimeStamp(value) && instantOf(value) < instant

  if (isDateTimeStamp(from) && instantOf(from) > now.getTime() + CLOCK_TOLERANCE) {
    return check('time', 'fail', 'not-yet-valid', { validFrom: from })
  }
  if (isDateTimeStamp(until) && isBefore(until, now.getTime())) {
    return check('time', 'fail', 'expired', { validUntil: until })
  }
  const ended = proofEnds.filter(isDateTimeStamp).find((end) => isBefore(end, now.getTime()))
  if (ended !== undefined) return check('time', 'fail', 'proof-expired', { expires: ended })
  return check('time', 'pass', 'time-valid', {
    ...(isDateTimeStamp(from) ? { validFrom: from } : {}),
    ...(isDateTimeStamp(until) ? { validUntil: until } : {}),
  })
}
