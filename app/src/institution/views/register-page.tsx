import { paths } from '../../paths.ts'
import { Actions, Button, ButtonLink } from '../../ui/form/button.tsx'
import { Field } from '../../ui/form/field.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Pagination } from '../../ui/list/navigation.tsx'
import { LinkList } from '../../ui/list/lists.tsx'
import { Table } from '../../ui/list/table.tsx'
import { HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import type { Registered } from '../register.ts'

/** Where operators begin: which organisations there are, and what each may attest. */
export function RegisterPage({
  frame,
  find,
  organisations,
  next,
}: {
  frame: Frame
  find: string
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
              href: paths.operatorRecoveries(),
              title: t('institution.taskRecoveries'),
              note: t('institution.taskRecoveriesNote'),
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
          cell: ({ closedAt }) =>
            closedAt ? (
              <Tag kind="plain">{t('institution.state_closed')}</Tag>
            ) : (
              <Tag kind="good">{t('institution.state_open')}</Tag>
            ),
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
