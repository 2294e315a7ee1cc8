import { Tag } from '../../ui/text/text.tsx'
import type { Words } from '../../words.ts'
import type { ProposedWhat } from '../tables.ts'

/** What is proposed, in words. */
export function proposalText(
  t: Words,
  { what, kind }: { readonly what: ProposedWhat; readonly kind: string },
): string {
  if (what === 'standing') return t('institution.proposal_standing')
  if (what === 'statement') {
    return t('institution.proposal_statement', { statement: t.say(`institution.statement_${kind}`) })
  }
  return t('institution.proposal_purpose', { purpose: t.say(`institution.purpose_${kind}`) })
}

export function StateTag({
  t,
  organisation: { closedAt, suspendedAt },
}: {
  t: Words
  organisation: { readonly closedAt: Date | null; readonly suspendedAt: Date | null }
}) {
  if (closedAt) return <Tag kind="plain">{t('institution.state_closed')}</Tag>
  if (suspendedAt) return <Tag kind="problem">{t('institution.state_suspended')}</Tag>
  return <Tag kind="good">{t('institution.state_open')}</Tag>
}
