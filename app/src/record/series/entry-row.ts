import { checkUci, checkUln } from '@vademecum/uln'
import { isDay } from '../calendar.ts'
import { nameKey } from '../name-key.ts'
import type { RowProblem } from '../tables.ts'

/** The columns of a file of entries, in the order of docs/formats/entries-csv.md. */
export const entryColumns = {
  CandidateNumber: { required: true },
  EntryCode: { required: true },
  GivenName: { required: true },
  FamilyName: { required: true },
  DateOfBirth: { required: true },
  Gender: { required: true },
  ULN: { required: false },
  UCI: { required: false },
  Tier: { required: false },
  Action: { required: false },
} as const

export type EntryColumn = keyof typeof entryColumns
export type EntryCells = Readonly<Record<EntryColumn, string>>

/** What a centre says of one candidate and one exam. */
export interface EntryContent {
  readonly candidateNumber: string
  readonly code: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly gender: '0' | '1' | '2' | '9'
  readonly uln: string | null
  readonly uci: string | null
  readonly tier: string | null
}

export type CheckedEntry =
  | { readonly ok: true; readonly entry: EntryContent; readonly withdraws: boolean }
  | { readonly ok: false; readonly problems: readonly RowProblem[] }

const genders: Readonly<Record<string, EntryContent['gender']>> = {
  ...{ '0': '0', '1': '1', '2': '2', '9': '9' },
  ...{ M: '1', MALE: '1', F: '2', FEMALE: '2', U: '0', X: '9' },
}
const tiers: Readonly<Record<string, string>> = { F: 'F', FOUNDATION: 'F', H: 'H', HIGHER: 'H' }

/** Every rule of every column, so that one look shows all that is wrong with a row. */
export function checkEntry(cells: EntryCells, today: string): CheckedEntry {
  const problems: RowProblem[] = []
  const refuse = (field: EntryColumn, rule: string): string => {
    problems.push({ field, rule })
    return ''
  }
  const name = (field: 'GivenName' | 'FamilyName') => {
    const value = cells[field].normalize('NFC')
    if (value === '') return refuse(field, 'empty')
    if (/\p{Cc}/u.test(value) || nameKey(value) === '') return refuse(field, 'characters')
    return [...value].length > 35 ? refuse(field, 'nameTooLong') : value
  }
  const candidateNumber = cells.CandidateNumber.padStart(4, '0')
  if (cells.CandidateNumber === '') refuse('CandidateNumber', 'empty')
  else if (!/^\d{4}$/.test(candidateNumber) || candidateNumber === '0000')
    refuse('CandidateNumber', 'candidate')
  const code = cells.EntryCode.toUpperCase()
  if (code === '') refuse('EntryCode', 'empty')
  else if (!/^[A-Z0-9/-]{1,10}$/.test(code)) refuse('EntryCode', 'code')
  const givenName = name('GivenName')
  const familyName = name('FamilyName')
  const birthDate = cells.DateOfBirth.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1')
  if (birthDate === '') refuse('DateOfBirth', 'empty')
  else if (!isDay(birthDate)) refuse('DateOfBirth', 'date')
  else if (birthDate < '1900-01-01' || birthDate > today) refuse('DateOfBirth', 'dateRange')
  const gender = genders[cells.Gender.toUpperCase()]
  if (gender === undefined) refuse('Gender', cells.Gender === '' ? 'empty' : 'gender')
  const uln = cells.ULN === '' ? undefined : checkUln(cells.ULN)
  if (uln?.ok === false) refuse('ULN', 'uln')
  const uci = cells.UCI === '' ? undefined : checkUci(cells.UCI)
  if (uci?.ok === false) refuse('UCI', 'uci')
  const tier = tiers[cells.Tier.toUpperCase()] ?? null
  if (tier === null && cells.Tier !== '') refuse('Tier', 'tier')
  const action = cells.Action.toLowerCase() || 'enter'
  if (action !== 'enter' && action !== 'withdraw') refuse('Action', 'action')
  if (problems.length > 0 || gender === undefined) return { ok: false, problems }
  return {
    ok: true,
    entry: {
      candidateNumber,
      code,
      givenName,
      familyName,
      birthDate,
      gender,
      uln: uln?.value ?? null,
      uci: uci?.value ?? null,
      tier,
    },
    withdraws: action === 'withdraw',
  }
}
