import { CREDENTIALS_V2, type JsonObject } from '@vademecum/verifiable-credentials'
import type { AttestedGrade, AttestedResult } from './attested-result.ts'
import { OPEN_BADGES_V3 } from './contexts.ts'

/**
 * Makes an Open Badges 3.0 credential out of an attested result. It is unsigned: sign it with
 * `createProof({ document, key, created, contexts: openBadgesContexts })`.
 */
export function achievementCredential(input: AttestedResult): JsonObject {
  const { achievement, issuer } = input
  const grades = gradesOf(input)
  return defined({
    '@context': [CREDENTIALS_V2, OPEN_BADGES_V3],
    id: input.id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: input.name,
    description: input.description,
    issuer: defined({
      id: issuer.id,
      type: ['Profile'],
      name: issuer.name,
      url: issuer.url,
      email: issuer.email,
    }),
    awardedDate: input.awardedDate,
    validFrom: input.validFrom,
    validUntil: input.validUntil,
    credentialStatus: input.credentialStatus,
    credentialSubject: defined({
      id: input.subject.id,
      type: ['AchievementSubject'],
      identifier: nameOf(input),
      term: input.term,
      achievement: defined({
        id: achievement.id,
        type: ['Achievement'],
        achievementType: achievement.achievementType ?? 'Certificate',
        name: achievement.name,
        description: achievement.description,
        criteria: { narrative: achievement.criteria },
        humanCode: achievement.qualificationNumber,
        otherIdentifier: otherIdentifiers(input),
        specialization: achievement.specialization,
        fieldOfStudy: achievement.fieldOfStudy,
        inLanguage: achievement.language,
        resultDescription: grades?.map(({ id, scheme, scale, resultType }) =>
          defined({
            id,
            type: ['ResultDescription'],
            name: scheme,
            resultType: resultType ?? 'Result',
            allowedValue: scale,
          }),
        ),
      }),
      result: grades?.map(({ id, grade, status }) =>
        defined({ type: ['Result'], resultDescription: id, value: grade, status }),
      ),
    }),
  })
}

/** Each grade refers to a description of its own (Open Badges 3.0 §B.1.21). */
function gradesOf({ achievement, result }: AttestedResult): (AttestedGrade & { id: string })[] | undefined {
  if (result === undefined) return undefined
  const grades = Array.isArray(result) ? result : [result]
  return grades.map((grade, index) => ({ ...grade, id: grade.id ?? `${achievement.id}#result-${index + 1}` }))
}

function nameOf({ subject }: AttestedResult): JsonObject[] | undefined {
  if (subject.name === undefined) return undefined
  return [{ type: 'IdentityObject', identityType: 'name', identityHash: subject.name, hashed: false }]
}

/** The specification has no member for the level of a framework; identifiers of own types are allowed. */
function otherIdentifiers({ achievement }: AttestedResult): JsonObject[] | undefined {
  const { qualificationNumber, level } = achievement
  const entries = [
    { identifierType: 'ext:qualificationNumber', identifier: qualificationNumber },
    { identifierType: 'ext:qualificationLevel', identifier: level },
  ].filter((entry) => entry.identifier !== undefined)
  return entries.length === 0 ? undefined : entries.map((entry) => ({ type: 'IdentifierEntry', ...entry }))
}

/** Without the members that are undefined, which JSON does not have. */
function defined(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}
