import { paths } from '../../paths.ts'
import { Actions, Button } from '../../ui/form/button.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { EmptyState, Notice } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import type { Invitation } from '../invitations.ts'
import type { OwnMembership } from '../memberships.ts'

/** For whom the person acts, as the person sees it: they can leave each, and keep everything of theirs. */
export function MembershipsPage({
  frame,
  memberships,
  invitations,
}: {
  frame: Frame
  memberships: readonly OwnMembership[]
  invitations: readonly Invitation[]
}) {
  const { t } = frame
  const title = t('institution.membershipsTitle')
  const crumbs = [{ href: paths.account(), label: t('institution.account') }, { label: title }]
  return (
    <Layout frame={frame} title={title} before={<Breadcrumbs t={t} crumbs={crumbs} />}>
      <PageTitle lede={t('institution.membershipsLede')}>{title}</PageTitle>
      {invitations.map((invitation) => (
        <Notice
          t={t}
          kind="info"
          title={t('institution.invitationTitle', { name: invitation.organisationName })}
        >
          <p>
            {t('institution.invitationText', {
              name: invitation.organisationName,
              role: t(`institution.role_${invitation.role}`),
            })}
          </p>
          <Form frame={frame} action={paths.invitationAnswer(invitation.invitationId)}>
            <Actions>
              <Button
                name="answer"
                value="accepted"
                label={t('institution.acceptFor', { name: invitation.organisationName })}
              >
                {t('institution.accept')}
              </Button>
              <Button
                look="secondary"
                name="answer"
                value="declined"
                label={t('institution.declineFor', { name: invitation.organisationName })}
              >
                {t('institution.decline')}
              </Button>
            </Actions>
          </Form>
        </Notice>
      ))}
      {memberships.length === 0 && invitations.length === 0 ? (
        <EmptyState title={t('institution.noMemberships')}>{t('institution.noMembershipsYet')}</EmptyState>
      ) : (
        <Table
          caption={t('institution.membershipsNow')}
          rows={memberships}
          empty={t('institution.noMemberships')}
          columns={[
            {
              label: t('institution.organisation'),
              header: true,
              cell: ({ organisationId, organisationName }) => (
                <a href={paths.organisation(organisationId)}>{organisationName}</a>
              ),
            },
            { label: t('institution.role'), cell: ({ role }) => t(`institution.role_${role}`) },
            {
              label: t('institution.leave'),
              cell: ({ membershipId, organisationName, role }) => (
                <Form frame={frame} action={paths.membershipEnd(membershipId)} class="inline-form">
                  <Button
                    look="quiet"
                    label={t('institution.leaveNamed', {
                      name: organisationName,
                      role: t(`institution.role_${role}`),
                    })}
                  >
                    {t('institution.leave')}
                  </Button>
                </Form>
              ),
            },
          ]}
        />
      )}
    </Layout>
  )
}
