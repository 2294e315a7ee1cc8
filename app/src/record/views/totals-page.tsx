import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { FileField } from '../../ui/form/file-field.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs, Pagination } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { HelpBeside, Notice } from '../../ui/text/notice.tsx'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import type { Words } from '../../words.ts'
import { type Totals, totalsSentence } from '../results/totals/read-totals.ts'

interface TotalsProps {
  readonly frame: Frame
  readonly organisation: Organisation
  readonly batchId: string
  readonly page: number
  readonly totals: Totals
  readonly problems?: readonly FieldProblem[] | undefined
}

/** What the sender says that the file has, against what became of its rows. */
export function TotalsPage(props: TotalsProps) {
  const { frame, organisation, batchId, totals, problems } = props
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('record.totalsTitle')
  const help = (
    <>
      <p>{t('record.totalsHelpGroups')}</p>
      <p>{t('record.totalsHelpDeclared')}</p>
      <p>{t('record.totalsHelpUnread')}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      problem={problems !== undefined}
      before={
        <Breadcrumbs
          t={t}
          crumbs={[
            { href: paths.organisation(organisationId), label: name },
            { href: paths.batches(organisationId), label: t('record.batchesTitle') },
            { href: paths.batch(organisationId, batchId), label: totals.fileName },
            { label: title },
          ]}
        />
      }
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={totals.fileName}>{title}</PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <TotalsVerdict t={t} totals={totals} />
        <Form frame={frame} action={paths.batchTotals(organisationId, batchId)} upload>
          <h2>{t(totals.isDeclared ? 'record.totalsAgain' : 'record.totalsGive')}</h2>
          <FileField
            t={t}
            name="file"
            label={t('record.totalsFile')}
            hint={t('record.totalsFileHint')}
            accept=".csv,text/csv"
            problems={problems}
          />
          <Button>{t('record.totalsCompare')}</Button>
        </Form>
      </HelpBeside>
      <Groups {...props} />
    </Layout>
  )
}

/** One sentence: it adds up, or how many groups do not. */
export function TotalsVerdict({ t, totals }: { t: Words; totals: Totals }) {
  return (
    <Notice t={t} kind={totals.addsUp ? 'info' : 'warning'} title={totalsSentence(t, totals)}>
      <p>
        {t(totals.isDeclared ? 'record.totalsAgainstYours' : 'record.totalsAgainstRows', {
          groups: totals.groups,
          rows: totals.rows,
        })}
        {totals.unread > 0 && ` ${t('record.totalsUnread', { count: totals.unread })}`}
      </p>
    </Notice>
  )
}

function Groups({ frame: { t }, organisation, batchId, page, totals }: TotalsProps) {
  if (totals.items.length === 0) return null
  const here = paths.batchTotals(organisation.organisationId, batchId)
  const at = (number: number) => (number === 1 ? here : `${here}?page=${number}`)
  return (
    <>
      <Table
        caption={t('record.totalsCaption')}
        rows={totals.items}
        columns={[
          {
            label: t('record.totalsQualification'),
            header: true,
            cell: ({ title, qualificationNumber, component }) => (
              <>
                {title && <>{title} </>}
                <code>{[qualificationNumber, component].filter((part) => part !== '').join(' ')}</code>
              </>
            ),
          },
          { label: t('record.totalsCentre'), oneLine: true, cell: ({ centre }) => centre ?? '–' },
          { label: t('record.totalsGrade'), oneLine: true, cell: ({ grade }) => grade },
          ...(totals.isDeclared
            ? [
                {
                  label: t('record.totalsDeclared'),
                  numeric: true,
                  cell: ({ declared }: Totals['items'][number]) => String(declared ?? 0),
                },
              ]
            : []),
          { label: t('record.totalsNew'), numeric: true, cell: ({ added }) => String(added) },
          { label: t('record.unchanged'), numeric: true, cell: ({ unchanged }) => String(unchanged) },
          { label: t('record.totalsOtherwise'), numeric: true, cell: ({ corrected }) => String(corrected) },
          { label: t('record.held'), numeric: true, cell: ({ held }) => String(held) },
          { label: t('record.refused'), numeric: true, cell: ({ refused }) => String(refused) },
          {
            label: t('record.totalsDifference'),
            numeric: true,
            cell: ({ difference }) =>
              difference === 0 ? '0' : <Tag kind="problem">{signed(difference)}</Tag>,
          },
        ]}
      />
      <p>
        <a href={paths.batchTotalsFile(organisation.organisationId, batchId)}>{t('record.totalsDownload')}</a>
      </p>
      <Pagination
        t={t}
        previous={page > 1 ? at(page - 1) : undefined}
        next={totals.nextPage === undefined ? undefined : at(totals.nextPage)}
      />
    </>
  )
}

/** Declared less found: with its sign, a minus as print has it. */
const signed = (difference: number) => (difference > 0 ? `+${difference}` : `−${-difference}`)
