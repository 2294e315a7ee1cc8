import { type Agreement, compare, type ComparedField, type Described } from './matching.ts'

/** The published codes of *verify*: whether a number and what is said of its learner belong together. */
export type VerifyCode = 'WSVRC001' | 'WSVRC002' | 'WSVRC003' | 'WSVRC004' | 'WSVRC005' | 'WSVRC006'

/** The fields of a verification; birth date and gender only where they were given. */
export type VerifyFlags = Readonly<
  Pick<Record<ComparedField, Agreement>, 'givenName' | 'familyName'> &
    Partial<Pick<Record<ComparedField, Agreement>, 'birthDate' | 'gender'>>
>

export interface Verified {
  readonly verdict: 'match' | 'similar' | 'different'
  readonly flags: VerifyFlags
}

export interface NumberAndNames {
  readonly givenNameKey: string
  readonly familyNameKey: string
  readonly birthDate?: string | undefined
  readonly gender?: string | undefined
}

/**
 * *Match*: both names agree (a preferred, previous or former one too) and so does all else that was given. *Similar*:
 * the names are swapped or a slip away, or they agree and one other thing does not.
 */
export function verified(given: NumberAndNames, learner: Described): Verified {
  const { fields } = compare(
    { ...given, birthDate: given.birthDate ?? '', gender: given.gender ?? '0', postcodeKey: '' },
    learner,
  )
  const { givenName, familyName } = fields
  const flags: VerifyFlags = {
    ...{ givenName, familyName },
    ...(given.birthDate === undefined ? {} : { birthDate: fields.birthDate }),
    ...(given.gender === undefined ? {} : { gender: fields.gender }),
  }
  const others = [flags.birthDate, flags.gender].filter((agreement) => agreement === 'different').length
  const agree = [givenName, familyName].every(isSame)
  const close = [givenName, familyName].every((each) => isSame(each) || each === 'near')
  if (agree && others === 0) return { verdict: 'match', flags }
  const similar = agree ? others === 1 : (close || givenName === 'swapped') && others === 0
  return { verdict: similar ? 'similar' : 'different', flags }
}

function isSame(agreement: Agreement): boolean {
  return agreement === 'same' || agreement === 'alternate'
}

export function verifyCode({ verdict }: Verified, isLinked: boolean): VerifyCode {
  if (verdict === 'match') return isLinked ? 'WSVRC002' : 'WSVRC001'
  if (verdict === 'similar') return isLinked ? 'WSVRC004' : 'WSVRC003'
  return 'WSVRC005'
}
