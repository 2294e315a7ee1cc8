import type { Organisation } from '../../../institution/organisation.ts'
import { paths } from '../../../paths.ts'
import { Button, ButtonLink } from '../../../ui/form/button.tsx'
import { Form } from '../../../ui/form/form.tsx'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { Figures } from '../../../ui/list/figures.tsx'
import { SummaryList } from '../../../ui/list/lists.tsx'
import { Breadcrumbs, Pagination } from '../../../ui/list/navigation.tsx'
import { Table } from '../../../ui/list/table.tsx'
import { HelpBeside, Notice } from '../../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../../ui/text/text.tsx'
import { MomentText } from '../../../ui/time.tsx'
import { problemText } from '../../record-words.ts'
import { registrationPolicy } from '../policy.ts'
import type { RegistrationReport, ReportRow } from '../report.ts'
import { FileStateTag } from './registrations-page.tsx'

interface ReportProps {
  readonly frame: Frame
  readonly organisation: Organisation
  readonly report: RegistrationReport
}

/** One file: what would happen, how far it is, and then what happened. */
export function RegistrationPage(props: ReportProps) {
  const { frame, organisation, report } = props
  const { t } = frame
  const { organisationId, name } = organisation
  const here = paths.registration(organisationId, report.fileId)
  const help = (
    <>
      <p>{t('registration.helpBack', { days: registrationPolicy.outputDays })}</p>
      <p>{t('registration.helpWait')}</p>
      <p>{t('registration.sendHelpAgain')}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={report.fileName}
      wide
      before={
        <Breadcrumbs
          t={t}
          crumbs={[
            { href: paths.organisation(organisationId), label: name },
            { href: paths.registrations(organisationId), label: t('registration.title') },
            { label: report.fileName },
          ]}
        />
      }
    >
      <PageTitle kicker={name}>{report.fileName}</PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <SummaryList
          rows={[
            { term: t('registration.state'), value: <FileStateTag t={t} state={report.state} /> },
            { term: t('registration.class'), value: report.cohort },
            { term: t('registration.sentBy'), value: report.senderName },
            { term: t('registration.sentAt'), value: <MomentText t={t} value={report.sentAt} /> },
            ...(report.doneAt
              ? [{ term: t('registration.doneAt'), value: <MomentText t={t} value={report.doneAt} /> }]
              : []),
          ]}
        />
        <Counts {...props} />
        <Step {...props} />
        <Rows {...props} />
        <Pagination
          t={t}
          next={report.nextAfter === undefined ? undefined : `${here}?after=${report.nextAfter}`}
        />
      </HelpBeside>
    </Layout>
  )
}

function Counts({ frame: { t }, report: { rows, counts } }: ReportProps) {
  const found = counts.WSRC0004 + counts.WSRC0022
  return (
    <Figures
      figures={[
        { term: t('registration.rows'), value: String(rows) },
        { term: t('registration.count_WSRC0001'), value: String(counts.WSRC0001) },
        { term: t('registration.count_WSRC0004'), value: String(found) },
        {
          term: t('registration.count_WSRC0003'),
          value: String(counts.WSRC0003),
          attention: counts.WSRC0003 > 0,
        },
        ...(counts.WSRC0002 > 0
          ? [{ term: t('registration.count_WSRC0002'), value: String(counts.WSRC0002), attention: true }]
          : []),
        {
          term: t('registration.count_INVALID'),
          value: String(counts.INVALID),
          attention: counts.INVALID > 0,
        },
      ]}
    />
  )
}

/** The one thing to do next. */
function Step({ frame, organisation, report }: ReportProps) {
  const { t } = frame
  const { organisationId, name } = organisation
  const start = paths.registrationStart(organisationId, report.fileId)
  if (report.state === 'checked') {
    return (
      <Form frame={frame} action={start}>
        <p>{t('registration.pressText', { cohort: report.cohort, name })}</p>
        <Button>{t('registration.press', { count: report.rows - report.counts.INVALID })}</Button>
      </Form>
    )
  }
  if (report.state === 'working') {
    const said = t('registration.progress', { done: report.done, rows: report.rows })
    return (
      <>
        <p>
          <progress value={report.done} max={report.rows} aria-label={t('registration.progressLabel')}>
            {said}
          </progress>{' '}
          {said}
        </p>
        <p>
          <ButtonLink href={paths.registration(organisationId, report.fileId)}>
            {t('registration.goOn')}
          </ButtonLink>
        </p>
        <Form frame={frame} action={start}>
          <p>{t('registration.resumeText')}</p>
          <Button look="quiet">{t('registration.resume')}</Button>
        </Form>
      </>
    )
  }
  return (
    <>
      {report.waiting > 0 && (
        <Notice t={t} kind="warning" title={t('registration.waiting', { waiting: report.waiting })}>
          <p>{t('registration.waitingText')}</p>
          <ul class="fact-line">
            {report.rowsWaiting.map((row) => (
              <li>
                <a href={paths.registrationRow(organisationId, report.fileId, row)}>
                  {t('registration.decideOf', { row })}
                </a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {report.hasOutput ? (
        <>
          <p>
            {t('registration.fetchText')} <MomentText t={t} value={report.outputUntil} />.
          </p>
          <p>
            <ButtonLink download href={paths.registrationOutput(organisationId, report.fileId)}>
              {t('registration.fetch')}
            </ButtonLink>
          </p>
        </>
      ) : (
        <p>{t('registration.outputOver')}</p>
      )}
    </>
  )
}

const kinds = {
  WSRC0001: 'good',
  WSRC0004: 'plain',
  WSRC0022: 'plain',
  WSRC0003: 'waiting',
  WSRC0002: 'waiting',
  INVALID: 'problem',
} as const

function Rows(props: ReportProps) {
  const { frame, report } = props
  const { t } = frame
  return (
    <Table
      caption={t('registration.rowsCaption')}
      rows={report.rowsNamed}
      columns={[
        { label: t('registration.row'), numeric: true, cell: ({ row }) => String(row) },
        { label: t('registration.name'), header: true, cell: ({ name }) => name || '–' },
        { label: t('registration.code'), oneLine: true, cell: ({ code }) => <code>{code}</code> },
        { label: t('registration.uln'), oneLine: true, cell: ({ uln }) => uln ?? '–' },
        { label: t('registration.outcome'), cell: (row) => <RowOutcome {...props} row={row} /> },
      ]}
    />
  )
}

function RowOutcome({ frame: { t }, organisation, report, row }: ReportProps & { row: ReportRow }) {
  const isAside = row.reason !== null && row.uln === null
  const tense = row.isDone ? 'did' : 'would'
  return (
    <>
      <Tag kind={isAside ? 'plain' : kinds[row.code]}>
        {isAside ? t('registration.aside') : t(`registration.${tense}_${row.code}`)}
      </Tag>
      {row.waits && (
        <p>
          <a
            href={paths.registrationRow(organisation.organisationId, report.fileId, row.row)}
            aria-label={t('registration.decideOf', { row: row.row })}
          >
            {t('registration.decide')}
          </a>
        </p>
      )}
      {row.reason !== null && (
        <p>
          {t('registration.reason')}: {row.reason}
        </p>
      )}
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
