import type { Organisation } from '../../../institution/organisation.ts'
import { paths } from '../../../paths.ts'
import { ButtonLink } from '../../../ui/form/button.tsx'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../../ui/list/navigation.tsx'
import { Table } from '../../../ui/list/table.tsx'
import { EmptyState, HelpBeside } from '../../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../../ui/text/text.tsx'
import { MomentText } from '../../../ui/time.tsx'
import type { Words } from '../../../words.ts'
import { registrationPolicy } from '../policy.ts'
import type { RegistrationSummary } from '../report.ts'
import type { FileState } from '../tables.ts'

/** The files that an organisation sent, the latest first. */
export function RegistrationsPage({
  frame,
  organisation,
  files,
}: {
  frame: Frame
  organisation: Organisation
  files: readonly RegistrationSummary[]
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('registration.title')
  const send = <ButtonLink href={paths.registrationNew(organisationId)}>{t('registration.send')}</ButtonLink>
  const help = (
    <>
      <p>{t('registration.helpWhat', { most: registrationPolicy.most })}</p>
      <p>{t('registration.helpBack', { days: registrationPolicy.outputDays })}</p>
      <p>{t('registration.helpWait')}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      before={
        <Breadcrumbs
          t={t}
          crumbs={[{ href: paths.organisation(organisationId), label: name }, { label: title }]}
        />
      }
    >
      <PageTitle kicker={name} lede={t('registration.lede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        {files.length === 0 ? (
          <EmptyState title={t('registration.none')} action={send}>
            <p>
              {t('registration.noneYet', { fewest: registrationPolicy.fewest })}{' '}
              <a href={paths.learnerNew(organisationId)}>{t('registration.oneByOne')}</a>
            </p>
          </EmptyState>
        ) : (
          <>
            <p>{send}</p>
            <Table
              caption={title}
              captionHidden
              rows={files}
              columns={[
                {
                  label: t('registration.fileName'),
                  header: true,
                  cell: ({ fileId, fileName }) => (
                    <a href={paths.registration(organisationId, fileId)}>{fileName}</a>
                  ),
                },
                { label: t('registration.class'), cell: ({ cohort }) => cohort },
                { label: t('registration.rows'), numeric: true, cell: ({ rows }) => String(rows) },
                {
                  label: t('registration.sentAt'),
                  cell: ({ sentAt }) => <MomentText t={t} value={sentAt} />,
                },
                {
                  label: t('registration.state'),
                  cell: ({ state }) => <FileStateTag t={t} state={state} />,
                },
              ]}
            />
          </>
        )}
      </HelpBeside>
    </Layout>
  )
}

const kinds = { checked: 'waiting', working: 'info', done: 'good' } as const

export function FileStateTag({ t, state }: { t: Words; state: FileState }) {
  return <Tag kind={kinds[state]}>{t(`registration.state_${state}`)}</Tag>
}
