import { levelText } from '../../../record/record-words.ts'
import { RecordLines } from '../../../record/lines-showable.tsx'
import { paths } from '../../../paths.ts'
import type { Words } from '../../../words.ts'
import type { ShareDetail } from '../../share.ts'
import type { RecordQuery } from '../record-scope.ts'

/** To the learner: the rule in words, and what it lets through today. */
export function WhatTheySee({ t, share: { record, lines } }: { t: Words; share: ShareDetail }) {
  if (!record) return null
  const named = new Map(lines.map(({ issuerId, issuerName }) => [issuerId, issuerName]))
  return (
    <section>
      <h2>{t('access.theySee')}</h2>
      {record.kind === 'query' && (
        <p>
          <strong>{ruleText(t, record.query, named)}</strong>
        </p>
      )}
      <p>{t(`access.theySee_${record.kind}`)}</p>
      {lines.length === 0 ? (
        <p>{t('access.theySeeNothing')}</p>
      ) : (
        <RecordLines t={t} lines={lines} href={({ eventId }) => paths.recordEvent(eventId)} />
      )}
    </section>
  )
}

function ruleText(t: Words, query: RecordQuery, issuers: ReadonlyMap<string, string>): string {
  return [
    query.levels.map((level) => levelText(t, level)),
    query.types,
    query.issuerIds.map((id) => issuers.get(id) ?? t('access.ruleIssuers')),
    query.awardYears.map(String),
  ]
    .filter((values) => values.length > 0)
    .map((values) => values.join(', '))
    .join(' · ')
}
