import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Table } from '../../ui/list/table.tsx'
import { EmptyState } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { MomentText } from '../../ui/time.tsx'
import type { LogLine } from '../published.ts'

const parts = ['what', 'how', 'hidden', 'check'] as const

export function LogsPage({ frame, logs }: { frame: Frame; logs: readonly LogLine[] }) {
  const { t } = frame
  return (
    <Layout frame={frame} title={t('log.title')}>
      <PageTitle lede={t('log.lede')}>{t('log.title')}</PageTitle>
      {parts.map((part) => (
        <section>
          <h2>{t(`log.about_${part}Title`)}</h2>
          <p>{t(`log.about_${part}`)}</p>
        </section>
      ))}
      {logs.length === 0 ? (
        <EmptyState title={t('log.noneTitle')}>
          <p>{t('log.none')}</p>
        </EmptyState>
      ) : (
        <Table
          caption={t('log.whose')}
          rows={logs}
          columns={[
            {
              label: t('log.issuer'),
              cell: (log) => <a href={paths.log(log.issuerId)}>{log.name}</a>,
              header: true,
            },
            { label: t('log.entries'), cell: (log) => t('log.count', { count: log.size }), numeric: true },
            { label: t('log.signedAt'), cell: (log) => <MomentText t={t} value={log.signedAt} /> },
            {
              label: t('log.witnesses'),
              cell: (log) => t('log.witnessCount', { count: log.cosignatures }),
            },
          ]}
        />
      )}
    </Layout>
  )
}
