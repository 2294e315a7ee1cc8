import type { Words } from '../../words.ts'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Notice } from '../../ui/text/notice.tsx'
import { DateText } from '../../ui/time.tsx'
import type { RecordLine, RecordVersion } from '../own/record-line.ts'
import { gradeText, levelText, schemeText, seriesText } from '../record-words.ts'

/** A line of the record as it stands on a page: what, how well, when, and whose word it is. */
export function LineView({ t, line }: { t: Words; line: RecordLine }) {
  return (
    <>
      <LineNotices t={t} line={line} />
      <SummaryList rows={factsOf(t, line)} />
    </>
  )
}

export function LineNotices({ t, line }: { t: Words; line: RecordLine }) {
  return (
    <>
      {line.change === 'withdrawn' && (
        <Notice t={t} kind="warning" title={t('record.withdrawnTitle')}>
          <p>{t('record.withdrawnText', { name: line.issuerName })}</p>
        </Notice>
      )}
      {line.status === 'provisional' && line.change !== 'withdrawn' && (
        <Notice t={t} kind="info">
          <p>{t('record.provisionalText')}</p>
        </Notice>
      )}
    </>
  )
}

export function factsOf(
  t: Words,
  line: RecordLine | (RecordVersion & { issuerName: string; amendedAt: Date | null }),
) {
  return [
    {
      term: t('record.grade'),
      value: (
        <>
          <strong>{gradeText(t, line.gradingScheme, line.grade)}</strong> ({schemeText(t, line.gradingScheme)}
          )
        </>
      ),
    },
    ...(line.level ? [{ term: t('record.levelTerm'), value: levelText(t, line.level) }] : []),
    ...(line.credits ? [{ term: t('record.credits'), value: String(line.credits) }] : []),
    ...(line.component ? [{ term: t('record.component'), value: line.component }] : []),
    { term: t('record.series'), value: seriesText(t, line.series) },
    { term: t('record.awarded'), value: <DateText t={t} value={line.awardDate} /> },
    { term: t('record.issuer'), value: line.issuerName },
    ...(line.amendedAt
      ? [{ term: t('record.amendedOn'), value: <DateText t={t} value={line.amendedAt} /> }]
      : []),
  ]
}
