import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Button, ButtonLink } from '../../ui/form/button.tsx'
import { DateField } from '../../ui/form/date-field.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { FileField } from '../../ui/form/file-field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Select } from '../../ui/form/select.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Figures } from '../../ui/list/figures.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Breadcrumbs, Pagination } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { EmptyState, HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { DateText, MomentText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import { seriesText } from '../record-words.ts'
import { entryColumns } from '../series/entry-row.ts'
import { nextStates } from '../series/entry-states.ts'
import type { CentreEntries, Entry, Series } from '../series/read.ts'
import type { RowProblem } from '../tables.ts'
import { CodeText } from './series-entries-page.tsx'
import { type Again, EntryTag, Moment, SeriesState } from './series-pages.tsx'

/** June 2027, Meridian Awards */
export function ofIssuer(t: Words, { series, issuerName }: Series): string {
  return `${seriesText(t, series)}, ${issuerName}`
}

/** A centre's exams office: the series that it may enter candidates for. */
export function ExamsPage({
  frame,
  organisation,
  centreNumbers,
  series,
}: {
  frame: Frame
  organisation: Organisation
  centreNumbers: readonly string[]
  series: readonly Series[]
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('series.examsTitle')
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
      <PageTitle kicker={name} lede={t('series.examsLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={<p>{t('series.helpExams')}</p>}>
        {centreNumbers.length === 0 ? (
          <EmptyState title={t('series.noCentre')}>
            <p>{t('series.noCentreNumber')}</p>
          </EmptyState>
        ) : (
          <p>{t('series.yourNumbers', { count: centreNumbers.length, numbers: centreNumbers.join(', ') })}</p>
        )}
      </HelpBeside>
      <Table
        caption={t('series.examsCaption')}
        rows={series}
        empty={t('series.noneOpen')}
        columns={[
          {
            label: t('series.series'),
            header: true,
            cell: (one) => <a href={paths.examEntries(organisationId, one.seriesId)}>{ofIssuer(t, one)}</a>,
          },
          { label: t('series.entriesClose'), cell: (one) => <Moment t={t} at={one.entriesCloseAt} /> },
          { label: t('series.centresFrom'), cell: (one) => <Moment t={t} at={one.centresAt} /> },
          { label: t('series.visibleFrom'), cell: (one) => <Moment t={t} at={one.releaseAt} /> },
          { label: t('series.state'), cell: (one) => <SeriesState t={t} series={one} /> },
        ]}
      />
    </Layout>
  )
}

interface EntriesProps extends CentreEntries {
  frame: Frame
  organisation: Organisation
  again?: Again | undefined
}

/** What a centre has entered for one series, and the ways to enter more. */
export function ExamEntriesPage(props: EntriesProps) {
  const { frame, organisation, series, counts, again } = props
  const { t } = frame
  const { organisationId, name } = organisation
  const title = ofIssuer(t, series)
  const drafts = counts.filter(({ state }) => state === 'draft').reduce((sum, one) => sum + one.entries, 0)
  const help = (
    <>
      <p>{t('series.helpDrafts')}</p>
      <p>{t('series.helpSequence')}</p>
      <p>
        {t('series.helpColumns')}{' '}
        <span class="code-list">
          {Object.keys(entryColumns).map((column) => (
            <code>{column}</code>
          ))}
        </span>
      </p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      problem={again !== undefined}
      before={
        <Breadcrumbs
          t={t}
          crumbs={[
            { href: paths.organisation(organisationId), label: name },
            { href: paths.exams(organisationId), label: t('series.examsTitle') },
            { label: title },
          ]}
        />
      }
    >
      <ErrorSummary t={t} problems={again?.problems} />
      <PageTitle kicker={name}>{title}</PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <SummaryList
          rows={[
            { term: t('series.entriesClose'), value: <Moment t={t} at={series.entriesCloseAt} /> },
            { term: t('series.centresFrom'), value: <Moment t={t} at={series.centresAt} /> },
            { term: t('series.visibleFrom'), value: <Moment t={t} at={series.releaseAt} /> },
          ]}
        />
        <p>
          <ButtonLink look="secondary" href={paths.examResults(organisationId, series.seriesId)}>
            {t('series.toResults')}
          </ButtonLink>
        </p>
        {counts.length > 0 && (
          <Figures
            figures={counts.map((one) => ({
              term: t(`series.entry_${one.state}`),
              value: String(one.entries),
              attention: one.state === 'rejected' || one.state === 'draft',
            }))}
          />
        )}
        {drafts > 0 && series.takesEntries && (
          <Form frame={frame} action={paths.examEntrySubmission(organisationId, series.seriesId)}>
            <h2>{t('series.submitTitle')}</h2>
            <p>{t('series.submitText', { count: drafts, name: series.issuerName })}</p>
            <Button>{t('series.submit')}</Button>
          </Form>
        )}
        <Entries {...props} />
        <Files {...props} />
        {series.takesEntries ? (
          <Enter {...props} isPrimary={drafts === 0} />
        ) : (
          <p>{t('series.entriesClosed')}</p>
        )}
      </HelpBeside>
    </Layout>
  )
}

function Entries({ frame, organisation, series, entries, next }: EntriesProps) {
  const { t } = frame
  const here = paths.examEntries(organisation.organisationId, series.seriesId)
  return (
    <>
      <Table
        caption={t('series.entries')}
        rows={entries}
        empty={t('series.noEntries')}
        columns={[
          {
            label: t('series.candidate'),
            header: true,
            cell: (entry) => `${entry.givenName} ${entry.familyName}`,
          },
          {
            label: t('series.centreAndNumber'),
            cell: (entry) => `${entry.centreNumber}/${entry.candidateNumber}`,
          },
          { label: t('record.birthDate'), cell: (entry) => <DateText t={t} value={entry.birthDate} /> },
          { label: t('series.code'), cell: (entry) => <CodeText entry={entry} /> },
          {
            label: t('series.state'),
            cell: (entry) => (
              <>
                <EntryTag t={t} state={entry.state} /> {entry.reason}
              </>
            ),
          },
          {
            label: t('series.change'),
            cell: (entry) => (
              <Withdraw frame={frame} organisation={organisation} series={series} entry={entry} />
            ),
          },
        ]}
      />
      <Pagination t={t} next={next === undefined ? undefined : `${here}?after=${next}`} />
    </>
  )
}

function Withdraw({
  frame,
  organisation,
  series,
  entry,
}: {
  frame: Frame
  organisation: Organisation
  series: Series
  entry: Entry
}) {
  const { t } = frame
  if (entry.state !== 'draft' && !nextStates('centre', entry.state).includes('withdrawn')) return null
  const action = paths.examEntryWithdrawal(organisation.organisationId, series.seriesId, entry.entryId)
  return (
    <Form frame={frame} action={action} class="inline-form">
      <Button
        look="quiet"
        label={t('series.withdrawOf', { candidate: entry.candidateNumber, code: entry.code })}
      >
        {t('series.withdraw')}
      </Button>
    </Form>
  )
}

function Files({ frame: { t }, files }: EntriesProps) {
  if (files.length === 0) return null
  return (
    <Table
      caption={t('series.files')}
      rows={files}
      columns={[
        {
          label: t('record.file'),
          header: true,
          cell: (file) => `${file.sequence}: ${file.fileName}`,
        },
        { label: t('record.uploadedAt'), cell: (file) => <MomentText t={t} value={file.uploadedAt} /> },
        { label: t('series.added'), numeric: true, cell: (file) => String(file.added) },
        { label: t('series.changed'), numeric: true, cell: (file) => String(file.changed) },
        { label: t('record.unchanged'), numeric: true, cell: (file) => String(file.unchanged) },
        {
          label: t('record.refused'),
          cell: (file) =>
            file.refused === 0 ? (
              '0'
            ) : (
              <ul class="plain-list">
                {file.refusedRows.map(({ row, problems }) => (
                  <li>
                    {t('series.refusedRow', {
                      row,
                      why: problems.map((one) => entryProblem(t, one)).join('; '),
                    })}
                  </li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  )
}

export function entryProblem(t: Words, { field, rule }: RowProblem): string {
  const said = t.say(`series.rule_${rule}`)
  return field === '' ? said : `${field}: ${said}`
}

function Enter({
  frame,
  organisation,
  series,
  centreNumbers,
  files,
  again,
  isPrimary,
}: EntriesProps & { isPrimary: boolean }) {
  const { t } = frame
  const { organisationId } = organisation
  const { values, problems } = again ?? {}
  const centre = (id: string) =>
    centreNumbers.length > 1 && (
      <Select
        t={t}
        id={id}
        name="centreNumber"
        label={t('series.centreNumber')}
        value={values?.['centreNumber']}
        problems={problems}
        options={centreNumbers.map((number) => ({ value: number, label: number }))}
      />
    )
  return (
    <>
      <Form frame={frame} action={paths.examEntryFiles(organisationId, series.seriesId)} upload>
        <h2>{t('series.uploadTitle')}</h2>
        {centre('f-centreNumber')}
        <Field
          t={t}
          name="sequence"
          label={t('series.sequence')}
          hint={t('series.sequenceHint')}
          width="short"
          inputmode="numeric"
          value={values?.['sequence'] ?? (centreNumbers.length > 1 ? '' : String(files.length + 1))}
          problems={problems}
        />
        <FileField t={t} name="file" label={t('record.file')} accept=".csv,text/csv" problems={problems} />
        <Button look={isPrimary ? 'primary' : 'secondary'}>{t('series.upload')}</Button>
      </Form>
      <details open={values?.['GivenName'] !== undefined}>
        <summary>{t('series.addOne')}</summary>
        <Form frame={frame} action={paths.examEntryNew(organisationId, series.seriesId)}>
          <p>{t('series.addOneText')}</p>
          {centre('f-centreNumber-one')}
          <Field
            t={t}
            name="CandidateNumber"
            label={t('series.candidateNumber')}
            hint={t('series.candidateNumberHint')}
            width="short"
            inputmode="numeric"
            value={values?.['CandidateNumber']}
            problems={problems}
          />
          <Field
            t={t}
            name="EntryCode"
            label={t('series.code')}
            hint={t('series.codeHint')}
            width="short"
            spellcheck={false}
            value={values?.['EntryCode']}
            problems={problems}
          />
          <Field
            t={t}
            name="GivenName"
            label={t('record.givenName')}
            spellcheck={false}
            value={values?.['GivenName']}
            problems={problems}
          />
          <Field
            t={t}
            name="FamilyName"
            label={t('record.familyName')}
            spellcheck={false}
            value={values?.['FamilyName']}
            problems={problems}
          />
          <DateField
            t={t}
            name="DateOfBirth"
            label={t('record.birthDate')}
            value={{
              day: values?.['DateOfBirth-day'],
              month: values?.['DateOfBirth-month'],
              year: values?.['DateOfBirth-year'],
            }}
            problems={problems}
          />
          <Select
            t={t}
            name="Gender"
            label={t('series.gender')}
            value={values?.['Gender'] ?? '0'}
            problems={problems}
            options={(['1', '2', '9', '0'] as const).map((code) => ({
              value: code,
              label: t(`series.gender_${code}`),
            }))}
          />
          <Field
            t={t}
            name="ULN"
            label={t('record.uln')}
            width="medium"
            inputmode="numeric"
            optional
            value={values?.['ULN']}
            problems={problems}
          />
          <Field
            t={t}
            name="UCI"
            label={t('series.uci')}
            hint={t('series.uciHint')}
            width="medium"
            spellcheck={false}
            optional
            value={values?.['UCI']}
            problems={problems}
          />
          <Select
            t={t}
            name="Tier"
            label={t('series.tier')}
            optional
            empty={t('series.noTier')}
            value={values?.['Tier']}
            problems={problems}
            options={(['F', 'H'] as const).map((code) => ({ value: code, label: t(`series.tier_${code}`) }))}
          />
          <Button look="secondary">{t('series.addButton')}</Button>
        </Form>
      </details>
    </>
  )
}
