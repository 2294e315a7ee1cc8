import { Tag, type TagKind } from '../../../ui/text/text.tsx'
import { DateText } from '../../../ui/time.tsx'
import type { Words } from '../../../words.ts'
import { type ChallengeState, isOpen, isOverdue } from '../challenge.ts'

const kinds: Record<ChallengeState, TagKind> = {
  raised: 'waiting',
  withIssuer: 'waiting',
  upheld: 'good',
  rejected: 'plain',
  withdrawn: 'plain',
}

export function StateTag({ t, state }: { t: Words; state: ChallengeState }) {
  return <Tag kind={kinds[state]}>{t(`challenge.state_${state}`)}</Tag>
}

/** The clock: until when an answer is due, and that it is late. Nothing once it is over. */
export function Clock({
  t,
  challenge,
  now,
}: {
  t: Words
  challenge: { readonly state: ChallengeState; readonly dueAt: Date }
  now: Date
}) {
  if (!isOpen(challenge.state)) return null
  return (
    <>
      <DateText t={t} value={challenge.dueAt} />{' '}
      {isOverdue(challenge, now) && <Tag kind="problem">{t('challenge.overdue')}</Tag>}
    </>
  )
}
