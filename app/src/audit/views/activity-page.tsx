import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Table } from '../../ui/list/table.tsx'
import { EmptyState } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { MomentText } from '../../ui/time.tsx'
import type { ToldEvent } from '../activity.ts'
import { whatHappened, who } from '../in-words.ts'

export function ActivityPage({
  frame,
  events,
  readerId,
  nextHref,
  isLater,
}: {
  frame: Frame
  events: readonly ToldEvent[]
  readerId: string
  nextHref: string | undefined
  isLater: boolean
}) {
  const { t } = frame
  return (
    <Layout frame={frame} title={t('audit.title')} wide>
      <PageTitle lede={t('audit.lede')}>{t('audit.title')}</PageTitle>
      <p>
        <a href={paths.shares()}>{t('audit.stopASharing')}</a>
      </p>
      {events.length === 0 ? (
        <EmptyState title={t('audit.emptyTitle')}>{t('audit.empty')}</EmptyState>
      ) : (
        <Table
          caption={t('audit.caption')}
          rows={events}
          columns={[
            { label: t('audit.when'), cell: (event) => <MomentText t={t} value={event.at} /> },
            { label: t('audit.what'), header: true, cell: (event) => whatHappened(t, event) },
            { label: t('audit.who'), cell: (event) => who(t, event, readerId) },
            { label: t('audit.why'), cell: (event) => t(`audit.permission_${event.permission}`) },
          ]}
        />
      )}
      {isLater && (
        <p>
          <a href={paths.accountActivity()}>{t('audit.latest')}</a>
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
