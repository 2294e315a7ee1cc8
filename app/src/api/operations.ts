import { activityOperations } from '../audit/api.ts'
import { verifyOperations } from '../credentials/api.ts'
import { interopOperations } from '../interop/api.ts'
import { ownOperations } from './me.ts'
import { itemOperations } from '../portfolio/item/api.ts'
import { fileOperations } from '../portfolio/file/api.ts'
import { pageOperations } from '../portfolio/page/api.ts'
import { learnerRecordOperations } from '../record/api/learner-records.ts'
import { challengeOperations } from '../record/challenges/api.ts'
import { cohortOperations } from '../record/cohorts/api.ts'
import { registrationOperations } from '../record/registration/api.ts'
import { ownRecordOperations } from '../record/api/own-record.ts'
import { qualificationOperations } from '../record/api/qualifications.ts'
import { matchingOperations } from '../record/api/matching.ts'
import { mergeOperations } from '../record/api/merges.ts'
import { registerOperations } from '../record/api/register.ts'
import { heldOperations } from '../record/held/api.ts'
import { resultsOperations } from '../record/api/results.ts'
import { totalsOperations } from '../record/api/totals.ts'
import { seriesOperations } from '../record/api/series.ts'
import { shareOperations } from '../sharing/api.ts'
import { recordShareOperations } from '../sharing/record/api.ts'
import { sharedWithMeOperations } from '../sharing/party-api.ts'
import type { Operation } from '../ui/api/operation.ts'

/** Everything that programs can do, in the order of the document. */
export const operations: readonly Operation[] = [
  ...ownOperations,
  ...activityOperations,
  ...ownRecordOperations,
  ...itemOperations,
  ...fileOperations,
  ...pageOperations,
  ...interopOperations,
  ...shareOperations,
  ...sharedWithMeOperations,
  ...recordShareOperations,
  ...resultsOperations,
  ...totalsOperations,
  ...heldOperations,
  ...seriesOperations,
  ...qualificationOperations,
  ...challengeOperations,
  ...registerOperations,
  ...matchingOperations,
  ...mergeOperations,
  ...registrationOperations,
  ...cohortOperations,
  ...learnerRecordOperations,
  ...verifyOperations,
]
