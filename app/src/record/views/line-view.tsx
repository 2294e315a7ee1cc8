import { fullDate } from '../../ui/date.ts'
import type { Words } from '../../words.ts'
import { FactLine } from '../../ui/list/fact-line.tsx'
import { Notice } from '../../ui/text/notice.tsx'
import { Tag } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import type { RecordLine } from '../own/record-line.ts'
import { levelText, schemeText, seriesText } from '../record-words.ts'

/** A line of the record as it stands on a page, below its title and grade: when, how hard, and whose word it is. */
export function LineView({ t, line }: { t: Words; line: RecordLine }) {
  return (
    <>
      <LineFacts t={t} line={line} />
      <LineNotices t={t} line={line} />
    </>
  )
}

export function LineFacts({ t, line }: { t: Words; line: RecordLine }) {
  return (
    <FactLine
      facts={[
        scheme(t, line),
        line.component,
        line.level ? levelText(t, line.level) : undefined,
        line.credits ? t('record.creditsCount', { credits: line.credits }) : undefined,
        seriesText(t, line.series),
        <>
          {t('record.awardedWord')} <DateText t={t} value={line.awardDate} />
        </>,
        line.issuerName,
        line.amendedAt ? (
          <>
            {t('record.amendedWord')} <DateText t={t} value={line.amendedAt} />
          </>
        ) : undefined,
      ]}
    />
  )
}

/** What the grade is one of; "A level Physics" has said it already. */
function scheme(t: Words, { title, gradingScheme }: RecordLine): string | undefined {
  const said = schemeText(t, gradingScheme)
  return title.toLocaleLowerCase().includes(said.toLocaleLowerCase()) ? undefined : said
}

export function LineNotices({ t, line }: { t: Words; line: RecordLine }) {
  return (
    <>
      <LineState t={t} line={line} />
      {line.challengedSince && (
        <Notice t={t} kind="info" title={t('challenge.underTitle')}>
          <p>
            {t('challenge.underText', {
              name: line.issuerName,
              date: fullDate(t.language, line.challengedSince),
            })}
          </p>
        </Notice>
      )}
    </>
  )
}

function LineState({ t, line }: { t: Words; line: RecordLine }) {
  if (line.change === 'withdrawn') {
    return (
      <Notice t={t} kind="warning" title={t('record.withdrawnTitle')}>
        <p>{t('record.withdrawnText', { name: line.issuerName })}</p>
      </Notice>
    )
  }
  if (line.status !== 'provisional') return null
  return (
    <p class="line-state">
      <Tag kind="waiting">{t('record.provisional')}</Tag> {t('record.provisionalText')}
    </p>
  )
}
