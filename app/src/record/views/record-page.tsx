import type { Child } from 'hono/jsx'
import { paths } from '../../paths.ts'
import { AssuranceMark } from '../../ui/assurance/assurance-mark.tsx'
import { ButtonLink } from '../../ui/form/button.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { LinkList } from '../../ui/list/lists.tsx'
import { Tabs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { EmptyState } from '../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import type { RecordLine } from '../own/record-line.ts'
import { gradeShown, levelText, seriesText } from '../record-words.ts'
import { assuranceOf } from '../own/assurance-of.ts'

export type RecordLook = 'timeline' | 'table'

/** The person's record: the same lines as a timeline and as a table. */
export function RecordPage({
  frame,
  look,
  children,
}: {
  frame: Frame
  look: RecordLook
  /** The lines in that look; null where there is none. */
  children: Child | null
}) {
  const { t } = frame
  const title = t('record.title')
  return (
    <Layout frame={frame} title={title} wide={look === 'table'}>
      <PageTitle lede={t('record.lede')}>{title}</PageTitle>
      {children === null ? (
        <EmptyState
          title={t('record.empty')}
          action={<ButtonLink href={paths.claim()}>{t('record.claimTitle')}</ButtonLink>}
        >
          <p>{t('record.emptyText')}</p>
        </EmptyState>
      ) : (
        <>
          <Tabs
            label={t('record.looks')}
            tabs={[
              { href: paths.record(), label: t('record.timeline'), current: look === 'timeline' },
              { href: `${paths.record()}?look=table`, label: t('record.table'), current: look === 'table' },
            ]}
          />
          {children}
        </>
      )}
      <Onward t={t} hasLines={children !== null} />
    </Layout>
  )
}

/** Also below an empty record: a class is joined, and a result missed, before the first one arrives. */
function Onward({ t, hasLines }: { t: Words; hasLines: boolean }) {
  const links = [
    ...(hasLines ? [{ href: paths.recordShareNew(), title: t('access.shareRecord') }] : []),
    { href: paths.recordSharing(), title: t('access.choiceLink') },
    { href: paths.ownClasses(), title: t('cohort.ownTitle') },
    { href: paths.challengeMissing(), title: t('challenge.missingTitle') },
    { href: paths.challenges(), title: t('challenge.seeAll') },
    ...(hasLines ? [{ href: paths.claim(), title: t('record.claimMore') }] : []),
  ]
  return (
    <section>
      <h2>{t('record.onward')}</h2>
      <LinkList items={links} />
    </section>
  )
}

export function RecordTable({ t, lines }: { t: Words; lines: readonly RecordLine[] }) {
  return (
    <Table
      caption={t('record.tableCaption')}
      captionHidden
      look="results"
      rows={lines}
      columns={[
        {
          label: t('record.qualification'),
          header: true,
          cell: (line) => <a href={paths.recordEvent(line.eventId)}>{line.title}</a>,
        },
        {
          label: t('record.grade'),
          cell: (line) => <strong>{gradeShown(t, line) ?? '–'}</strong>,
        },
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

type Marked = Pick<RecordLine, 'change' | 'issuerName' | 'issuerAdmitted' | 'amendedAt'>
type Standing = Pick<RecordLine, 'change' | 'status'>

export function Mark({ t, line }: { t: Words; line: Marked }) {
  return (
    <AssuranceMark
      t={t}
      assurance={assuranceOf(line, t)}
      detail={
        line.amendedAt ? (
          <>
            {t('record.amendedOn')} <DateText t={t} value={line.amendedAt} />
          </>
        ) : undefined
      }
    />
  )
}

export function State({
  t,
  line,
  always,
}: {
  t: Words
  line: Standing & Pick<RecordLine, 'challengedSince'>
  always?: boolean
}) {
  return (
    <>
      <StandingTag t={t} line={line} always={always} />
      {line.challengedSince && (
        <>
          {' '}
          <Tag kind="info">{t('challenge.under')}</Tag>
        </>
      )}
    </>
  )
}

function StandingTag({ t, line, always }: { t: Words; line: Standing; always: boolean | undefined }) {
  if (line.change === 'withdrawn') return <Tag kind="problem">{t('record.withdrawn')}</Tag>
  if (line.status === 'provisional') return <Tag kind="waiting">{t('record.provisional')}</Tag>
  return always ? <Tag kind="good">{t('record.final')}</Tag> : null
}
