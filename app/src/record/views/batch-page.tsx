import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { Checkbox, Radios } from '../../ui/form/choices.tsx'
import { DateField } from '../../ui/form/date-field.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Figures } from '../../ui/list/figures.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Breadcrumbs, Pagination } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import type { FormValues } from '../../ui/request.ts'
import { HelpBeside, Notice } from '../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import { MomentText } from '../../ui/time.tsx'
import { problemText } from '../record-words.ts'
import type { BatchReport } from '../results/batches.ts'
import { daysKept } from '../results/kept-file.ts'
import type { Totals } from '../results/totals/read-totals.ts'
import { BatchState } from './batches-page.tsx'
import { TotalsVerdict } from './totals-page.tsx'

interface BatchProps {
  frame: Frame
  organisation: Organisation
  report: BatchReport
  /** Of a file that is counted at once; the page of a larger one leads to them. */
  totals: Totals | undefined
  values?: FormValues | undefined
  problems?: readonly FieldProblem[] | undefined
}

/** What became of a file, row by row, and the one step that is left: publishing it. */
export function BatchPage(props: BatchProps) {
  const { frame, organisation, report, problems } = props
  const { t } = frame
  const { organisationId, name } = organisation
  const help = (
    <>
      <p>{t('record.batchHelpHeld')}</p>
      <p>{t('record.batchHelpRefused')}</p>
      <p>{t('record.batchHelpCorrections')}</p>
      <p>{t('record.batchHelpPublish')}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={report.fileName}
      wide
      problem={problems !== undefined}
      before={
        <Breadcrumbs
          t={t}
          crumbs={[
            { href: paths.organisation(organisationId), label: name },
            { href: paths.batches(organisationId), label: t('record.batchesTitle') },
            { label: report.fileName },
          ]}
        />
      }
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={name}>{report.fileName}</PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <Facts {...props} />
        <Counts {...props} />
        <UnderWay {...props} />
        {report.state !== 'checked' && report.stillHeld > 0 && (
          <p>
            <a href={paths.heldRows(organisationId)}>{t('held.link')}</a>
          </p>
        )}
        <TotalsOfFile {...props} />
        {report.rowsNamed.length === 0 && report.rows > 0 && (
          <p>{t(report.state === 'checked' ? 'record.allRowsWouldLoad' : 'record.allRowsGood')}</p>
        )}
        {report.state === 'loading' && !report.progress && (
          <Notice t={t} kind="warning">
            <p>{t('record.batchInterrupted')}</p>
          </Notice>
        )}
        {report.state === 'checked' && report.progress?.doing !== 'load' && <Loading {...props} />}
        {report.state !== 'checked' && report.corrected > 0 && !report.appliesCorrections && (
          <Notice t={t} kind="warning" title={t('record.correctionsWait', { count: report.corrected })}>
            <p>{t('record.correctionsWaitText')}</p>
          </Notice>
        )}
        {report.state === 'loaded' && <Publication {...props} />}
        <Rows {...props} />
      </HelpBeside>
    </Layout>
  )
}

function Facts({ frame: { t }, report }: BatchProps) {
  return (
    <SummaryList
      rows={[
        { term: t('record.state'), value: <BatchState t={t} batch={report} /> },
        { term: t('record.uploadedAt'), value: <MomentText t={t} value={report.uploadedAt} /> },
        ...(report.releaseAt
          ? [{ term: t('record.visibleFrom'), value: <MomentText t={t} value={report.releaseAt} /> }]
          : []),
      ]}
    />
  )
}

function Counts({ frame: { t }, report }: BatchProps) {
  return (
    <Figures
      figures={[
        { term: t('record.rows'), value: String(report.rows) },
        {
          term: t(report.state === 'checked' ? 'record.wouldAdd' : 'record.added'),
          value: String(report.added),
        },
        {
          term: t('record.held'),
          value:
            report.state === 'checked'
              ? String(report.held)
              : t('record.heldNow', { held: report.held, still: report.stillHeld }),
          attention: report.stillHeld > 0,
        },
        { term: t('record.refused'), value: String(report.refused), attention: report.refused > 0 },
        {
          term: t(
            report.appliesCorrections && report.state !== 'checked'
              ? 'record.corrected'
              : 'record.wouldCorrect',
          ),
          value: String(report.corrected),
          attention: report.corrected > 0 && !report.appliesCorrections,
        },
        { term: t('record.unchanged'), value: String(report.unchanged) },
      ]}
    />
  )
}

function Publication({ frame, organisation, report, values, problems }: BatchProps) {
  const { t } = frame
  return (
    <Form frame={frame} action={paths.batchPublication(organisation.organisationId, report.batchId)}>
      <h2>{t('record.publishTitle')}</h2>
      <p>{t('record.publishText')}</p>
      <Radios
        t={t}
        name="when"
        label={t('record.when')}
        value={values?.['when']}
        problems={problems}
        choices={[
          { value: 'now', label: t('record.publishNow') },
          { value: 'later', label: t('record.publishLater') },
        ]}
      />
      <DateField
        t={t}
        name="date"
        label={t('record.publishDate')}
        hint={t('record.publishDateHint')}
        optional
        value={{
          day: values?.['date-day'],
          month: values?.['date-month'],
          year: values?.['date-year'],
        }}
        problems={problems}
      />
      <Field
        t={t}
        name="time"
        label={t('record.publishTime')}
        hint={t('record.publishTimeHint')}
        width="short"
        optional
        value={values?.['time'] ?? '08:00'}
        problems={problems}
      />
      <Button>{t('record.publish')}</Button>
    </Form>
  )
}

function TotalsOfFile({ frame: { t }, organisation, report, totals }: BatchProps) {
  if (report.rows === 0) return null
  return (
    <>
      {totals && <TotalsVerdict t={t} totals={totals} />}
      <p>
        <a href={paths.batchTotals(organisation.organisationId, report.batchId)}>{t('record.totalsLink')}</a>
      </p>
    </>
  )
}

/** How far it is; the page asks again by itself. */
function UnderWay({ frame: { t }, report: { progress } }: BatchProps) {
  if (!progress) return null
  if (progress.problem) {
    const { key, values } = progress.problem
    return (
      <Notice t={t} kind="warning" title={t('record.cannotBeRead')}>
        <p>{t.say(key, values)}</p>
      </Notice>
    )
  }
  return (
    <Notice t={t} kind="info" title={t(`record.underWay_${progress.doing}`)}>
      <p>{t('record.rowsRead', { rows: progress.rows })}</p>
    </Notice>
  )
}

/** The one press after the dry run. */
function Loading({ frame, organisation, report }: BatchProps) {
  const { t } = frame
  if (!report.keptUntil) {
    return (
      <Notice t={t} kind="info" title={t('record.fileNotKept')}>
        <p>{t('record.fileKeptDays', { days: daysKept })}</p>
      </Notice>
    )
  }
  return (
    <Form frame={frame} action={paths.batchLoading(organisation.organisationId, report.batchId)}>
      <h2>{t('record.loadTitle')}</h2>
      <p>{t('record.loadText')}</p>
      <p>
        {t('record.fileKeptUntil')} <MomentText t={t} value={report.keptUntil} />
      </p>
      {report.corrected > 0 && (
        <Checkbox
          t={t}
          name="corrections"
          label={t('record.applyCorrections')}
          hint={t('record.applyCorrectionsHint')}
        />
      )}
      <Button>{t('record.loadButton')}</Button>
    </Form>
  )
}

const kinds = { refused: 'problem', held: 'waiting', corrected: 'info' } as const

function Rows({ frame: { t }, organisation, report }: BatchProps) {
  if (report.rowsNamed.length === 0) return null
  const here = paths.batch(organisation.organisationId, report.batchId)
  const isApplied = report.appliesCorrections && report.state !== 'checked'
  return (
    <>
      <Table
        caption={t('record.rowsCaption')}
        rows={report.rowsNamed}
        columns={[
          { label: t('record.row'), short: t('record.row'), header: true, cell: ({ row }) => String(row) },
          {
            label: t(report.state === 'checked' ? 'record.verdictWould' : 'record.verdict'),
            cell: ({ verdict }) => (
              <Tag kind={kinds[verdict]}>
                {t(
                  verdict === 'corrected' && isApplied
                    ? 'record.verdict_applied'
                    : `record.verdict_${verdict}`,
                )}
              </Tag>
            ),
          },
          {
            label: t('record.why'),
            cell: ({ problems }) => (
              <ul class="plain-list">
                {problems.map((problem) => (
                  <li>{problemText(t, problem)}</li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <p>
        <a href={paths.batchReport(organisation.organisationId, report.batchId)}>{t('record.reportFile')}</a>
      </p>
      <Pagination
        t={t}
        next={report.nextAfter === undefined ? undefined : `${here}?after=${report.nextAfter}`}
      />
    </>
  )
}
