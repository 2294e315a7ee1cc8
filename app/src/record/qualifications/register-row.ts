import { checkQan } from '@vademecum/uln'
import type { Insertable } from 'kysely'
import { isDay } from '../calendar.ts'
import type { RowProblem } from '../tables.ts'
import { levelOf } from './levels.ts'
import type { QualificationTable } from './tables.ts'

/** The headings of the regulator's file that are read; it has others, which are passed over. */
export const registerHeadings = {
  'Qualification Number': true,
  'Qualification Title': true,
  'Owner Organisation Recognition Number': true,
  'Owner Organisation Name': true,
  'Owner Organisation Acronym': false,
  'Qualification Level': false,
  'Qualification Sub Level': false,
  'Qualification Type': true,
  'Total Credits': false,
  'Qualification SSA': false,
  'Qualification Status': false,
  'Operational Start Date': true,
  'Operational End Date': false,
  'Certification End Date': false,
  'Total Qualification Time': false,
  'Guided Learning Hours': false,
  'Offered In England': false,
  'Offered In Northern Ireland': false,
  'Overall Grading Type': false,
  'Grading Scale': false,
  'Link To Specification': false,
} as const

export type RegisterHeading = keyof typeof registerHeadings
export type RegisterCells = Readonly<Record<RegisterHeading, string>>
export type Qualification = Omit<Insertable<QualificationTable>, 'imported_at'>

export type CheckedQualification =
  | { readonly ok: true; readonly qualification: Qualification }
  | { readonly ok: false; readonly problems: readonly RowProblem[] }

/** A row of the register, as it was understood. */
export function checkQualification(cells: RegisterCells): CheckedQualification {
  const problems: RowProblem[] = []
  const refuse = (field: RegisterHeading, rule: string) => {
    problems.push({ field, rule })
    return ''
  }
  const text = (field: RegisterHeading, longest: number) => {
    const value = cells[field].normalize('NFC').replace(/\s+/g, ' ')
    if (value === '' && registerHeadings[field]) return refuse(field, 'empty')
    if (/\p{Cc}/u.test(value)) return refuse(field, 'characters')
    return [...value].length > longest ? refuse(field, 'tooLong') : value
  }
  const date = (field: RegisterHeading) => {
    const value = dayOf(cells[field])
    if (value === '') return registerHeadings[field] ? refuse(field, 'empty') : null
    return isDay(value) ? value : refuse(field, 'date')
  }
  const count = (field: RegisterHeading) => {
    if (cells[field] === '') return null
    return /^\d{1,6}(?:\.0+)?$/.test(cells[field])
      ? Number(cells[field])
      : Number(refuse(field, 'count') || 0)
  }
  const number = checkQan(cells['Qualification Number'])
  if (!number.ok) refuse('Qualification Number', number.rule === 'empty' ? 'empty' : 'qualificationNumber')
  const [level, subLevel] = [cells['Qualification Level'], cells['Qualification Sub Level']]
  const known = levelOf(level, subLevel)
  if (known === undefined && level !== '' && !/^(none|n\/a)$/i.test(level))
    refuse('Qualification Level', 'level')
  const qualification: Qualification = {
    number: number.value,
    title: text('Qualification Title', 400),
    organisation_number: text('Owner Organisation Recognition Number', 20),
    organisation_name: text('Owner Organisation Name', 200),
    organisation_acronym: text('Owner Organisation Acronym', 60),
    level: known ?? null,
    qualification_type: text('Qualification Type', 120),
    subject_area: text('Qualification SSA', 120),
    status: text('Qualification Status', 80),
    total_credits: count('Total Credits'),
    total_time: count('Total Qualification Time'),
    guided_hours: count('Guided Learning Hours'),
    grading_type: text('Overall Grading Type', 120),
    grading_scale: text('Grading Scale', 400),
    starts_on: date('Operational Start Date') ?? '',
    ends_on: date('Operational End Date'),
    certified_until: date('Certification End Date'),
    in_england: yesOrNo(cells['Offered In England']),
    in_northern_ireland: yesOrNo(cells['Offered In Northern Ireland']),
    specification_url: webAddress(cells['Link To Specification']),
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, qualification }
}

/** `2016-09-01`, `2016-09-01T00:00:00`, `01/09/2016`: the register's exports have had each. */
function dayOf(text: string): string {
  return text.replace(/[T ]\d{2}:\d{2}.*$/, '').replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1')
}

function yesOrNo(text: string): boolean | null {
  if (/^(yes|true|1)$/i.test(text)) return true
  return /^(no|false|0)$/i.test(text) ? false : null
}

/** Only what is a web page: somebody else's file must not put another kind of link on ours. */
function webAddress(text: string): string | null {
  return text.length <= 500 && /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text) ? text : null
}
