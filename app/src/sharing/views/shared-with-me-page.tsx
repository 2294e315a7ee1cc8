import { agePolicy } from '../../identity/age.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { LinkList } from '../../ui/list/lists.tsx'
import { EmptyState } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { fullDate } from '../../ui/date.ts'
import type { SharedLine } from '../shared-with-me.ts'

export function SharedWithMePage({
  frame,
  lines,
  child,
}: {
  frame: Frame
  lines: readonly SharedLine[]
  /** Said whether or not there is something of strangers. */
  child: boolean
}) {
  const { t } = frame
  return (
    <Layout frame={frame} title={t('sharing.withMeTitle')}>
      <PageTitle lede={t('sharing.withMeLede')}>{t('sharing.withMeTitle')}</PageTitle>
      {child && <p>{t('sharing.withMeChild', { age: agePolicy.adult })}</p>}
      {lines.length === 0 ? (
        <EmptyState title={t('sharing.withMeEmpty')}>{t('sharing.withMeEmptyText')}</EmptyState>
      ) : (
        <LinkList
          items={lines.map((line) => ({
            href:
              line.what === 'page' ? paths.sharedWithMeOne(line.grantId) : paths.sharedRecord(line.grantId),
            title: t(line.what === 'page' ? 'sharing.withMeFrom' : 'access.recordOf', {
              from: line.from,
              name: line.from,
            }),
            note: t('sharing.withMeNote', {
              purpose: line.purpose,
              until: fullDate(t.language, line.endsAt),
            }),
          }))}
        />
      )}
    </Layout>
  )
}
