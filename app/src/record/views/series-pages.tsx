import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Button, ButtonLink } from '../../ui/form/button.tsx'
import { Radios } from '../../ui/form/choices.tsx'
import { DateField } from '../../ui/form/date-field.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import type { FormValues } from '../../ui/request.ts'
import { EmptyState, HelpBeside, Notice } from '../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import { MomentText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import { partsInLondon } from '../calendar.ts'
import { seriesText } from '../record-words.ts'
import type { BatchOfSeries, CentreCount, Series } from '../series/read.ts'

export interface Again {
  readonly values?: FormValues | undefined
  readonly problems: readonly FieldProblem[]
}

/** The awarding organisation's seasons, and a form for the next one. */
export function SeriesListPage({
  frame,
  organisation,
  series,
  again,
}: {
  frame: Frame
  organisation: Organisation
  series: readonly Series[]
  again?: Again | undefined
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('series.listTitle')
  const help = (
    <>
      <p>{t('series.helpSteps')}</p>
      <p>{t('series.helpRelease')}</p>
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
          crumbs={[{ href: paths.organisation(organisationId), label: name }, { label: title }]}
        />
      }
    >
      <ErrorSummary t={t} problems={again?.problems} />
      <PageTitle kicker={name} lede={t('series.listLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        {series.length === 0 ? (
          <EmptyState title={t('series.none')}>
            <p>{t('series.noneYet')}</p>
          </EmptyState>
        ) : (
          <Table
            caption={t('series.listCaption')}
            captionHidden
            rows={series}
            columns={[
              {
                label: t('series.series'),
                header: true,
                oneLine: true,
                cell: (one) => (
                  <a href={paths.seriesOne(organisationId, one.seriesId)}>{seriesText(t, one.series)}</a>
                ),
              },
              { label: t('series.entriesClose'), cell: (one) => <Moment t={t} at={one.entriesCloseAt} /> },
              { label: t('series.visibleFrom'), cell: (one) => <Moment t={t} at={one.releaseAt} /> },
              { label: t('series.state'), cell: (one) => <SeriesState t={t} series={one} /> },
            ]}
          />
        )}
        <Form frame={frame} action={paths.seriesList(organisationId)}>
          <h2>{t('series.openTitle')}</h2>
          <Field
            t={t}
            name="series"
            label={t('series.series')}
            hint={t('series.seriesHint')}
            width="medium"
            value={again?.values?.['series']}
            problems={again?.problems}
          />
          <DateField
            t={t}
            name="close"
            label={t('series.entriesClose')}
            hint={t('series.entriesCloseHint')}
            optional
            value={datePart(again?.values, 'close')}
            problems={again?.problems}
          />
          <Button>{t('series.open')}</Button>
        </Form>
      </HelpBeside>
    </Layout>
  )
}

export function SeriesState({ t, series }: { t: Words; series: Series }) {
  if (series.isReleased) return <Tag kind="good">{t('series.state_released')}</Tag>
  if (series.isWithCentres) return <Tag kind="info">{t('series.state_withCentres')}</Tag>
  if (series.releaseAt !== null) return <Tag kind="waiting">{t('series.state_appointed')}</Tag>
  return <Tag kind="plain">{t(series.takesEntries ? 'series.state_open' : 'series.state_closed')}</Tag>
}

export function Moment({ t, at }: { t: Words; at: Date | null }) {
  return at === null ? <>{t('series.notSaid')}</> : <MomentText t={t} value={at} />
}

function datePart(values: FormValues | undefined, name: string) {
  return {
    day: values?.[`${name}-day`],
    month: values?.[`${name}-month`],
    year: values?.[`${name}-year`],
  }
}

interface SeriesProps {
  frame: Frame
  organisation: Organisation
  series: Series
  centres: readonly CentreCount[]
  batches: readonly BatchOfSeries[]
  again?: Again | undefined
}

/** One season: when its results may be seen, which files wait for that, and what each centre has entered. */
export function SeriesPage(props: SeriesProps) {
  const { frame, organisation, series, again } = props
  const { t } = frame
  const { organisationId, name } = organisation
  const title = seriesText(t, series.series)
  const help = (
    <>
      <p>{t('series.helpInstant')}</p>
      <p>{t('series.helpCentres')}</p>
      <p>{t('series.helpBound')}</p>
      <p>{t('series.helpEntries')}</p>
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
            { href: paths.seriesList(organisationId), label: t('series.listTitle') },
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
            { term: t('series.state'), value: <SeriesState t={t} series={series} /> },
            { term: t('series.entriesClose'), value: <Moment t={t} at={series.entriesCloseAt} /> },
            { term: t('series.centresFrom'), value: <Moment t={t} at={series.centresAt} /> },
            { term: t('series.visibleFrom'), value: <Moment t={t} at={series.releaseAt} /> },
          ]}
        />
        {series.isReleased ? (
          <Notice t={t} kind="info">
            <p>{t('series.releasedText')}</p>
          </Notice>
        ) : (
          <Release {...props} />
        )}
        <Batches {...props} />
        <Centres {...props} />
      </HelpBeside>
    </Layout>
  )
}

/** What is set already, so that to move the one instant does not drop the other. */
function appointed({ releaseAt, centresAt }: Series): FormValues {
  return {
    ...(releaseAt && { when: 'later', ...named('date', 'time', releaseAt) }),
    ...(centresAt && named('centresDate', 'centresTime', centresAt)),
  }
}

function named(date: string, timeName: string, at: Date): FormValues {
  const { day, month, year, time } = partsInLondon(at)
  return { [`${date}-day`]: day, [`${date}-month`]: month, [`${date}-year`]: year, [timeName]: time }
}

function Release({ frame, organisation, series, again }: SeriesProps) {
  const { t } = frame
  const values = again?.values ?? appointed(series)
  const problems = again?.problems
  return (
    <Form frame={frame} action={paths.seriesRelease(organisation.organisationId, series.seriesId)}>
      <h2>{t(series.releaseAt === null ? 'series.releaseTitle' : 'series.moveTitle')}</h2>
      <p>{t('series.releaseText')}</p>
      <Radios
        t={t}
        name="when"
        label={t('record.when')}
        value={values['when']}
        problems={problems}
        choices={[
          { value: 'later', label: t('record.publishLater') },
          { value: 'now', label: t('record.publishNow') },
        ]}
      />
      <DateField
        t={t}
        name="date"
        label={t('series.releaseDate')}
        hint={t('record.publishDateHint')}
        optional
        value={datePart(values, 'date')}
        problems={problems}
      />
      <Field
        t={t}
        name="time"
        label={t('series.releaseTime')}
        hint={t('record.publishTimeHint')}
        width="short"
        optional
        value={values['time'] ?? '08:00'}
        problems={problems}
      />
      {!series.isWithCentres && (
        <>
          <DateField
            t={t}
            name="centresDate"
            label={t('series.centresDate')}
            hint={t('series.centresDateHint')}
            optional
            value={datePart(values, 'centresDate')}
            problems={problems}
          />
          <Field
            t={t}
            name="centresTime"
            label={t('series.centresTime')}
            hint={t('record.publishTimeHint')}
            width="short"
            optional
            value={values['centresTime'] ?? '00:01'}
            problems={problems}
          />
        </>
      )}
      <Button>{t(series.releaseAt === null ? 'series.appoint' : 'series.move')}</Button>
    </Form>
  )
}

function Batches({ frame: { t }, organisation, series, batches }: SeriesProps) {
  return (
    <Table
      caption={t('series.batches')}
      rows={batches}
      empty={t('series.noBatches', { series: series.series })}
      columns={[
        {
          label: t('record.file'),
          header: true,
          cell: (batch) => (
            <a href={paths.batch(organisation.organisationId, batch.batchId)}>{batch.fileName}</a>
          ),
        },
        { label: t('record.rows'), numeric: true, cell: (batch) => String(batch.rows) },
        { label: t('series.visibleFrom'), cell: (batch) => <Moment t={t} at={batch.releaseAt} /> },
      ]}
    />
  )
}

function Centres({ frame: { t }, organisation, series, centres }: SeriesProps) {
  return (
    <>
      <Table
        caption={t('series.entriesCaption')}
        rows={centres}
        empty={t('series.noEntries')}
        columns={[
          {
            label: t('series.centre'),
            header: true,
            cell: (one) => `${one.centreNumber} ${one.organisationName}`,
          },
          { label: t('series.state'), cell: (one) => <EntryTag t={t} state={one.state} /> },
          { label: t('series.entries'), numeric: true, cell: (one) => String(one.entries) },
        ]}
      />
      <p>
        <ButtonLink look="secondary" href={paths.seriesEntries(organisation.organisationId, series.seriesId)}>
          {t('series.toEntries')}
        </ButtonLink>
      </p>
    </>
  )
}

const kinds = {
  draft: 'plain',
  submitted: 'waiting',
  accepted: 'good',
  rejected: 'problem',
  amended: 'waiting',
  withdrawn: 'plain',
  sat: 'info',
  absent: 'problem',
  marked: 'info',
  awarded: 'good',
} as const

export function EntryTag({ t, state }: { t: Words; state: keyof typeof kinds }) {
  return <Tag kind={kinds[state]}>{t(`series.entry_${state}`)}</Tag>
}
