import { formatQan } from '@vademecum/uln'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Select } from '../../ui/form/select.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Breadcrumbs, Pagination } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { EmptyState } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import { levelsBeside, levelTable } from '../qualifications/levels.ts'
import type {
  QualificationPage,
  QualificationQuery,
  RegisteredQualification,
} from '../qualifications/search.ts'
import { levelText } from '../record-words.ts'

export interface SearchProps extends QualificationPage {
  frame: Frame
  query: QualificationQuery
  types: readonly string[]
  organisations: readonly string[]
}

/** The register of qualifications: for everybody, without signing in. */
export function QualificationsPage({
  frame,
  query,
  types,
  organisations,
  qualifications,
  next,
}: SearchProps) {
  const { t } = frame
  const title = t('qualification.title')
  return (
    <Layout frame={frame} title={title} wide>
      <PageTitle lede={t('qualification.lede')}>{title}</PageTitle>
      <form method="get" action={paths.qualifications()} class="form" role="search">
        <Field
          t={t}
          name="find"
          type="search"
          label={t('qualification.find')}
          hint={t('qualification.findHint')}
          value={query.words}
        />
        <Select
          t={t}
          name="level"
          label={t('record.levelTerm')}
          empty={t('qualification.any')}
          value={query.level}
          options={levelTable.map(({ level }) => ({ value: level, label: levelText(t, level) }))}
        />
        <Select
          t={t}
          name="type"
          label={t('qualification.type')}
          empty={t('qualification.any')}
          value={query.type}
          options={types.map((type) => ({ value: type, label: type, lang: 'en' }))}
        />
        <Select
          t={t}
          name="by"
          label={t('qualification.organisation')}
          empty={t('qualification.any')}
          value={query.organisation}
          options={organisations.map((name) => ({ value: name, label: name, lang: 'en' }))}
        />
        <Button>{t('qualification.search')}</Button>
      </form>
      {qualifications.length === 0 ? (
        <EmptyState title={t('qualification.none')}>
          <p>{t('qualification.noneFound')}</p>
        </EmptyState>
      ) : (
        <Table
          caption={t('qualification.found')}
          rows={qualifications}
          columns={[
            {
              label: t('record.qualification'),
              header: true,
              cell: (one) => (
                <a href={paths.qualification(one.number)} lang="en">
                  {one.title}
                </a>
              ),
            },
            {
              label: t('record.levelTerm'),
              oneLine: true,
              cell: (one) => <LevelText t={t} level={one.level} />,
            },
            {
              label: t('qualification.type'),
              cell: (one) => <span lang="en">{one.qualification_type}</span>,
            },
            {
              label: t('qualification.organisation'),
              cell: (one) => <span lang="en">{one.organisation_name}</span>,
            },
            { label: t('record.number'), oneLine: true, cell: (one) => formatQan(one.number) },
          ]}
        />
      )}
      <Pagination t={t} next={next === undefined ? undefined : pageAfter(query, next)} />
    </Layout>
  )
}

function pageAfter({ words, level, type, organisation }: QualificationQuery, after: string): string {
  const given = { find: words, level, type, by: organisation, after }
  const query = Object.entries(given).flatMap(([name, value]) =>
    value ? [[name, value] as [string, string]] : [],
  )
  return `${paths.qualifications()}?${new URLSearchParams(query)}`
}

function LevelText({ t, level }: { t: Words; level: string | null }) {
  if (level === null) return <>{t('qualification.noLevel')}</>
  return <>{level === 'E' ? t('qualification.entryLevel') : levelText(t, level)}</>
}

/** One qualification in plain words, with its level in the other frameworks. */
export function RegisteredPage({ frame, one }: { frame: Frame; one: RegisteredQualification }) {
  const { t } = frame
  const beside = one.level === null ? undefined : levelsBeside(one.level)
  const english = (value: string) => <span lang="en">{value}</span>
  const rows = [
    {
      term: t('qualification.organisation'),
      value: english(`${one.organisation_name} (${one.organisation_number})`),
    },
    { term: t('qualification.type'), value: english(one.qualification_type) },
    { term: t('qualification.levelRqf'), value: <LevelText t={t} level={one.level} /> },
    { term: t('qualification.levelEqf'), value: beside?.eqf ?? t('qualification.noLevel') },
    { term: t('qualification.levelScqf'), value: beside?.scqf ?? t('qualification.noLevel') },
    ...when(one.subject_area, (value) => ({ term: t('qualification.subjectArea'), value: english(value) })),
    ...when(one.total_time, (hours) => ({
      term: t('qualification.totalTime'),
      value: t('qualification.hours', { hours }),
    })),
    ...when(one.guided_hours, (hours) => ({
      term: t('qualification.guidedHours'),
      value: t('qualification.hours', { hours }),
    })),
    ...when(one.total_credits, (credits) => ({
      term: t('qualification.credits'),
      value: t('record.creditsCount', { credits }),
    })),
    ...when(one.grading_scale || one.grading_type, (value) => ({
      term: t('record.gradingScheme'),
      value: english(value),
    })),
    ...when(one.status, (value) => ({ term: t('record.status'), value: english(value) })),
    { term: t('qualification.startsOn'), value: <DateText t={t} value={one.starts_on} /> },
    ...when(one.ends_on, (day) => ({
      term: t('qualification.endsOn'),
      value: <DateText t={t} value={day} />,
    })),
    ...when(one.certified_until, (day) => ({
      term: t('qualification.certifiedUntil'),
      value: <DateText t={t} value={day} />,
    })),
    { term: t('qualification.offeredIn'), value: offeredIn(t, one) },
    ...when(one.specification_url, (address) => ({
      term: t('qualification.specification'),
      value: (
        <a href={address} rel="noreferrer nofollow">
          {new URL(address).hostname}
        </a>
      ),
    })),
  ]
  return (
    <Layout
      frame={frame}
      title={one.title}
      before={
        <Breadcrumbs
          t={t}
          crumbs={[
            { href: paths.qualifications(), label: t('qualification.title') },
            { label: english(one.title) },
          ]}
        />
      }
    >
      <PageTitle kicker={formatQan(one.number)}>{english(one.title)}</PageTitle>
      <SummaryList rows={rows} />
      <p>{t('qualification.levelsExplained')}</p>
    </Layout>
  )
}

function when<Value, Row>(value: Value | null | '' | 0, row: (value: Value) => Row): Row[] {
  return value ? [row(value)] : []
}

function offeredIn(t: Words, { in_england, in_northern_ireland }: RegisteredQualification): string {
  const places = [
    ...(in_england ? [t('qualification.england')] : []),
    ...(in_northern_ireland ? [t('qualification.northernIreland')] : []),
  ]
  return places.length > 0 ? places.join(', ') : t('series.notSaid')
}
