import { paths } from '../../../paths.ts'
import { fullDate } from '../../../ui/date.ts'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { LinkList } from '../../../ui/list/lists.tsx'
import { Breadcrumbs } from '../../../ui/list/navigation.tsx'
import { EmptyState, HelpBeside } from '../../../ui/text/notice.tsx'
import { PageTitle } from '../../../ui/text/text.tsx'
import type { SharedLine } from '../../shared-with-me.ts'

/** What learners show this organisation now. */
export function SharedWithOrganisationPage({
  frame,
  organisation: { organisationId, name },
  lines,
}: {
  frame: Frame
  organisation: { readonly organisationId: string; readonly name: string }
  lines: readonly SharedLine[]
}) {
  const { t } = frame
  const title = t('access.sharedHere')
  const crumbs = [{ href: paths.organisation(organisationId), label: name }, { label: title }]
  const help = (
    <>
      <p>{t('access.sharedHelpSeen')}</p>
      <p>{t('access.sharedHelpPurpose')}</p>
    </>
  )
  return (
    <Layout frame={frame} title={title} wide before={<Breadcrumbs t={t} crumbs={crumbs} />}>
      <PageTitle kicker={name} lede={t('access.sharedHereLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        {lines.length === 0 ? (
          <EmptyState title={t('access.sharedHereEmpty')}>
            <p>{t('access.sharedHereEmptyText')}</p>
          </EmptyState>
        ) : (
          <LinkList
            items={lines.map((line) => ({
              href: paths.sharedRecordAt(organisationId, line.grantId),
              title: line.from,
              note: t('sharing.withMeNote', {
                purpose: line.purpose,
                until: fullDate(t.language, line.endsAt),
              }),
            }))}
          />
        )}
      </HelpBeside>
    </Layout>
  )
}
