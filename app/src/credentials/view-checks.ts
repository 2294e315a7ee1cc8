import type { Check as ReportCheck } from '@vademecum/verifiable-credentials'
import type { Words } from '../words.ts'

/** The order in which a person asks: is it whole, who says so, does it still hold, is it about the right one. */
const order = [
  'proof',
  'issuer bound to key',
  'issuer accepted',
  'status',
  'log inclusion',
  'time',
  'subject',
  'structure',
  'parsed',
  'schema',
] as const

export interface CheckLine {
  readonly name: string
  readonly result: ReportCheck['result']
  readonly detail: string
  readonly code: string
}

/** A report in plain words, a line for each check. */
export function checkLines(t: Words, checks: readonly ReportCheck[]): CheckLine[] {
  return [...checks]
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
    .map(({ name, result, detail }) => ({
      name: t.say(`credentials.check_${name.replaceAll(' ', '_')}`),
      result,
      detail: t.say(`credentials.code_${detail.code.replaceAll('-', '_')}`, {
        issuer: t('credentials.theIssuer'),
        validFrom: '',
        validUntil: '',
        expires: '',
        ...detail.parameters,
      }),
      code: detail.code,
    }))
}
