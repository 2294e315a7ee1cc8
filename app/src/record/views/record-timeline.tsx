import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { byYear, Entry, Year, Years } from '../../ui/list/timeline.tsx'
import { filled, framedPieces, keptPieces, type Parts, textOf } from '../../ui/pieces.ts'
import { type Language, type Words, wordsFor } from '../../words.ts'
import type { RecordLine } from '../own/record-line.ts'
import { gradeShown, levelText, seriesText } from '../record-words.ts'
import { Mark, RecordPage, State } from './record-page.tsx'

/**
 * The record as a timeline, put together from pieces: on results day everybody's page is another, and all of them are
 * made of the same frame, years and lines. A line is drawn once for all who have the same result; only its address is
 * theirs.
 */
export function recordTimeline(frame: Frame, lines: readonly RecordLine[]): Parts {
  const { t } = frame
  const dated = lines.map((line) => ({ date: line.awardDate, line }))
  const years = byYear(dated).flatMap(([year, entries]) => {
    const under = entries.flatMap(({ line }) => linePieces(t, line))
    const pieces = keptPieces('year', year, (_, slot: (name: 'lines') => string) => (
      <Year year={year} level={2}>
        {slot('lines')}
      </Year>
    ))
    return filled(pieces, { lines: under })
  })
  // Compressed together: many lines are alike.
  return framedPieces('record', frame, lines.length > 0, drawPage, { years: textOf(years) })
}

function drawPage(frame: Frame, hasLines: boolean, slot: (name: 'years') => string) {
  return (
    <RecordPage frame={frame} look="timeline">
      {hasLines ? <Years>{slot('years')}</Years> : null}
    </RecordPage>
  )
}

/** All that is drawn of a line but its address. */
interface ShownLine
  extends Pick<
    RecordLine,
    'awardDate' | 'title' | 'level' | 'series' | 'change' | 'status' | 'issuerName' | 'issuerAdmitted'
  > {
  readonly language: Language
  readonly grade: string | undefined
  readonly amendedAt: number | undefined
  readonly challengedSince: number | undefined
}

function linePieces(t: Words, line: RecordLine): Parts {
  const shown: ShownLine = {
    language: t.language,
    awardDate: line.awardDate,
    title: line.title,
    level: line.level,
    series: line.series,
    change: line.change,
    status: line.status,
    issuerName: line.issuerName,
    issuerAdmitted: line.issuerAdmitted,
    grade: gradeShown(t, line),
    amendedAt: line.amendedAt?.getTime(),
    challengedSince: line.challengedSince?.getTime(),
  }
  return filled(keptPieces('line', shown, drawLine), { event: line.eventId })
}

function drawLine(shown: ShownLine, slot: (name: 'event') => string) {
  const t = wordsFor(shown.language)
  const line = {
    ...shown,
    amendedAt: dateOf(shown.amendedAt),
    challengedSince: dateOf(shown.challengedSince),
  }
  return (
    <Entry
      t={t}
      entry={{
        date: line.awardDate,
        title: line.title,
        href: paths.recordEvent(slot('event')),
        result: line.grade,
        meta: [line.level ? levelText(t, line.level) : '', seriesText(t, line.series)]
          .filter(Boolean)
          .join(' · '),
        mark: <Mark t={t} line={line} />,
        children: <State t={t} line={line} />,
      }}
    />
  )
}

const dateOf = (time: number | undefined) => (time === undefined ? null : new Date(time))
