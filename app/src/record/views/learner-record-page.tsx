import { purposeText } from '../../access/purpose-text.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { EmptyState, HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { MomentText } from '../../ui/time.tsx'
import type { OpenedRecord } from '../provider/open-record.ts'
import { RecordLines } from '../lines-showable.tsx'

/** The record of a learner of one's own cohorts, while it is open. */
export function LearnerRecordPage({
  frame,
  organisation,
  lookUpId,
  record,
}: {
  frame: Frame
  organisation: Organisation
  lookUpId: string
  record: OpenedRecord
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const crumbs = [
    { href: paths.organisation(organisationId), label: name },
    { href: paths.learners(organisationId), label: t('record.learnersTitle') },
    { label: record.name },
  ]
  const help = (
    <>
      <p>{t('access.recordHelpTold')}</p>
      <p>{t('access.recordHelpLines')}</p>
    </>
  )
  return (
    <Layout frame={frame} title={record.name} wide before={<Breadcrumbs t={t} crumbs={crumbs} />}>
      <PageTitle kicker={name} lede={t('record.listLede', { purpose: purposeText(t, record.purpose) })}>
        {record.name}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <p>
          {t('record.listUntil')} <MomentText t={t} value={record.until} />
        </p>
      </HelpBeside>
      {record.lines.length === 0 ? (
        <EmptyState title={t('access.noLines')}>
          <p>{t('access.noLinesText')}</p>
        </EmptyState>
      ) : (
        <RecordLines
          t={t}
          lines={record.lines}
          href={(line) => paths.learnerRecordLine(organisationId, lookUpId, line.eventId)}
        />
      )}
    </Layout>
  )
}
