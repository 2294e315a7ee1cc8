import { Table } from '../../ui/list/table.tsx'
import { MomentText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import type { ShareDetail } from '../share.ts'
import { type Visits, visitsTogether } from '../visits-together.ts'

/** Seen by: each visit with when, how often and what was shown; then the copies that were taken. */
export function Seen({ t, share }: { t: Words; share: ShareDetail }) {
  const who =
    share.audience === 'organisation'
      ? share.recipient
      : share.audience === 'link'
        ? t('sharing.someoneWithLink', { recipient: share.recipient })
        : t('sharing.thePerson', { recipient: share.recipient })
  return (
    <section>
      <h2>{t('sharing.seenTitle')}</h2>
      {share.openings.length === 0 ? (
        <p>{t('sharing.seenByNobody')}</p>
      ) : (
        <VisitTable t={t} who={who} visits={visitsTogether(share.openings)} />
      )}
      {share.copies.length > 0 && (
        <>
          <h3>{t('sharing.copiesTitle')}</h3>
          <p>{t('sharing.copiesText')}</p>
          <ul class="plain-list">
            {share.copies.map((copy) => (
              <li>
                {who}: <MomentText t={t} value={copy.takenAt} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function VisitTable({ t, who, visits }: { t: Words; who: string; visits: readonly Visits[] }) {
  return (
    <Table
      caption={who}
      rows={visits}
      columns={[
        {
          label: t('sharing.firstAt'),
          header: true,
          short: t('sharing.firstAt'),
          cell: ({ firstAt, visitors, viewerName }) => (
            <>
              <MomentText t={t} value={firstAt} />
              {viewerName !== null && <span class="shown-things">{viewerName}</span>}
              {viewerName === null && visitors > 1 && (
                <span class="repeated">{t('sharing.visitsTogether', { count: visitors })}</span>
              )}
            </>
          ),
        },
        { label: t('sharing.lastAt'), cell: ({ lastAt }) => <MomentText t={t} value={lastAt} /> },
        {
          label: t('sharing.howOften'),
          oneLine: true,
          cell: ({ looks }) => t('sharing.timesOpened', { count: looks }),
        },
        { label: t('sharing.whatShown'), cell: (visit) => <Shown t={t} visit={visit} /> },
      ]}
    />
  )
}

function Shown({ t, visit: { pageVersion, shown } }: { t: Words; visit: Visits }) {
  return (
    <>
      {pageVersion > 0 && t('sharing.versionOf', { version: pageVersion })}
      {shown.length > 0 && <span class="shown-things">{shown.join(', ')}</span>}
    </>
  )
}
