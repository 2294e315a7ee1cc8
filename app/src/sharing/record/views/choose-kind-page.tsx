import { paths } from '../../../paths.ts'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { LinkList } from '../../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../../ui/list/navigation.tsx'
import { EmptyState } from '../../../ui/text/notice.tsx'
import { PageTitle } from '../../../ui/text/text.tsx'
import { recordScopeKinds } from '../record-scope.ts'

/** How much of the record: the least first. */
export function ChooseKindPage({ frame, isEmpty }: { frame: Frame; isEmpty: boolean }) {
  const { t } = frame
  const title = t('access.shareRecord')
  const crumbs = [{ href: paths.shares(), label: t('sharing.sharesTitle') }, { label: title }]
  return (
    <Layout frame={frame} title={title} before={<Breadcrumbs t={t} crumbs={crumbs} />}>
      <PageTitle lede={t('access.shareRecordLede')}>{title}</PageTitle>
      {isEmpty ? (
        <EmptyState title={t('record.empty')}>
          <p>{t('access.shareNothingYet')}</p>
        </EmptyState>
      ) : (
        <LinkList
          items={recordScopeKinds.map((kind) => ({
            href: paths.recordShareNewOf(kind),
            title: t(`access.what_${kind}`),
            note: t(`access.what_${kind}Note`),
          }))}
        />
      )}
    </Layout>
  )
}
