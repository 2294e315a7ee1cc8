import { sql } from 'kysely'
import { issuedBy, listed } from '../../access/visible.ts'
import type { Reader } from '../../platform/db.ts'
import type { RecordLine } from '../own/record-line.ts'
import { linesOf, releasedVersions } from '../own/released-versions.ts'
import type { ChallengeRow } from './store.ts'

/**
 * The results of this learner by this issuer that can be the missing one: only what is published by now, as naming one
 * that is still held back would tell of it.
 */
export async function answeringLines(
  tx: Reader,
  { issuer_id, learner_id }: Pick<ChallengeRow, 'issuer_id' | 'learner_id'>,
): Promise<RecordLine[]> {
  const issued = issuedBy(issuer_id, 'event.issuer_id')
  const lines = linesOf(
    await releasedVersions(tx, sql<boolean>`${listed([learner_id], 'event.learner_id')} and ${issued}`),
  )
  return lines.filter(({ change }) => change !== 'withdrawn')
}
