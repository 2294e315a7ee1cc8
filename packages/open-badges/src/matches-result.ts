import type { JsonObject } from '@vademecum/verifiable-credentials'
import { readAchievement } from './read-achievement.ts'

/**
 * Whether a credential says what a result says as a transparency log committed to it: the qualification, its level and
 * series, the grade in its scheme, the day, and whether it is provisional. For `matchesContent` of a verification.
 */
export function matchesResult(credential: JsonObject, content: JsonObject): boolean {
  const said = readAchievement(credential)
  const [result, ...more] = said?.results ?? []
  if (said === undefined || result === undefined || more.length > 0 || content.withdrawn !== undefined)
    return false
  return (
    said.achievement.name === content.title &&
    said.achievement.qualificationNumber === content.qualificationNumber &&
    said.achievement.level === content.level &&
    said.term === content.series &&
    result.grade === content.grade &&
    result.scheme === content.gradingScheme &&
    (result.status === 'Provisional') === (content.status === 'provisional') &&
    said.awardedDate?.slice(0, 10) === content.awardDate
  )
}
