import type { FieldProblem } from '../../../errors.ts'
import type { Organisation } from '../../../institution/organisation.ts'
import { paths } from '../../../paths.ts'
import { Button } from '../../../ui/form/button.tsx'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { FileField } from '../../../ui/form/file-field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { Figures } from '../../../ui/list/figures.tsx'
import { SummaryList } from '../../../ui/list/lists.tsx'
import { Breadcrumbs, Pagination } from '../../../ui/list/navigation.tsx'
import { Table } from '../../../ui/list/table.tsx'
import type { FormValues } from '../../../ui/request.ts'
import { HelpBeside } from '../../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../../ui/text/text.tsx'
import { MomentText } from '../../../ui/time.tsx'
import { problemText } from '../../record-words.ts'
import type { ClassListReport, ClassListRow } from '../class-list.ts'
import { mostRows } from '../limits.ts'
import { classListColumns } from '../read-class-list.ts'

export function ClassListUploadPage({
  frame,
  organisation,
  values,
  problems,
}: {
  frame: Frame
  organisation: Organisation
  values?: FormValues | undefined
  problems?: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('cohort.uploadTitle')
  const help = (
    <>
      <p>
        {t('cohort.uploadHelpColumns')}{' '}
        <span class="code-list">
          {classListColumns.slice(0, 4).map((column) => (
            <code>{column}</code>
          ))}
        </span>
      </p>
      <p>{t('cohort.uploadHelpCohort')}</p>
      <p>{t('cohort.uploadHelpMatch')}</p>
      <p>{t('cohort.uploadHelpNew')}</p>
      <p>{t('cohort.uploadHelpMost', { most: mostRows })}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      problem={problems !== undefined}
      before={<Crumbs frame={frame} organisation={organisation} here={title} />}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={name} lede={t('cohort.uploadLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <Form frame={frame} action={paths.classListNew(organisationId)} upload>
          <Field
            t={t}
            name="cohort"
            label={t('cohort.cohortFor')}
            hint={t('cohort.cohortForHint')}
            width="medium"
            optional
            value={values?.['cohort']}
            problems={problems}
          />
          <FileField t={t} name="file" label={t('cohort.file')} accept=".csv,text/csv" problems={problems} />
          <Button>{t('cohort.check')}</Button>
        </Form>
      </HelpBeside>
    </Layout>
  )
}

/** The dry run, and after the press what came of it. */
export function ClassListPage({
  frame,
  organisation,
  report,
}: {
  frame: Frame
  organisation: Organisation
  report: ClassListReport
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const here = paths.classList(organisationId, report.fileId)
  return (
    <Layout
      frame={frame}
      title={report.fileName}
      wide
      before={<Crumbs frame={frame} organisation={organisation} here={report.fileName} />}
    >
      <PageTitle kicker={name}>{report.fileName}</PageTitle>
      <HelpBeside title={t('record.help')} help={<Help frame={frame} />}>
        <SummaryList
          rows={[
            { term: t('cohort.listChecked'), value: <MomentText t={t} value={report.uploadedAt} /> },
            ...(report.enrolledAt
              ? [{ term: t('cohort.listPressed'), value: <MomentText t={t} value={report.enrolledAt} /> }]
              : []),
          ]}
        />
        <Figures
          figures={[
            { term: t('cohort.listRows'), value: String(report.rows) },
            {
              term: t(report.enrolledAt ? 'cohort.listEnrolled' : 'cohort.listNew'),
              value: String(report.isNew),
            },
            { term: t('cohort.listKnown'), value: String(report.known) },
            {
              term: t('cohort.listUnmatched'),
              value: String(report.unmatched),
              attention: report.unmatched > 0,
            },
            { term: t('cohort.listRefused'), value: String(report.refused), attention: report.refused > 0 },
          ]}
        />
        <Press frame={frame} organisation={organisation} report={report} />
        <Table
          caption={t('cohort.rowsCaption')}
          rows={report.rowsNamed}
          columns={[
            { label: t('cohort.row'), numeric: true, cell: ({ row }) => String(row) },
            { label: t('cohort.rowName'), header: true, cell: (row) => row.name },
            { label: t('cohort.className'), cell: ({ cohort }) => cohort },
            {
              label: t('cohort.outcome'),
              cell: (row) => <Outcome frame={frame} row={row} report={report} />,
            },
          ]}
        />
        <Pagination
          t={t}
          next={report.nextAfter === undefined ? undefined : `${here}?after=${report.nextAfter}`}
        />
      </HelpBeside>
    </Layout>
  )
}

function Press({
  frame,
  organisation,
  report,
}: {
  frame: Frame
  organisation: Organisation
  report: ClassListReport
}) {
  const { t } = frame
  if (report.enrolledAt) return null
  if (report.isNew === 0) return <p>{t('cohort.nothingToEnrol')}</p>
  return (
    <Form frame={frame} action={paths.classListEnrolment(organisation.organisationId, report.fileId)}>
      <p>{t('cohort.pressText', { name: organisation.name })}</p>
      <Button>{t('cohort.press', { count: report.isNew })}</Button>
    </Form>
  )
}

const kinds = { new: 'good', known: 'plain', unmatched: 'waiting', refused: 'problem' } as const

function Outcome({
  frame: { t },
  row,
  report,
}: {
  frame: Frame
  row: ClassListRow
  report: ClassListReport
}) {
  const done = row.verdict === 'new' && report.enrolledAt !== null
  return (
    <>
      <Tag kind={kinds[row.verdict]}>{t(done ? 'cohort.verdict_done' : `cohort.verdict_${row.verdict}`)}</Tag>
      {row.verdict === 'unmatched' && <p>{t('cohort.unmatchedWhy')}</p>}
      {row.problems.length > 0 && (
        <ul class="plain-list">
          {row.problems.map((problem) => (
            <li>{problemText(t, problem)}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function Help({ frame: { t } }: { frame: Frame }) {
  return (
    <>
      <p>{t('cohort.uploadHelpMatch')}</p>
      <p>{t('cohort.uploadHelpNew')}</p>
      <p>{t('cohort.helpBasis')}</p>
    </>
  )
}

function Crumbs({
  frame: { t },
  organisation,
  here,
}: {
  frame: Frame
  organisation: Organisation
  here: string
}) {
  const { organisationId, name } = organisation
  return (
    <Breadcrumbs
      t={t}
      crumbs={[
        { href: paths.organisation(organisationId), label: name },
        { href: paths.cohorts(organisationId), label: t('cohort.title') },
        { label: here },
      ]}
    />
  )
}
