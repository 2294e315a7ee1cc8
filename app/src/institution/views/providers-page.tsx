import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { FileField } from '../../ui/form/file-field.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { HelpBeside, Notice } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import type { ProvidersReport } from '../import-providers.ts'

/** The register of providers: how much of it is here, and reading in the next file. */
export function ProvidersPage({
  frame,
  known,
  report,
  problems,
}: {
  frame: Frame
  known: { readonly count: number; readonly readAt: Date | null }
  report?: ProvidersReport
  problems?: readonly FieldProblem[]
}) {
  const { t } = frame
  const title = t('institution.providersTitle')
  const crumbs = [{ href: paths.operator(), label: t('institution.registerTitle') }, { label: title }]
  const help = (
    <>
      <p>{t('institution.providersHelpFile')}</p>
      <p>{t('institution.providersHelpAgain')}</p>
      <p>{t('institution.providersHelpSuspend')}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      problem={problems !== undefined}
      before={<Breadcrumbs t={t} crumbs={crumbs} />}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={t('home.operator')} lede={t('institution.providersLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('institution.help')} help={help}>
        {report && <Report frame={frame} report={report} />}
        <SummaryList
          rows={[
            { term: t('institution.providersCount'), value: String(known.count) },
            {
              term: t('institution.providersRead'),
              value: known.readAt ? <DateText t={t} value={known.readAt} /> : t('institution.never'),
            },
          ]}
        />
        <Form frame={frame} upload id="providers">
          <FileField
            t={t}
            name="file"
            label={t('institution.providersFile')}
            hint={t('institution.providersFileHint')}
            accept=".csv,text/csv"
            problems={problems}
          />
          <Button>{t('institution.providersImport')}</Button>
        </Form>
      </HelpBeside>
    </Layout>
  )
}

function Report({ frame: { t }, report }: { frame: Frame; report: ProvidersReport }) {
  const { added, changed, unchanged, refused, refusedRows, suspended } = report
  return (
    <>
      <Notice t={t} kind="done" title={t('institution.providersDone')}>
        <p>{t('institution.providersCounts', { added, changed, unchanged, refused })}</p>
      </Notice>
      {suspended.length > 0 && (
        <Notice t={t} kind="warning" title={t('institution.providersSuspended')}>
          <ul>
            {suspended.map((name) => (
              <li>{name}</li>
            ))}
          </ul>
        </Notice>
      )}
      {refusedRows.length > 0 && (
        <Table
          caption={t('institution.providersRefused')}
          rows={refusedRows}
          columns={[
            { label: t('institution.row'), header: true, cell: ({ row }) => String(row) },
            { label: t('institution.column'), cell: ({ field }) => field },
            { label: t('institution.wrong'), cell: ({ rule }) => t.say(`institution.providerRule_${rule}`) },
          ]}
        />
      )}
    </>
  )
}
