import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { EmptyState, HelpBeside, Notice } from '../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import { MomentText } from '../../ui/time.tsx'
import { gradeText } from '../record-words.ts'
import type { CentreResults } from '../series/centre-results.ts'
import { ofIssuer } from './exams-pages.tsx'

const kinds = {
  loaded: 'plain',
  releasedToCentre: 'waiting',
  releasedToCandidate: 'info',
  underReview: 'waiting',
  amended: 'info',
  confirmed: 'good',
  withdrawn: 'problem',
} as const

/** A centre's results of a series; before the day they are for its exams officers alone. */
export function ExamResultsPage({
  frame,
  organisation,
  series,
  results,
}: CentreResults & { frame: Frame; organisation: Organisation }) {
  const { t } = frame
  const { organisationId, name } = organisation
  const ofSeries = ofIssuer(t, series)
  const title = t('series.resultsTitle', { series: ofSeries })
  const help = (
    <>
      <p>{t('series.helpEarly')}</p>
      <p>{t('series.helpOwn')}</p>
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
          crumbs={[
            { href: paths.organisation(organisationId), label: name },
            { href: paths.exams(organisationId), label: t('series.examsTitle') },
            { href: paths.examEntries(organisationId, series.seriesId), label: ofSeries },
            { label: t('series.results') },
          ]}
        />
      }
    >
      <PageTitle kicker={name}>{title}</PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        {series.isWithCentres && !series.isReleased && series.releaseAt !== null && (
          <Notice t={t} kind="warning" title={t('series.embargoTitle')}>
            <p>
              {t('series.embargoText')} <MomentText t={t} value={series.releaseAt} />
            </p>
          </Notice>
        )}
        {results.length === 0 ? (
          <EmptyState title={t('series.noResults')}>
            <p>{t(series.isWithCentres ? 'series.noResultsHere' : 'series.noResultsYet')}</p>
          </EmptyState>
        ) : (
          <Table
            caption={t('series.results')}
            captionHidden
            rows={results}
            columns={[
              {
                label: t('series.candidate'),
                header: true,
                cell: ({ name: who }) => (who ? `${who.givenName} ${who.familyName}` : ''),
              },
              { label: t('record.uln'), cell: ({ name: who }) => who?.uln ?? '' },
              { label: t('record.qualification'), cell: (result) => result.title },
              {
                label: t('record.grade'),
                cell: (result) =>
                  result.change === 'withdrawn' ? '–' : gradeText(t, result.gradingScheme, result.grade),
              },
              {
                label: t('series.state'),
                cell: ({ state }) => <Tag kind={kinds[state]}>{t(`series.result_${state}`)}</Tag>,
              },
            ]}
          />
        )}
      </HelpBeside>
    </Layout>
  )
}
