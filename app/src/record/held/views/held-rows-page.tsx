import type { Organisation } from '../../../institution/organisation.ts'
import { paths } from '../../../paths.ts'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { Breadcrumbs, Pagination, Tabs } from '../../../ui/list/navigation.tsx'
import { Table } from '../../../ui/list/table.tsx'
import { HelpBeside } from '../../../ui/text/notice.tsx'
import { PageTitle } from '../../../ui/text/text.tsx'
import { MomentText } from '../../../ui/time.tsx'
import { seriesText } from '../../record-words.ts'
import { type HeldRows, heldStates, placeText } from '../held-rows.ts'
import type { HeldState } from '../tables.ts'

/** The work list of an issuer: its rows that wait, by what is known of them. */
export function HeldRowsPage({
  frame,
  organisation,
  state,
  found,
}: {
  frame: Frame
  organisation: Organisation
  state: HeldState
  found: HeldRows
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const here = paths.heldRows(organisationId)
  const title = t('held.title')
  const help = (
    <>
      <p>{t('held.helpWait')}</p>
      <p>{t('held.helpDecide')}</p>
      <p>{t('held.helpMore')}</p>
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
            { href: paths.batches(organisationId), label: t('record.batchesTitle') },
            { label: title },
          ]}
        />
      }
    >
      <PageTitle kicker={name} lede={t('held.lede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <Tabs
          label={t('held.states')}
          tabs={heldStates.map((each) => ({
            href: `${here}?state=${each}`,
            label: `${t(`held.state_${each}`)} (${found.counts[each].toLocaleString(t.language)})`,
            current: each === state,
          }))}
        />
        <Table
          caption={t('held.caption')}
          rows={found.rows}
          empty={t('held.nothing')}
          columns={[
            {
              label: t('record.row'),
              header: true,
              cell: (row) => (
                <a href={paths.heldRow(organisationId, row.eventId)}>
                  {t('held.rowOf', { row: row.row, file: row.fileName })}
                </a>
              ),
            },
            { label: t('held.identifier'), oneLine: true, cell: ({ identifier }) => identifier },
            {
              label: t('held.qualification'),
              cell: (row) => [row.title, row.component].filter(Boolean).join(', '),
            },
            { label: t('record.series'), cell: ({ series }) => seriesText(t, series) },
            { label: t('held.waitsSince'), cell: ({ heldAt }) => <MomentText t={t} value={heldAt} /> },
          ]}
        />
        <Pagination t={t} next={found.next && `${here}?state=${state}&after=${placeText(found.next)}`} />
      </HelpBeside>
    </Layout>
  )
}
