import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Button } from '../../ui/form/button.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Table } from '../../ui/list/table.tsx'
import { Tag } from '../../ui/text/text.tsx'
import { MomentText } from '../../ui/time.tsx'
import type { SessionLine } from '../session-store.ts'
import { AccountLayout } from './account-layout.tsx'

type Line = SessionLine & { isThisOne: boolean }

export function SessionsPage({ frame, sessions }: { frame: Frame; sessions: readonly Line[] }) {
  const { t } = frame
  const nameOf = ({ device }: Line) => device || t('identity.unknownDevice')
  return (
    <AccountLayout frame={frame} title={t('identity.sessionsTitle')} lede={t('identity.sessionsLede')}>
      <Table
        caption={t('identity.sessionsTitle')}
        captionHidden
        rows={sessions}
        columns={[
          { label: t('identity.device'), header: true, cell: nameOf },
          {
            label: t('identity.signedInOn'),
            cell: ({ createdAt }) => <MomentText t={t} value={createdAt} />,
          },
          {
            label: t('identity.lastSeen'),
            cell: ({ lastSeenAt }) => <MomentText t={t} value={lastSeenAt} />,
          },
          {
            label: t('identity.signedInBy'),
            cell: ({ signedInWith }) => t.say(`identity.with_${signedInWith}`),
          },
          {
            label: t('common.signOut'),
            cell: (session) =>
              session.isThisOne ? (
                <Tag kind="good">{t('identity.thisDevice')}</Tag>
              ) : (
                <Form frame={frame} action={paths.accountSessionEnd(session.sessionId)} class="inline-form">
                  <Button look="quiet" label={t('identity.endSession', { device: nameOf(session) })}>
                    {t('common.signOut')}
                  </Button>
                </Form>
              ),
          },
        ]}
      />
      <p>
        {t('identity.notYours')} <a href={paths.accountPassword()}>{t('identity.passwordTitle')}</a>
      </p>
    </AccountLayout>
  )
}
