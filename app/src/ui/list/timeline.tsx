import type { Child } from 'hono/jsx'
import type { Words } from '../../words.ts'
import { type PartialDateText, yearOf } from '../date.ts'
import { DateText } from '../time.tsx'

export interface TimelineEntry {
  date: PartialDateText
  title: Child
  href?: string | undefined
  /** The grade or outcome, set large at the end of the line. */
  result?: Child | undefined
  /** Below the title: level, kind, series. */
  meta?: Child | undefined
  /** An `AssuranceMark`. */
  mark?: Child | undefined
  children?: Child | undefined
}

/** A life in entries, newest year first; years stand in the margin as in a ledger. */
export function Timeline({
  t,
  entries,
  level = 2,
}: {
  t: Words
  entries: readonly TimelineEntry[]
  level?: 2 | 3 | undefined
}) {
  const sorted = [...entries].sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
  const years = new Map<string, TimelineEntry[]>()
  for (const entry of sorted) years.set(yearOf(entry.date), [...(years.get(yearOf(entry.date)) ?? []), entry])
  const Year = level === 2 ? 'h2' : 'h3'
  return (
    <div class="timeline">
      {[...years].map(([year, lines]) => (
        <section class="timeline__year">
          <Year class="timeline__heading">{year}</Year>
          <ol class="timeline__entries">
            {lines.map((entry) => (
              <Entry t={t} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function Entry({ t, entry }: { t: Words; entry: TimelineEntry }) {
  return (
    <li class="entry">
      <div class="entry__line">
        <p class="entry__title">{entry.href ? <a href={entry.href}>{entry.title}</a> : entry.title}</p>
        {entry.result && <p class="entry__result">{entry.result}</p>}
      </div>
      <p class="entry__meta">
        <DateText t={t} value={entry.date} />
        {entry.meta && <span>{entry.meta}</span>}
      </p>
      {entry.mark}
      {entry.children}
    </li>
  )
}
