import type { AppContext } from '../../ui/context.ts'
import { type FormValues, formFields } from '../../ui/request.ts'
import {
  type RegistrationCells,
  type RegistrationField,
  registrationFields,
} from '../register/registration.ts'

const dates: ReadonlySet<RegistrationField> = new Set(['birthDate', 'dateOfAddressCapture'])

/** What was typed, for showing again, and the same as the fields of a registration. */
export async function readRegistration(
  c: AppContext,
): Promise<{ values: FormValues; cells: RegistrationCells }> {
  const fields = await formFields(c)
  const values = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
  const cells: Partial<Record<RegistrationField, string>> = {}
  for (const field of registrationFields) {
    const value = dates.has(field) ? dayIn(values, field) : values[field]
    if (value) cells[field] = value
  }
  return { values, cells }
}

/** Three boxes as one day; none of them filled is no day. */
function dayIn(values: FormValues, name: string): string {
  const [year = '', month = '', day = ''] = ['year', 'month', 'day'].map((part) =>
    values[`${name}-${part}`]?.trim(),
  )
  return year || month || day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : ''
}

/** The other way, for the first showing of what the register holds. */
export function valuesOf(cells: RegistrationCells): FormValues {
  const values: Record<string, string> = {}
  for (const field of registrationFields) {
    const value = cells[field]
    if (value === undefined) continue
    if (!dates.has(field)) values[field] = value
    else {
      const [year = '', month = '', day = ''] = value.split('-')
      Object.assign(values, {
        [`${field}-year`]: year,
        [`${field}-month`]: String(Number(month)),
        [`${field}-day`]: String(Number(day)),
      })
    }
  }
  return values
}
