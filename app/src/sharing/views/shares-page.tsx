import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/form/button.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { type Column, Table } from '../../ui/list/table.tsx'
import { EmptyState, Notice } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { DateText, MomentText } from '../../ui/time.tsx'
import type { ShareLine } from '../share.ts'
import { ShareState } from './share-state.tsx'
import { shareTitle } from '../share-title.ts'

/** Everything that the learner shares or shared, and whether somebody looked. */
export function SharesPage({
  frame,
  shares,
  isPaused,
}: {
  frame: Frame
  shares: readonly ShareLine[]
  /** The person is asked whether another account is theirs: until then what they share of their record is paused. */
  isPaused: boolean
}) {
  const { t } = frame
  const columns: Column<ShareLine>[] = [
    {
      label: t('sharing.recipientColumn'),
      header: true,
      cell: (share) => <a href={paths.share(share.id)}>{share.recipient}</a>,
    },
    {
      label: t('sharing.pageColumn'),
      cell: (share) => shareTitle(t, share),
    },
    { label: t('sharing.stateColumn'), cell: (share) => <ShareState t={t} share={share} /> },
    { label: t('sharing.untilColumn'), cell: (share) => <DateText t={t} value={share.endsAt} /> },
    {
      label: t('sharing.seenColumn'),
      cell: (share) =>
        share.lastAt ? (
          <>
            {t('sharing.seenTimes', { count: share.openings })} <MomentText t={t} value={share.lastAt} />
          </>
        ) : (
          t('sharing.notSeen')
        ),
    },
  ]
  return (
    <Layout frame={frame} title={t('sharing.sharesTitle')} wide={true}>
      <PageTitle lede={t('sharing.sharesLede')}>{t('sharing.sharesTitle')}</PageTitle>
      {isPaused && (
        <Notice t={t} kind="warning">
          <p>{t('register.questionNotice')}</p>
          <p>
            <a href={paths.mergeQuestions()}>{t('register.questionLink')}</a>
          </p>
        </Notice>
      )}
      <p>
        <a href={paths.recordShareNew()}>{t('access.shareRecord')}</a>
      </p>
      {shares.length === 0 ? (
        <EmptyState
          title={t('sharing.sharesEmpty')}
          action={<ButtonLink href={paths.pages()}>{t('sharing.toPages')}</ButtonLink>}
        >
          {t('sharing.sharesEmptyText')}
        </EmptyState>
      ) : (
        <Table caption={t('sharing.sharesTitle')} captionHidden={true} columns={columns} rows={shares} />
      )}
    </Layout>
  )
}
