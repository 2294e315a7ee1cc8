import {
  CREDENTIALS_V2,
  type Issue,
  isIri,
  isObject,
  type JsonObject,
  listOf,
  pointer,
  validateCredential,
} from '@vademecum/verifiable-credentials'
import {
  isAchievementType,
  isIdentifierType,
  isResultType,
  isTargetType,
  RESULT_STATUSES,
} from './vocabulary.ts'

type Refuse = (path: string, code: string) => void

/**
 * Checks a credential against the rules of Open Badges 3.0, after those of Verifiable Credentials. Where the
 * specification has a set, one thing that is not in an array is taken too, as published badges have it.
 */
export function validateAchievementCredential(document: JsonObject): Issue[] {
  const issues = validateCredential(document)
  const refuse: Refuse = (path, code) => issues.push({ path, code, clause: 'Open Badges 3.0 §B.1' })
  checkEnvelope(document, refuse)
  const { credentialSubject: subject } = document
  if (isObject(subject)) checkSubject(subject, '/credentialSubject', refuse)
  else if (subject !== undefined) refuse('/credentialSubject', 'not-an-object')
  listOf(document.evidence).forEach((each, index) => {
    checkType(each, 'Evidence', pointer('/evidence', index), refuse)
  })
  return issues
}

function checkEnvelope(document: JsonObject, refuse: Refuse): void {
  const contexts = listOf(document['@context'])
  const second = contexts[1]
  if (
    typeof second !== 'string' ||
    !/^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)?\.json$/.test(second)
  ) {
    refuse('/@context/1', 'wrong-second-context')
  }
  const types = listOf(document.type)
  if (!types.includes('OpenBadgeCredential') && !types.includes('AchievementCredential')) {
    refuse('/type', 'not-a-badge')
  }
  if (!isIri(document.id)) refuse('/id', 'missing')
  if (typeof document.name !== 'string') refuse('/name', 'missing')
  if (contexts[0] === CREDENTIALS_V2 && document.validFrom === undefined) refuse('/validFrom', 'missing')
  checkType(document.issuer, 'Profile', '/issuer', refuse)
}

function checkSubject(subject: JsonObject, path: string, refuse: Refuse): void {
  checkType(subject, 'AchievementSubject', path, refuse)
  if (subject.id === undefined && listOf(subject.identifier).length === 0) {
    refuse(pointer(path, 'id'), 'missing')
  }
  listOf(subject.identifier).forEach((identity, index) => {
    checkIdentity(identity, pointer(pointer(path, 'identifier'), index), refuse)
  })
  const { achievement } = subject
  const achievementPath = pointer(path, 'achievement')
  if (!isObject(achievement)) return refuse(achievementPath, 'missing')
  checkAchievement(achievement, achievementPath, refuse)
  listOf(subject.result).forEach((result, index) => {
    checkResult(result, achievement, pointer(pointer(path, 'result'), index), refuse)
  })
}

function checkIdentity(identity: unknown, path: string, refuse: Refuse): void {
  if (!checkType(identity, 'IdentityObject', path, refuse)) return
  const { hashed, identityHash, identityType } = identity
  if (typeof hashed !== 'boolean') refuse(pointer(path, 'hashed'), 'not-a-boolean')
  if (!isIdentifierType(identityType)) refuse(pointer(path, 'identityType'), 'not-in-vocabulary')
  const isWellFormed = typeof identityHash === 'string' && (hashed !== true || isHash(identityHash))
  if (!isWellFormed) refuse(pointer(path, 'identityHash'), 'not-an-identity')
}

function isHash(text: string): boolean {
  return /^(sha256\$[0-9a-f]{64}|md5\$[0-9a-f]{32})$/i.test(text)
}

function checkAchievement(achievement: JsonObject, path: string, refuse: Refuse): void {
  checkType(achievement, 'Achievement', path, refuse)
  if (!isIri(achievement.id)) refuse(pointer(path, 'id'), 'not-a-url')
  for (const name of ['name', 'description']) {
    if (typeof achievement[name] !== 'string') refuse(pointer(path, name), 'missing')
  }
  const { criteria, achievementType } = achievement
  if (!isObject(criteria)) refuse(pointer(path, 'criteria'), 'missing')
  else if (criteria.id === undefined && criteria.narrative === undefined) {
    refuse(pointer(path, 'criteria'), 'empty')
  }
  if (achievementType !== undefined && !isAchievementType(achievementType)) {
    refuse(pointer(path, 'achievementType'), 'not-in-vocabulary')
  }
  listOf(achievement.otherIdentifier).forEach((entry, index) => {
    const here = pointer(pointer(path, 'otherIdentifier'), index)
    if (!checkType(entry, 'IdentifierEntry', here, refuse)) return
    if (typeof entry.identifier !== 'string') refuse(pointer(here, 'identifier'), 'missing')
    if (!isIdentifierType(entry.identifierType)) refuse(pointer(here, 'identifierType'), 'not-in-vocabulary')
  })
  listOf(achievement.alignment).forEach((alignment, index) => {
    checkAlignment(alignment, pointer(pointer(path, 'alignment'), index), refuse)
  })
  listOf(achievement.resultDescription).forEach((description, index) => {
    const here = pointer(pointer(path, 'resultDescription'), index)
    if (!checkType(description, 'ResultDescription', here, refuse)) return
    if (!isIri(description.id)) refuse(pointer(here, 'id'), 'not-a-url')
    if (typeof description.name !== 'string') refuse(pointer(here, 'name'), 'missing')
    if (!isResultType(description.resultType)) refuse(pointer(here, 'resultType'), 'not-in-vocabulary')
  })
}

function checkAlignment(alignment: unknown, path: string, refuse: Refuse): void {
  if (!checkType(alignment, 'Alignment', path, refuse)) return
  if (typeof alignment.targetName !== 'string') refuse(pointer(path, 'targetName'), 'missing')
  if (!isIri(alignment.targetUrl)) refuse(pointer(path, 'targetUrl'), 'not-a-url')
  if (alignment.targetType !== undefined && !isTargetType(alignment.targetType)) {
    refuse(pointer(path, 'targetType'), 'not-in-vocabulary')
  }
}

function checkResult(result: unknown, achievement: JsonObject, path: string, refuse: Refuse): void {
  if (!checkType(result, 'Result', path, refuse)) return
  const { resultDescription: id, value, status } = result
  if (status !== undefined && !RESULT_STATUSES.has(status)) {
    refuse(pointer(path, 'status'), 'not-in-vocabulary')
  }
  if (id === undefined) return
  const description = listOf(achievement.resultDescription).find((each) => isObject(each) && each.id === id)
  if (!isObject(description)) return refuse(pointer(path, 'resultDescription'), 'not-described')
  const allowed = description.allowedValue
  if (value !== undefined && allowed !== undefined && !listOf(allowed).includes(value)) {
    refuse(pointer(path, 'value'), 'not-in-scale')
  }
  if (description.resultType === 'Status' && status === undefined) refuse(pointer(path, 'status'), 'missing')
}

function checkType(value: unknown, type: string, path: string, refuse: Refuse): value is JsonObject {
  if (!isObject(value)) {
    refuse(path, 'not-an-object')
    return false
  }
  if (!listOf(value.type).includes(type)) refuse(pointer(path, 'type'), 'wrong-type')
  return true
}
