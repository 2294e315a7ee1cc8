import { isObject, type JsonObject, listOf } from '@vademecum/verifiable-credentials'

/** What a badge says, for showing. Nothing in it is checked. */
export interface AchievementSummary {
  name: string
  achievement: {
    id?: string
    name: string
    description?: string
    qualificationNumber?: string
    level?: string
  }
  issuer: { id?: string; name?: string }
  /** The names under which the subject is known. */
  subjectNames: string[]
  results: { scheme?: string; grade?: string; status?: string }[]
  term?: string
  awardedDate?: string
  validFrom?: string
  validUntil?: string
}

/** Reads an achievement credential; undefined when there is no achievement in it. */
export function readAchievement(document: JsonObject): AchievementSummary | undefined {
  const { issuer, credentialSubject } = document
  const subject = listOf(credentialSubject).find(isObject)
  const achievement = subject?.achievement
  if (subject === undefined || !isObject(achievement)) return undefined
  const name = text(achievement.name)
  if (name === undefined) return undefined
  const descriptions = listOf(achievement.resultDescription).filter(isObject)
  return {
    name: text(document.name) ?? name,
    achievement: present({
      id: text(achievement.id),
      name,
      description: text(achievement.description),
      qualificationNumber: text(achievement.humanCode),
      level: identifierOf(achievement, 'ext:qualificationLevel'),
    }),
    issuer: isObject(issuer)
      ? present({ id: text(issuer.id), name: text(issuer.name) })
      : present({ id: text(issuer) }),
    subjectNames: listOf(subject.identifier).flatMap((identity) =>
      isObject(identity) && identity.identityType === 'name' && identity.hashed === false
        ? (text(identity.identityHash) ?? [])
        : [],
    ),
    results: listOf(subject.result)
      .filter(isObject)
      .map((result) => {
        const described = descriptions.find((each) => each.id === result.resultDescription)
        return present({
          scheme: text(described?.name),
          grade: text(result.value),
          status: text(result.status),
        })
      }),
    ...present({
      term: text(subject.term),
      awardedDate: text(document.awardedDate),
      validFrom: text(document.validFrom ?? document.issuanceDate),
      validUntil: text(document.validUntil ?? document.expirationDate),
    }),
  }
}

function identifierOf(achievement: JsonObject, type: string): string | undefined {
  const entry = listOf(achievement.otherIdentifier).find(
    (each) => isObject(each) && each.identifierType === type,
  )
  return isObject(entry) ? text(entry.identifier) : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Without the members that are undefined. */
function present<T extends object>(members: T): Present<T> {
  // The entries that are left are those of T whose value is not undefined, which is what Present says.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>
}
