import type { CheckName, VerificationReport } from '../src/index.ts'

/** `pass issuer-bound`: the result and code of one check. */
export function found(report: VerificationReport, name: CheckName): string {
  const check = report.checks.find((each) => each.name === name)
  return `${check?.result} ${check?.detail.code}`
}

/** The checks that neither passed nor were skipped. */
export function notPassed(report: VerificationReport): string[] {
  return report.checks
    .filter((check) => check.result === 'fail' || check.result === 'unknown')
    .map((check) => `${check.name}: ${check.detail.code}`)
}
