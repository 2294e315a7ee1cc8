import type { Assurance } from '../../access/assurance.ts'
import type { Words } from '../../words.ts'
import type { RecordLine } from './record-line.ts'

/** What a line rests on as far as the register knows: what a credential's checks find is added where it is shared. */
export function assuranceOf(
  line: Pick<RecordLine, 'change' | 'issuerName' | 'issuerAdmitted'>,
  t: Words,
): Assurance {
  const by = line.issuerName
  if (line.change === 'withdrawn') return { kind: 'unconfirmed', by, why: t('record.whyWithdrawn') }
  if (!line.issuerAdmitted) return { kind: 'unconfirmed', by, why: t('record.whyNotListed') }
  return { kind: 'verified', by }
}
