import { purposeText } from '../../access/purpose-text.ts'
import { paths } from '../../paths.ts'
import { fullDate, timeOfDay } from '../../ui/date.ts'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Tabs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { EmptyState } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import type { Words } from '../../words.ts'
import type { ToldEvent } from '../activity.ts'
import { grouped, type ToldLine } from '../grouped.ts'

export function ActivityPage({
  frame,
  events,
  readerId,
  nextHref,
  isLater,
  seenOnly,
}: {
  frame: Frame
  events: readonly ToldEvent[]
  readerId: string
  nextHref: string | undefined
  isLater: boolean
  /** Looks by others alone. */
  seenOnly: boolean
}) {
  const { t } = frame
  const days = byDay(t, grouped(t, events, readerId))
  return (
    <Layout frame={frame} title={t('audit.title')} wide>
      <PageTitle lede={t('audit.lede')}>{t('audit.title')}</PageTitle>
      <p>
        <a href={paths.shares()}>{t('audit.stopASharing')}</a>
      </p>
      <Tabs
        label={t('audit.which')}
        tabs={[
          { href: paths.accountActivity(), label: t('audit.everything'), current: !seenOnly },
          { href: `${paths.accountActivity()}?only=seen`, label: t('audit.seenBy'), current: seenOnly },
        ]}
      />
      {events.length === 0 && <EmptyState title={t('audit.emptyTitle')}>{t('audit.empty')}</EmptyState>}
      {days.map(([day, lines]) => (
        <Day t={t} day={day} lines={lines} />
      ))}
      {isLater && (
        <p>
          <a href={seenOnly ? `${paths.accountActivity()}?only=seen` : paths.accountActivity()}>
            {t('audit.latest')}
          </a>
        </p>
      )}
      {nextHref && (
        <p>
          <a href={nextHref}>{t('audit.earlier')}</a>
        </p>
      )}
    </Layout>
  )
}

function Day({ t, day, lines }: { t: Words; day: string; lines: readonly ToldLine[] }) {
  return (
    <Table
      caption={day}
      look="happenings"
      rows={lines}
      columns={[
        {
          label: t('audit.when'),
          oneLine: true,
          cell: ({ event }) => (
            <time datetime={event.at.toISOString()}>{timeOfDay(t.language, event.at)}</time>
          ),
        },
        {
          label: t('audit.what'),
          header: true,
          cell: ({ what, count }) => (
            <>
              {what}
              {count > 1 && <span class="repeated">{t('audit.times', { count })}</span>}
            </>
          ),
        },
        { label: t('audit.who'), cell: ({ who }) => who },
        {
          label: t('audit.why'),
          cell: ({ event }) => (
            <>
              {t(`audit.permission_${event.permission}`)}
              {event.purpose !== null && (
                <span class="shown-things">
                  {t('audit.forPurpose', { purpose: purposeText(t, event.purpose) })}
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  )
}

function byDay(t: Words, lines: readonly ToldLine[]): [string, ToldLine[]][] {
  const days = new Map<string, ToldLine[]>()
  for (const line of lines) {
    const day = fullDate(t.language, line.event.at)
    days.set(day, [...(days.get(day) ?? []), line])
  }
  return [...days]
}
