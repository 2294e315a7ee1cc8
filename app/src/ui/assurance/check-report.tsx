import type { Child } from 'hono/jsx'
import type { Words } from '../../words.ts'

export type CheckResult = 'pass' | 'fail' | 'unknown' | 'skipped'

export interface Check {
  /** What was looked at: "The signature fits the content". */
  name: Child
  result: CheckResult
  /** Why, where the result alone does not say it: "hafren.example did not answer". */
  detail?: Child | undefined
}

/** A verification, check by check. What could not be checked is never shown as passed. */
export function CheckReport({ t, checks }: { t: Words; checks: readonly Check[] }) {
  return (
    <ul class="checks">
      {checks.map((check) => (
        <li class={`checks__item checks__item--${check.result}`}>
          <CheckSign result={check.result} />
          <span class="checks__text">
            <span>{check.name}</span>
            <span class="checks__result">{t(`common.check_${check.result}`)}</span>
            {check.detail && <span class="checks__detail">{check.detail}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}

const signs: Record<CheckResult, string> = {
  pass: 'M5 10.5l3.4 3.6L15 6.4',
  fail: 'M5.5 5.5l9 9m0-9l-9 9',
  unknown: 'M7 7.6c0-1.8 1.3-3 3-3s3 1.2 3 2.7c0 2.3-3 2.5-3 4.7M10 15.4v.2',
  skipped: 'M5 10h10',
}

function CheckSign({ result }: { result: CheckResult }) {
  return (
    <svg class="checks__sign" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={signs[result]} />
    </svg>
  )
}
