import { isObject, type JsonObject, listOf } from '@vademecum/verifiable-credentials'

/** What a credential says, as far as a person needs it to compare: read with care, since anybody may have written it. */
export interface WhatItSays {
  readonly title: string | undefined
  readonly holder: string | undefined
  readonly issuer: string | undefined
  readonly issuerId: string | undefined
  readonly grade: string | undefined
  readonly awarded: string | undefined
}

export function whatItSays(credential: JsonObject): WhatItSays {
  const { issuer } = credential
  const subject = firstObject(credential['credentialSubject'])
  const achievement = firstObject(subject['achievement'])
  const result = firstObject(subject['result'])
  const names = listOf(subject['identifier'])
    .filter(isObject)
    .filter((identity) => identity['identityType'] === 'name' && identity['hashed'] === false)
  return {
    title: text(credential['name']) ?? text(achievement['name']),
    holder: text(names[0]?.['identityHash']) ?? text(subject['name']),
    issuer: isObject(issuer) ? text(issuer['name']) : undefined,
    issuerId: isObject(issuer) ? text(issuer['id']) : text(issuer),
    grade: text(result['value']),
    awarded: text(credential['awardedDate'])?.slice(0, 10),
  }
}

function firstObject(value: unknown): JsonObject {
  return listOf(value).find(isObject) ?? {}
}

/** A string, or a language value object (VC 2.0 §11.1). */
function text(value: unknown): string | undefined {
  const found = isObject(value) ? value['@value'] : value
  return typeof found === 'string' && found.trim() !== '' ? found.slice(0, 300) : undefined
}
