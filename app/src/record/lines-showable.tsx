import { Table } from '../ui/list/table.tsx'
import { DateText } from '../ui/time.tsx'
import type { Words } from '../words.ts'
import type { RecordLine } from './own/record-line.ts'
import { gradeShown, levelText, seriesText } from './record-words.ts'
import { Mark, State } from './views/record-page.tsx'

/** Lines of a record as somebody else sees them, each with whose word it is. */
export function RecordLines({
  t,
  lines,
  href,
}: {
  t: Words
  lines: readonly RecordLine[]
  /** Where a line has a page of its own for this reader. */
  href?: (line: RecordLine) => string
}) {
  return (
    <Table
      caption={t('access.linesCaption')}
      captionHidden
      look="results"
      rows={lines}
      columns={[
        {
          label: t('record.qualification'),
          header: true,
          cell: (line) => (href ? <a href={href(line)}>{line.title}</a> : line.title),
        },
        { label: t('record.grade'), cell: (line) => <strong>{gradeShown(t, line) ?? '–'}</strong> },
        {
          label: t('record.levelTerm'),
          oneLine: true,
          cell: (line) => (line.level ? levelText(t, line.level) : ''),
        },
        { label: t('record.series'), oneLine: true, cell: (line) => seriesText(t, line.series) },
        {
          label: t('record.awarded'),
          oneLine: true,
          cell: (line) => <DateText t={t} value={line.awardDate} />,
        },
        { label: t('record.status'), cell: (line) => <State t={t} line={line} always /> },
        { label: t('record.whose'), cell: (line) => <Mark t={t} line={line} /> },
      ]}
    />
  )
}
