import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { CopyField, Notice } from '../../ui/text/notice.tsx'
import { BackLink, PageTitle } from '../../ui/text/text.tsx'
import { DateText, MomentText } from '../../ui/time.tsx'
import type { ShareDetail } from '../share.ts'
import { WhatTheySee } from '../record/views/what-they-see.tsx'
import { ShareState } from './share-state.tsx'
import { shareTitle } from '../share-title.ts'
import { Seen } from './seen.tsx'

/** One share: its link while it is new, who saw what, which copies left, and the way to stop it. */
export function SharePage({
  frame,
  share,
  link,
}: {
  frame: Frame
  share: ShareDetail
  /** The address, shown on this page once. */
  link: string | undefined
}) {
  const { t } = frame
  const title = t('sharing.shareTitle', { recipient: share.recipient })
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      before={<BackLink href={paths.shares()}>{t('sharing.sharesTitle')}</BackLink>}
    >
      <PageTitle kicker={shareTitle(t, share)}>{title}</PageTitle>
      {link !== undefined && (
        <Notice t={t} kind="info" title={t('sharing.linkTitle')}>
          <CopyField t={t} id="link" label={t('sharing.linkLabel')} value={link} />
          <p>{t('sharing.linkOnce', { recipient: share.recipient })}</p>
        </Notice>
      )}
      <SummaryList
        rows={[
          { term: t('sharing.stateColumn'), value: <ShareState t={t} share={share} /> },
          { term: t('sharing.purpose'), value: share.purpose },
          ...(share.record
            ? [{ term: t('access.fromColumn'), value: <DateText t={t} value={share.startsAt} /> }]
            : []),
          { term: t('sharing.untilColumn'), value: <DateText t={t} value={share.endsAt} /> },
          {
            term: t('sharing.copies'),
            value: t(share.mayDownload ? 'sharing.copiesYes' : 'sharing.copiesNo'),
          },
          ...(share.stoppedAt
            ? [{ term: t('sharing.stoppedAt'), value: <MomentText t={t} value={share.stoppedAt} /> }]
            : []),
        ]}
      />
      {share.record && share.state === 'live' && <WhatTheySee t={t} share={share} />}
      <Seen t={t} share={share} />
      {share.state === 'live' && (
        <div class="pair">
          <section>
            <h2>{t('sharing.stopTitle')}</h2>
            <p>{t('sharing.stopText')}</p>
            <Form frame={frame} action={paths.shareEnd(share.id)}>
              <Button look="danger">{t('sharing.stop')}</Button>
            </Form>
          </section>
          {share.audience === 'link' && (
            <section>
              <h2>{t('sharing.newLinkTitle')}</h2>
              <p>{t('sharing.newLinkText')}</p>
              <Form frame={frame} action={paths.shareLinkNew(share.id)}>
                <Button look="secondary">{t('sharing.newLink')}</Button>
              </Form>
            </section>
          )}
        </div>
      )}
    </Layout>
  )
}
