import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { SummaryList } from '../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { CopyField, HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { MomentText } from '../../ui/time.tsx'
import type { LogLine } from '../published.ts'

export function LogPage({
  frame,
  line,
  address,
  verifierKey,
}: {
  frame: Frame
  line: LogLine
  address: string
  verifierKey: string
}) {
  const { t } = frame
  const title = t('log.of', { name: line.name })
  const command = `npx vademecum log audit ${address} --state FILE`
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      before={
        <Breadcrumbs t={t} crumbs={[{ href: paths.logs(), label: t('log.title') }, { label: title }]} />
      }
    >
      <HelpBeside
        title={t('log.helpTitle')}
        help={
          <>
            <p>{t('log.helpAudit')}</p>
            <p>{t('log.helpWitness')}</p>
            <p>{t('log.helpRecount')}</p>
          </>
        }
      >
        <PageTitle lede={t('log.ofLede', { name: line.name })}>{title}</PageTitle>
        <SummaryList
          rows={[
            { term: t('log.entries'), value: t('log.count', { count: line.size }) },
            { term: t('log.signedAt'), value: <MomentText t={t} value={line.signedAt} /> },
            { term: t('log.witnesses'), value: t('log.witnessCount', { count: line.cosignatures }) },
            {
              term: t('log.checkpoint'),
              value: <a href={paths.logCheckpoint(line.issuerId)}>{t('log.readCheckpoint')}</a>,
            },
          ]}
        />
        <h2>{t('log.auditTitle')}</h2>
        <CopyField t={t} id="command" label={t('log.command')} value={command} />
        <CopyField t={t} id="address" label={t('log.address')} value={address} />
        <CopyField t={t} id="key" label={t('log.verifierKey')} value={verifierKey} />
        <p>{t('log.format')}</p>
      </HelpBeside>
    </Layout>
  )
}
