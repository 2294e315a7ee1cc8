export { achievementCredential } from './achievement-credential.ts'
export type {
  AttestedAchievement,
  AttestedGrade,
  AttestedResult,
  AttestingOrganisation,
} from './attested-result.ts'
export { OPEN_BADGES_V3, openBadgesContexts } from './contexts.ts'
export { isRecipient } from './is-recipient.ts'
export { matchesResult } from './matches-result.ts'
export { type AchievementSummary, readAchievement } from './read-achievement.ts'
export { readBaked } from './read-baked.ts'
export { validateAchievementCredential } from './validate-achievement-credential.ts'
