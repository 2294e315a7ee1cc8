import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/form/button.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Button } from '../../ui/form/button.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { EmptyState, HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import { MomentText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import type { BatchSummary } from '../results/batches.ts'

/** The exams officer's work: files that were loaded, and where each stands. */
export function BatchesPage({
  frame,
  organisation,
  batches,
}: {
  frame: Frame
  organisation: Organisation
  batches: readonly BatchSummary[]
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('record.batchesTitle')
  const upload = <ButtonLink href={paths.batchNew(organisationId)}>{t('record.upload')}</ButtonLink>
  const help = (
    <>
      <p>{t('record.batchesHelpSteps')}</p>
      <p>{t('record.batchesHelpEmbargo')}</p>
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
      <PageTitle kicker={name} lede={t('record.batchesLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        {batches.length === 0 ? (
          <EmptyState title={t('record.noBatches')} action={upload}>
            <p>{t('record.noBatchesYet')}</p>
          </EmptyState>
        ) : (
          <>
            <p>{upload}</p>
            <p>
              <a href={paths.heldRows(organisationId)}>{t('held.link')}</a>
            </p>
          </>
        )}
      </HelpBeside>
      {batches.length > 0 && <Batches t={t} organisationId={organisationId} batches={batches} />}
      <Form frame={frame} action={paths.resultsFind(organisationId)}>
        <h2>{t('record.findTitle')}</h2>
        <p>{t('record.findText')}</p>
        <Field
          t={t}
          name="uln"
          label={t('record.uln')}
          width="medium"
          inputmode="numeric"
          autocomplete="off"
        />
        <Button look="secondary">{t('record.find')}</Button>
      </Form>
    </Layout>
  )
}

function Batches({
  t,
  organisationId,
  batches,
}: {
  t: Words
  organisationId: string
  batches: readonly BatchSummary[]
}) {
  return (
    <Table
      caption={t('record.batchesCaption')}
      rows={batches}
      columns={[
        {
          label: t('record.file'),
          header: true,
          cell: (batch) => (
            <>
              <a href={paths.batch(organisationId, batch.batchId)}>{batch.fileName}</a>
              <span class="shown-things">
                {t('record.uploadedAt')} <MomentText t={t} value={batch.uploadedAt} />
              </span>
            </>
          ),
        },
        { label: t('record.rows'), numeric: true, cell: (batch) => String(batch.rows) },
        { label: t('record.added'), numeric: true, cell: (batch) => String(batch.added) },
        { label: t('record.corrected'), numeric: true, cell: (batch) => String(changed(batch)) },
        { label: t('record.held'), numeric: true, cell: (batch) => String(batch.held) },
        { label: t('record.refused'), numeric: true, cell: (batch) => String(batch.refused) },
        { label: t('record.state'), cell: (batch) => <BatchState t={t} batch={batch} /> },
      ]}
    />
  )
}

/** What only differs changes nothing. */
function changed({ appliesCorrections, corrected }: BatchSummary): number {
  return appliesCorrections ? corrected : 0
}

export function BatchState({ t, batch }: { t: Words; batch: BatchSummary }) {
  if (batch.state === 'published' && !batch.isReleased) {
    return <Tag kind="waiting">{t('series.state_appointed')}</Tag>
  }
  const kind =
    batch.state === 'published'
      ? 'good'
      : batch.state === 'loaded' || batch.state === 'checked'
        ? 'waiting'
        : 'problem'
  return <Tag kind={kind}>{t(`record.batch_${batch.state}`)}</Tag>
}
