import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Select } from '../../ui/form/select.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import type { FormValues } from '../../ui/request.ts'
import { HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import type { Invitation } from '../invitations.ts'
import type { Member } from '../memberships.ts'
import { type Organisation, roles } from '../organisation.ts'

export function MembersPage({
  frame,
  organisation,
  members,
  invitations,
  values,
  problems,
}: {
  frame: Frame
  organisation: Organisation
  members: readonly Member[]
  invitations: readonly Invitation[]
  values?: FormValues | undefined
  problems?: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('institution.membersTitle')
  const crumbs = [{ href: paths.organisation(organisationId), label: name }, { label: title }]
  const help = (
    <>
      <p>{t('institution.membersHelpInvite')}</p>
      <p>{t('institution.membersHelpRoles')}</p>
      <p>{t('institution.membersHelpEnd')}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      problem={problems !== undefined}
      before={<Breadcrumbs t={t} crumbs={crumbs} />}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={name} lede={t('institution.membersLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('institution.help')} help={help}>
        <Form frame={frame} action={paths.organisationMembers(organisationId)}>
          <h2>{t('institution.inviteTitle')}</h2>
          <Field
            t={t}
            name="address"
            type="email"
            label={t('institution.address')}
            value={values?.['address']}
            problems={problems}
            spellcheck={false}
          />
          <Select
            t={t}
            name="role"
            label={t('institution.role')}
            value={values?.['role']}
            problems={problems}
            empty={t('institution.chooseRole')}
            options={roles.map((role) => ({ value: role, label: t(`institution.role_${role}`) }))}
          />
          <Button>{t('institution.invite')}</Button>
        </Form>
        <Members frame={frame} organisationId={organisationId} members={members} />
        {invitations.length > 0 && (
          <Invitations frame={frame} organisationId={organisationId} invitations={invitations} />
        )}
      </HelpBeside>
    </Layout>
  )
}

function Members({
  frame,
  organisationId,
  members,
}: {
  frame: Frame
  organisationId: string
  members: readonly Member[]
}) {
  const { t } = frame
  return (
    <Table
      caption={t('institution.membersNow')}
      rows={members}
      columns={[
        { label: t('institution.name'), header: true, cell: (member) => member.name },
        { label: t('institution.role'), cell: (member) => t(`institution.role_${member.role}`) },
        { label: t('institution.since'), cell: (member) => <DateText t={t} value={member.since} /> },
        {
          label: t('institution.changeRole'),
          cell: ({ membershipId, name, role }) => (
            <Form frame={frame} action={paths.memberRole(organisationId, membershipId)} class="inline-form">
              <select
                class="control control--select"
                name="newRole"
                aria-label={t('institution.newRoleOf', { name })}
              >
                {roles.map((each) => (
                  <option value={each} selected={each === role}>
                    {t(`institution.role_${each}`)}
                  </option>
                ))}
              </select>
              <Button look="quiet" label={t('institution.changeRoleOf', { name })}>
                {t('institution.change')}
              </Button>
            </Form>
          ),
        },
        {
          label: t('institution.endMembership'),
          cell: ({ membershipId, name, role }) => (
            <Form frame={frame} action={paths.memberEnd(organisationId, membershipId)} class="inline-form">
              <Button
                look="quiet"
                label={t('institution.endMembershipOf', { name, role: t(`institution.role_${role}`) })}
              >
                {t('institution.end')}
              </Button>
            </Form>
          ),
        },
      ]}
    />
  )
}

function Invitations({
  frame,
  organisationId,
  invitations,
}: {
  frame: Frame
  organisationId: string
  invitations: readonly Invitation[]
}) {
  const { t } = frame
  return (
    <Table
      caption={t('institution.invitationsOpen')}
      rows={invitations}
      columns={[
        { label: t('institution.address'), header: true, cell: (invitation) => invitation.address },
        { label: t('institution.role'), cell: (invitation) => t(`institution.role_${invitation.role}`) },
        {
          label: t('institution.until'),
          cell: (invitation) => <DateText t={t} value={invitation.expiresAt} />,
        },
        {
          label: t('institution.withdraw'),
          cell: ({ invitationId, address }) => (
            <Form
              frame={frame}
              action={paths.invitationWithdrawal(organisationId, invitationId)}
              class="inline-form"
            >
              <Button look="quiet" label={t('institution.withdrawFor', { address })}>
                {t('institution.withdraw')}
              </Button>
            </Form>
          ),
        },
      ]}
    />
  )
}
