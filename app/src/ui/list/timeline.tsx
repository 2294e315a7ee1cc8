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
  return (
    <Years>
      {byYear(entries).map(([year, lines]) => (
        <Year year={year} level={level}>
          {lines.map((entry) => (
            <Entry t={t} entry={entry} />
          ))}
        </Year>
      ))}
    </Years>
  )
}

/** Newest first, under the years in which they stand. */
export function byYear<Entry extends { readonly date: PartialDateText }>(
  entries: readonly Entry[],
): [year: string, entries: Entry[]][] {
  const sorted = [...entries].sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
  const years = new Map<string, Entry[]>()
  for (const entry of sorted) {
    const year = yearOf(entry.date)
    const under = years.get(year)
    if (under) under.push(entry)
    else years.set(year, [entry])
  }
  return [...years]
}

export function Years({ children }: { children: Child }) {
  return <div class="timeline">{children}</div>
}

export function Year({ year, level, children }: { year: string; level: 2 | 3; children: Child }) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section class="timeline__year">
      <Heading class="timeline__heading">{year}</Heading>
      <ol class="timeline__entries">{children}</ol>
    </section>
  )
}

export function Entry({ t, entry }: { t: Words; entry: TimelineEntry }) {
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
