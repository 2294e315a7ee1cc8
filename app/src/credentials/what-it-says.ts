import { readAchievement } from '@vademecum/open-badges'
import { isObject, type JsonObject } from '@vademecum/verifiable-credentials'

/** What a credential says, as far as a person needs it to compare: anybody may have written it. */
export interface WhatItSays {
  readonly title: string | undefined
  readonly holder: string | undefined
  readonly issuer: string | undefined
  readonly grade: string | undefined
  readonly awarded: string | undefined
}

export function whatItSays(credential: JsonObject): WhatItSays {
  const { issuer } = credential
  const badge = readAchievement(credential)
  const grades = badge?.results.flatMap(({ grade }) => grade ?? [])
  return {
    title: shown(badge?.name) ?? shown(credential['name']),
    holder: shown(badge?.subjectNames.join(', ')),
    issuer: isObject(issuer) ? (shown(issuer['name']) ?? shown(issuer['id'])) : shown(issuer),
    grade: shown(grades?.join(', ')),
    awarded: shown(badge?.awardedDate)?.slice(0, 10),
  }
}

function shown(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.slice(0, 300) : undefined
}
