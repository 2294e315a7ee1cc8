import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import type { Words } from '../../words.ts'
import type { Organisation } from '../organisation.ts'
import { StateTag } from './proposal-words.tsx'

export function InstitutionsPage({
  frame,
  organisations,
}: {
  frame: Frame
  organisations: readonly Organisation[]
}) {
  const { t } = frame
  const title = t('institution.institutionsTitle')
  return (
    <Layout frame={frame} title={title} wide>
      <PageTitle lede={t('institution.institutionsLede')}>{title}</PageTitle>
      <Table
        caption={title}
        captionHidden
        rows={organisations}
        empty={t('institution.noOrganisations')}
        columns={[
          {
            label: t('institution.name'),
            header: true,
            cell: ({ organisationId, name }) => <a href={paths.institution(organisationId)}>{name}</a>,
          },
          { label: t('institution.kind'), cell: ({ kind }) => t(`institution.kind_${kind}`) },
          { label: t('institution.mayConfirm'), cell: (organisation) => mayConfirm(t, organisation) },
          { label: t('institution.mayLookUp'), cell: (organisation) => mayLookUp(t, organisation) },
        ]}
      />
      <p>{t('institution.noAgeChecks')}</p>
    </Layout>
  )
}

export function InstitutionPage({ frame, organisation }: { frame: Frame; organisation: Organisation }) {
  const { t } = frame
  const { name, kind, ukprn } = organisation
  const crumbs = [{ href: paths.institutions(), label: t('institution.institutionsTitle') }, { label: name }]
  return (
    <Layout frame={frame} title={name} before={<Breadcrumbs t={t} crumbs={crumbs} />}>
      <PageTitle kicker={t(`institution.kind_${kind}`)}>{name}</PageTitle>
      <SummaryList
        rows={[
          { term: t('institution.ukprn'), value: ukprn },
          { term: t('institution.state'), value: <StateTag t={t} organisation={organisation} /> },
          { term: t('institution.mayConfirm'), value: mayConfirm(t, organisation) },
          { term: t('institution.mayLookUp'), value: mayLookUp(t, organisation) },
        ]}
      />
      <p>{t('institution.twoOperators')}</p>
      <p>{t('institution.noAgeChecks')}</p>
    </Layout>
  )
}

function mayConfirm(t: Words, { mayAttest }: Organisation) {
  if (mayAttest.length === 0) return t('institution.nothing')
  return <PlainList lines={mayAttest.map((kind) => t(`institution.statement_${kind}`))} />
}

function mayLookUp(t: Words, { purposes }: Organisation) {
  if (purposes.length === 0) return t('institution.nobody')
  return <PlainList lines={purposes.map((purpose) => t(`institution.purpose_${purpose}`))} />
}

function PlainList({ lines }: { lines: readonly string[] }) {
  return (
    <ul class="plain-list">
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )
}
