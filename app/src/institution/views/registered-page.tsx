import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { Actions, Button, ButtonLink } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import type { FormValues } from '../../ui/request.ts'
import { HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import type { Admission, RegisteredInFull } from '../register.ts'
import { StateTag } from './proposal-words.tsx'
import { Propose, Purposes, Suspended, Waiting } from './registered-proposals.tsx'

type Organisation = RegisteredInFull

export function RegisteredPage({
  frame,
  organisation,
  again,
}: {
  frame: Frame
  organisation: Organisation
  again?: { values: FormValues; problems: readonly FieldProblem[] } | undefined
}) {
  const { t } = frame
  const { organisationId, name, closedAt, administrators } = organisation
  const crumbs = [{ href: paths.operator(), label: t('institution.registerTitle') }, { label: name }]
  const help = (
    <>
      <p>{t('institution.admissionHelpAdmit')}</p>
      <p>{t('institution.admissionHelpEnd')}</p>
      <p>{t('institution.enterHelpAdministrator')}</p>
      <p>{t('institution.closingHelp')}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={name}
      wide
      problem={again !== undefined}
      before={<Breadcrumbs t={t} crumbs={crumbs} />}
    >
      <ErrorSummary t={t} problems={again?.problems} />
      <PageTitle kicker={t(`institution.kind_${organisation.kind}`)}>{name}</PageTitle>
      <HelpBeside title={t('institution.help')} help={help}>
        <Suspended frame={frame} organisation={organisation} problems={again?.problems} />
        <Facts frame={frame} organisation={organisation} />
        <Waiting frame={frame} organisation={organisation} />
        <Admissions frame={frame} organisation={organisation} />
        <Purposes frame={frame} organisation={organisation} />
        {closedAt === null && (
          <>
            <Propose frame={frame} organisation={organisation} again={again} />
            {administrators === 0 && <FirstAdministrator frame={frame} id={organisationId} again={again} />}
            <Actions>
              <ButtonLink look="danger" href={paths.operatorClosing(organisationId)}>
                {t('institution.closeOrganisation')}
              </ButtonLink>
            </Actions>
          </>
        )}
      </HelpBeside>
    </Layout>
  )
}

function Facts({ frame: { t }, organisation }: { frame: Frame; organisation: Organisation }) {
  const { ukprn, did, emailDomains, createdAt, closedAt, administrators, invitedUntil } = organisation
  const { provider } = organisation
  return (
    <SummaryList
      rows={[
        { term: t('institution.ukprn'), value: ukprn },
        {
          term: t('institution.registerSays'),
          value: provider
            ? t('institution.registerEntry', {
                name: provider.name,
                owner: provider.owner,
                status: t(`institution.provider_${provider.status}`),
              })
            : t('institution.registerNothing'),
        },
        { term: t('institution.did'), value: did },
        {
          term: t('institution.emailDomains'),
          value: emailDomains.length > 0 ? emailDomains.join(', ') : t('institution.nothing'),
        },
        { term: t('institution.enteredOn'), value: <DateText t={t} value={createdAt} /> },
        {
          term: t('institution.administrators'),
          value: invitedUntil ? (
            <>
              {t('institution.administratorCount', { count: administrators })}{' '}
              {t('institution.invitationOpen')} <DateText t={t} value={invitedUntil} />
            </>
          ) : (
            t('institution.administratorCount', { count: administrators })
          ),
        },
        {
          term: t('institution.state'),
          value: (
            <>
              <StateTag t={t} organisation={organisation} /> {closedAt && <DateText t={t} value={closedAt} />}
            </>
          ),
        },
      ]}
    />
  )
}

function Admissions({ frame, organisation }: { frame: Frame; organisation: Organisation }) {
  const { t } = frame
  return (
    <Table
      caption={t('institution.admittedFor')}
      rows={organisation.admissions}
      empty={t('institution.admittedForNothing')}
      columns={[
        {
          label: t('institution.statement'),
          header: true,
          cell: ({ kind }) => t(`institution.statement_${kind}`),
        },
        { label: t('institution.since'), cell: ({ since }) => <DateText t={t} value={since} /> },
        {
          label: t('institution.admissionEnd'),
          cell: (admission) => (
            <AdmissionEnd frame={frame} organisation={organisation} admission={admission} />
          ),
        },
      ]}
    />
  )
}

function AdmissionEnd({
  frame,
  organisation,
  admission: { kind, endedAt },
}: {
  frame: Frame
  organisation: Organisation
  admission: Admission
}) {
  const { t } = frame
  if (endedAt) return <DateText t={t} value={endedAt} />
  const statement = t(`institution.statement_${kind}`)
  return (
    <Form frame={frame} action={paths.operatorAdmissionEnd(organisation.organisationId)} class="inline-form">
      <Button look="quiet" name="kind" value={kind} label={t('institution.endAdmissionFor', { statement })}>
        {t('institution.end')}
      </Button>
    </Form>
  )
}

/** Only while nobody administers it: afterwards they say who acts for it. */
function FirstAdministrator({
  frame,
  id,
  again,
}: {
  frame: Frame
  id: string
  again: { values: FormValues; problems: readonly FieldProblem[] } | undefined
}) {
  const { t } = frame
  return (
    <Form frame={frame} action={paths.operatorAdministrator(id)} id="first-administrator">
      <h2>{t('institution.firstAdministratorTitle')}</h2>
      <Field
        t={t}
        name="administrator"
        type="email"
        label={t('institution.firstAdministrator')}
        hint={t('institution.firstAdministratorHint')}
        value={again?.values['administrator']}
        problems={again?.problems}
        autocomplete="off"
        spellcheck={false}
      />
      <Button look="secondary">{t('institution.invite')}</Button>
    </Form>
  )
}
