import { Notice } from '../../ui/text/notice.tsx'
import { MomentText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import type { Suspension } from '../register/suspensions.ts'

/** Why nobody can be looked up, in words that staff can act on. */
export function Suspended({ t, suspension }: { t: Words; suspension: Suspension }) {
  const { rule, of, counted, allowed, suspendedAt } = suspension
  return (
    <Notice t={t} kind="warning" title={t(`access.suspendedTitle_${of}`)}>
      <p>{t(`access.rule_${rule}`, { counted, allowed })}</p>
      <p>
        {t('access.suspendedSince')} <MomentText t={t} value={suspendedAt} />
      </p>
      <p>{t('access.suspendedNext')}</p>
    </Notice>
  )
}
