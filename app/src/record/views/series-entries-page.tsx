import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { Radios } from '../../ui/form/choices.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Select } from '../../ui/form/select.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs, Pagination } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { EmptyState, HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import { seriesText } from '../record-words.ts'
import type { CentreCount, Entry, Series } from '../series/read.ts'
import { type Again, EntryTag } from './series-pages.tsx'

export const issuerMoves = ['accepted', 'rejected', 'sat', 'absent', 'marked', 'awarded'] as const

interface Props {
  frame: Frame
  organisation: Organisation
  series: Series
  centres: readonly CentreCount[]
  entries: readonly Entry[]
  next: string | undefined
  again?: Again | undefined
}

/** The awarding organisation's list of what centres entered, and the form that says what became of it. */
export function SeriesEntriesPage(props: Props) {
  const { frame, organisation, series, entries, next, again } = props
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('series.entriesTitle', { series: seriesText(t, series.series) })
  const here = paths.seriesEntries(organisationId, series.seriesId)
  const help = (
    <>
      <p>{t('series.helpDecide')}</p>
      <p>{t('series.helpAfter')}</p>
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
            { href: paths.seriesOne(organisationId, series.seriesId), label: seriesText(t, series.series) },
            { label: t('series.entries') },
          ]}
        />
      }
    >
      <ErrorSummary t={t} problems={again?.problems} />
      <PageTitle kicker={name} lede={t('series.entriesLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        {entries.length === 0 ? (
          <EmptyState title={t('series.noEntries')}>
            <p>{t('series.noEntriesYet')}</p>
          </EmptyState>
        ) : (
          <>
            <Move {...props} />
            <Table
              caption={t('series.entries')}
              rows={entries}
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
                { label: t('series.state'), cell: (entry) => <EntryTag t={t} state={entry.state} /> },
              ]}
            />
            <Pagination t={t} next={next === undefined ? undefined : `${here}?after=${next}`} />
          </>
        )}
      </HelpBeside>
    </Layout>
  )
}

export function CodeText({ entry }: { entry: Pick<Entry, 'code' | 'tier'> }) {
  return <>{entry.tier === null ? entry.code : `${entry.code} ${entry.tier}`}</>
}

function Move({ frame, organisation, series, centres, entries, again }: Props) {
  const { t } = frame
  const { values, problems } = again ?? {}
  const names = new Map(
    centres.map((one) => [one.organisationId, `${one.centreNumber} ${one.organisationName}`]),
  )
  return (
    <Form frame={frame} action={paths.seriesEntryMoves(organisation.organisationId, series.seriesId)}>
      <h2>{t('series.moveEntries')}</h2>
      <Select
        t={t}
        name="which"
        label={t('series.which')}
        hint={t('series.whichHint')}
        value={values?.['which']}
        problems={problems}
        options={[
          ...[...names].map(([id, label]) => ({
            value: `centre ${id}`,
            label: t('series.allOf', { centre: label }),
          })),
          ...entries.map((entry) => ({
            value: `entry ${entry.entryId}`,
            label: `${entry.centreNumber}/${entry.candidateNumber} ${entry.familyName}, ${entry.code}`,
          })),
        ]}
      />
      <Radios
        t={t}
        name="to"
        label={t('series.becomes')}
        value={values?.['to']}
        problems={problems}
        choices={issuerMoves.map((to) => ({ value: to, label: t(`series.move_${to}`) }))}
      />
      <Field
        t={t}
        name="reason"
        label={t('series.rejectReason')}
        hint={t('series.rejectReasonHint')}
        optional
        maxlength={300}
        value={values?.['reason']}
        problems={problems}
      />
      <Button>{t('series.say')}</Button>
    </Form>
  )
}
