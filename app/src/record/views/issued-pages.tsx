import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { DateField, datePartsOf } from '../../ui/form/date-field.tsx'
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
import { DateText, MomentText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import { gradeText, seriesText } from '../record-words.ts'
import { knownScheme } from '../qualifications/added-schemes.ts'
import type { IssuedVersion } from '../results/issued.ts'

export function FoundPage({
  frame,
  organisation,
  uln,
  found,
  problems,
}: {
  frame: Frame
  organisation: Organisation
  uln: string
  found: readonly IssuedVersion[]
  problems: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const { organisationId } = organisation
  const title = t('record.findTitle')
  return (
    <Layout
      frame={frame}
      title={title}
      problem={problems !== undefined}
      before={<Crumbs t={t} organisation={organisation} title={title} />}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={organisation.name}>{title}</PageTitle>
      <Form frame={frame} action={paths.resultsFind(organisationId)}>
        <Field
          t={t}
          name="uln"
          label={t('record.uln')}
          width="medium"
          inputmode="numeric"
          autocomplete="off"
          value={uln}
          problems={problems}
        />
        <Button look="secondary">{t('record.find')}</Button>
      </Form>
      {!problems && (
        <Table
          caption={t('record.foundCaption')}
          rows={found}
          empty={t('record.foundNothing')}
          columns={[
            {
              label: t('record.qualification'),
              header: true,
              cell: (row) => <a href={paths.issuedResult(organisationId, row.eventId)}>{row.title}</a>,
            },
            { label: t('record.grade'), cell: (row) => gradeText(t, row.gradingScheme, row.grade) },
            { label: t('record.series'), cell: (row) => seriesText(t, row.series) },
            { label: t('record.whatHappened'), cell: (row) => t(`record.change_${row.change}`) },
          ]}
        />
      )}
    </Layout>
  )
}

interface IssuedProps {
  frame: Frame
  organisation: Organisation
  versions: readonly IssuedVersion[]
  values?: FormValues | undefined
  problems?: readonly FieldProblem[] | undefined
}

/** One result as its issuer sees it, with all its versions; correcting and withdrawing make new ones. */
export function IssuedPage(props: IssuedProps) {
  const { frame, organisation, versions, problems } = props
  const { t } = frame
  const latest = versions.at(-1)
  if (!latest) return null
  const help = (
    <>
      <p>{t('record.issuedHelpVersions')}</p>
      <p>{t('record.issuedHelpShared')}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={`${latest.title} – ${t('record.batchesTitle')}`}
      wide
      problem={problems !== undefined}
      before={<Crumbs t={t} organisation={organisation} title={latest.title} />}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={organisation.name} lede={`${seriesText(t, latest.series)} · ${latest.identifier}`}>
        {latest.title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <Versions t={t} versions={versions} />
        <Correction {...props} latest={latest} />
        {latest.change !== 'withdrawn' && <Withdrawal {...props} latest={latest} />}
      </HelpBeside>
    </Layout>
  )
}

function Versions({ t, versions }: { t: Words; versions: readonly IssuedVersion[] }) {
  return (
    <Table
      caption={t('record.versions')}
      rows={[...versions].reverse()}
      columns={[
        {
          label: t('record.version'),
          short: t('record.version'),
          header: true,
          cell: ({ version }) => String(version),
        },
        { label: t('record.whatHappened'), cell: ({ change }) => t(`record.change_${change}`) },
        { label: t('record.grade'), cell: (row) => gradeText(t, row.gradingScheme, row.grade) },
        { label: t('record.awarded'), cell: (row) => <DateText t={t} value={row.awardDate} /> },
        { label: t('record.status'), cell: ({ status }) => t(`record.${status}`) },
        {
          label: t('record.visibleFrom'),
          cell: (row) =>
            row.releaseAt ? <MomentText t={t} value={row.releaseAt} /> : t('record.notPublished'),
        },
        { label: t('record.reason'), cell: ({ reason }) => reason ?? '' },
      ]}
    />
  )
}

function Correction({
  frame,
  organisation,
  latest,
  values,
  problems,
}: IssuedProps & { latest: IssuedVersion }) {
  const { t } = frame
  const grades = knownScheme(latest.gradingScheme)?.grades ?? []
  return (
    <Form frame={frame} action={paths.issuedResultCorrection(organisation.organisationId, latest.eventId)}>
      <h2>{t(latest.change === 'withdrawn' ? 'record.reinstateTitle' : 'record.correctTitle')}</h2>
      <Select
        t={t}
        name="grade"
        label={t('record.grade')}
        value={values?.['grade'] ?? latest.grade}
        problems={problems}
        options={grades.map((grade) => ({ value: grade, label: gradeText(t, latest.gradingScheme, grade) }))}
      />
      <DateField
        t={t}
        name="awardDate"
        label={t('record.awarded')}
        value={datePartsOf(latest.awardDate)}
        problems={problems}
      />
      <Select
        t={t}
        name="status"
        label={t('record.status')}
        value={values?.['status'] ?? latest.status}
        problems={problems}
        options={[
          { value: 'final', label: t('record.final') },
          { value: 'provisional', label: t('record.provisional') },
        ]}
      />
      <Field
        t={t}
        name="reason"
        label={t('record.reason')}
        hint={t('record.reasonHint')}
        value={values?.['reason']}
        problems={problems}
      />
      <Button>{t('record.correct')}</Button>
    </Form>
  )
}

function Withdrawal({
  frame,
  organisation,
  latest,
  values,
  problems,
}: IssuedProps & { latest: IssuedVersion }) {
  const { t } = frame
  return (
    <Form frame={frame} action={paths.issuedResultWithdrawal(organisation.organisationId, latest.eventId)}>
      <h2>{t('record.withdrawTitle')}</h2>
      <Field
        t={t}
        name="withdrawalReason"
        label={t('record.withdrawReason')}
        hint={t('record.reasonHint')}
        value={values?.['withdrawalReason']}
        problems={problems}
      />
      <Button look="danger">{t('record.withdrawButton')}</Button>
    </Form>
  )
}

function Crumbs({ t, organisation, title }: { t: Words; organisation: Organisation; title: string }) {
  const { organisationId, name } = organisation
  return (
    <Breadcrumbs
      t={t}
      crumbs={[
        { href: paths.organisation(organisationId), label: name },
        { href: paths.batches(organisationId), label: t('record.batchesTitle') },
        { label: title },
      ]}
    />
  )
}
