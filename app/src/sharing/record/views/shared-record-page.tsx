import { assuranceOf } from '../../../record/own/assurance-of.ts'
import { RecordLines } from '../../../record/lines-showable.tsx'
import { paths } from '../../../paths.ts'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { SharedFrame } from '../../../ui/layout/shared-frame.tsx'
import { Breadcrumbs } from '../../../ui/list/navigation.tsx'
import { EmptyState } from '../../../ui/text/notice.tsx'
import { PageTitle } from '../../../ui/text/text.tsx'
import { NeutralPage } from '../../views/neutral-page.tsx'
import type { Door, RecordLook } from '../look-at-record.ts'

/** Before it is opened the neutral page; afterwards the lines that are inside, and nothing that says whether more exist. */
export function SharedRecordPage({
  frame,
  door,
  grantId,
  look,
  organisationName,
}: {
  frame: Frame
  door: Door
  grantId: string
  look: RecordLook
  organisationName: string | undefined
}) {
  const { t } = frame
  if (look.kind !== 'open') {
    const action =
      door.kind === 'person'
        ? paths.sharedRecordOpening(grantId)
        : paths.sharedRecordAtOpening(door.organisationId, grantId)
    const startsAt = look.kind === 'early' ? look.startsAt : undefined
    return <NeutralPage frame={frame} action={action} startsAt={startsAt} bare={false} named />
  }
  const { from, recipient, purpose, endsAt, lines } = look.record
  const title = t('access.recordOf', { name: from })
  const above =
    door.kind === 'person'
      ? [{ href: paths.sharedWithMe(), label: t('sharing.withMeTitle') }]
      : [
          { href: paths.organisation(door.organisationId), label: organisationName ?? '' },
          { href: paths.sharedWithOrganisation(door.organisationId), label: t('access.sharedHere') },
        ]
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      noindex
      before={<Breadcrumbs t={t} crumbs={[...above, { label: from }]} />}
    >
      <SharedFrame
        t={t}
        from={from}
        to={recipient}
        purpose={purpose}
        until={endsAt}
        marks={lines.map((line) => assuranceOf(line, t))}
      />
      <PageTitle>{title}</PageTitle>
      {lines.length === 0 ? (
        <EmptyState title={t('access.noLines')}>
          <p>{t('access.nothingNow')}</p>
        </EmptyState>
      ) : (
        <RecordLines t={t} lines={lines} />
      )}
    </Layout>
  )
}
