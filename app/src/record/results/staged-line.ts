import { nameKey } from '../name-key.ts'
import type { Result } from './check-row.ts'
import { contentHashOf } from './content.ts'
import { eventIdOf } from './row-key.ts'

/** A good row as a line of `COPY`, its columns as staging.ts orders them. */
export function stagedLine(row: number, result: Result, issuerId: string, specificationId: string): string {
  const columns = [
    row,
    eventIdOf(issuerId, result),
    specificationId,
    result.awardDate,
    result.birthDate,
    result.centre ?? '\\N',
    result.providerUkprn ?? '\\N',
    result.uln === null ? 'f' : 't',
    escaped(result.identifier),
    escaped(nameKey(result.givenName)),
    escaped(nameKey(result.familyName)),
    result.gender,
    result.postcodeKey,
    escaped(result.grade),
    `\\\\x${contentHashOf(result).toString('hex')}`,
  ]
  return `${columns.join('\t')}\n`
}

const special = /[\\\t\n\r]/g
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escaped = (text: string) => text.replace(special, (char) => escapes[char] ?? char)
