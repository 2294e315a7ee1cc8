import { paths } from '../../paths.ts'
import { Actions, Button, ButtonLink } from '../../ui/form/button.tsx'
import { Field } from '../../ui/form/field.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Pagination } from '../../ui/list/navigation.tsx'
import { LinkList } from '../../ui/list/lists.tsx'
import { Table } from '../../ui/list/table.tsx'
import { HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import type { Registered, WaitingProposal } from '../register.ts'
import { proposalText, StateTag } from './proposal-words.tsx'

/** Where operators begin: which organisations there are, and what each may attest. */
export function RegisterPage({
  frame,
  find,
  waiting,
  organisations,
  next,
}: {
  frame: Frame
  find: string
  waiting: readonly (WaitingProposal & { organisationName: string })[]
  organisations: readonly Registered[]
  next: string | undefined
}) {
  const { t } = frame
  const title = t('institution.registerTitle')
  const help = (
    <>
      <p>{t('institution.registerHelpWho')}</p>
      <p>{t('institution.registerHelpAdmit')}</p>
      <p>{t('institution.registerHelpSee')}</p>
    </>
  )
  const following = new URLSearchParams({ ...(find ? { find } : {}), after: next ?? '' })
  return (
    <Layout frame={frame} title={title} wide>
      <PageTitle kicker={t('home.operator')} lede={t('institution.registerLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('institution.help')} help={help}>
        <Actions>
          <ButtonLink href={paths.operatorOrganisationNew()}>{t('institution.enterOrganisation')}</ButtonLink>
        </Actions>
        {waiting.length > 0 && <Waiting frame={frame} waiting={waiting} />}
        <form method="get" action={paths.operator()} class="form">
          <Field
            t={t}
            name="find"
            label={t('institution.findOrganisation')}
            hint={t('institution.findOrganisationHint')}
            value={find}
            optional
            spellcheck={false}
          />
          <Button look="secondary">{t('institution.find')}</Button>
        </form>
        <Organisations frame={frame} organisations={organisations} />
        <Pagination t={t} next={next === undefined ? undefined : `${paths.operator()}?${following}`} />
        <h2>{t('institution.otherTasks')}</h2>
        <LinkList
          items={[
            {
              href: paths.operatorProviders(),
              title: t('institution.providersTitle'),
              note: t('institution.providersNote'),
            },
            {
              href: paths.operatorRecoveries(),
              title: t('institution.taskRecoveries'),
              note: t('institution.taskRecoveriesNote'),
            },
            {
              href: paths.operatorCentres(),
              title: t('series.centresTitle'),
              note: t('series.centresLede'),
            },
            {
              href: paths.operatorQualifications(),
              title: t('qualification.operatorTitle'),
              note: t('qualification.operatorLede'),
            },
            {
              href: paths.operatorLookUps(),
              title: t('access.taskLookUps'),
              note: t('access.taskLookUpsNote'),
            },
          ]}
        />
      </HelpBeside>
    </Layout>
  )
}

/** What one operator has proposed and another has to look at. */
function Waiting({
  frame: { t },
  waiting,
}: {
  frame: Frame
  waiting: readonly (WaitingProposal & { organisationName: string })[]
}) {
  return (
    <Table
      caption={t('institution.waitingTitle')}
      rows={waiting}
      columns={[
        {
          label: t('institution.name'),
          header: true,
          cell: ({ organisationId, organisationName }) => (
            <a href={paths.operatorOrganisation(organisationId)}>{organisationName}</a>
          ),
        },
        { label: t('institution.proposed'), cell: (proposal) => proposalText(t, proposal) },
        { label: t('institution.proposedBy'), cell: ({ proposerName }) => proposerName },
        { label: t('institution.since'), cell: ({ proposedAt }) => <DateText t={t} value={proposedAt} /> },
      ]}
    />
  )
}

function Organisations({ frame, organisations }: { frame: Frame; organisations: readonly Registered[] }) {
  const { t } = frame
  return (
    <Table
      caption={t('institution.organisations')}
      rows={organisations}
      empty={t('institution.noOrganisations')}
      columns={[
        {
          label: t('institution.name'),
          header: true,
          cell: ({ organisationId, name }) => <a href={paths.operatorOrganisation(organisationId)}>{name}</a>,
        },
        { label: t('institution.ukprn'), cell: ({ ukprn }) => ukprn },
        { label: t('institution.kind'), cell: ({ kind }) => t(`institution.kind_${kind}`) },
        {
          label: t('institution.admittedFor'),
          cell: (organisation) => <AdmittedFor frame={frame} organisation={organisation} />,
        },
        {
          label: t('institution.state'),
          cell: (organisation) => <StateTag t={t} organisation={organisation} />,
        },
      ]}
    />
  )
}

function AdmittedFor({ frame: { t }, organisation }: { frame: Frame; organisation: Registered }) {
  const now = organisation.admissions.filter(({ endedAt }) => endedAt === null)
  if (now.length === 0) return <>{t('institution.nothing')}</>
  return (
    <ul class="plain-list">
      {now.map(({ kind, since }) => (
        <li>
          {t(`institution.statement_${kind}`)}, {t('institution.sinceDay')} <DateText t={t} value={since} />
        </li>
      ))}
    </ul>
  )
}
