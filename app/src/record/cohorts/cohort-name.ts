import { invalid } from '../../errors.ts'

const longest = 60

export function isCohortName(name: string): boolean {
  return name !== '' && [...name].length <= longest && !/\p{Cc}/u.test(name)
}

export function ensureCohortName(given: string): string {
  const name = given.trim().normalize('NFC')
  if (!isCohortName(name)) invalid({ field: 'cohort', key: 'record.cohortInvalid' })
  return name
}
