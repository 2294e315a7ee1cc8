import { MomentText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'
import type { OpeningLine, ShareDetail } from '../share.ts'

/** Seen by: each visit with when, how often and what was shown; then the copies that were taken. */
export function Seen({ t, share }: { t: Words; share: ShareDetail }) {
  const who =
    share.audience === 'link'
      ? t('sharing.someoneWithLink', { recipient: share.recipient })
      : t('sharing.thePerson', { recipient: share.recipient })
  return (
    <section>
      <h2>{t('sharing.seenTitle')}</h2>
      {share.openings.length === 0 ? (
        <p>{t('sharing.seenByNobody')}</p>
      ) : (
        <ul>
          {share.openings.map((opening) => (
            <li>
              <Visit t={t} who={who} opening={opening} />
            </li>
          ))}
        </ul>
      )}
      {share.copies.length > 0 && (
        <>
          <h3>{t('sharing.copiesTitle')}</h3>
          <p>{t('sharing.copiesText')}</p>
          <ul>
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

function Visit({ t, who, opening }: { t: Words; who: string; opening: OpeningLine }) {
  return (
    <>
      <p>
        {who}: <MomentText t={t} value={opening.firstAt} />
        {opening.looks > 1 && (
          <>
            , {t('sharing.looks', { count: opening.looks })} <MomentText t={t} value={opening.lastAt} />
          </>
        )}
      </p>
      <p>
        {t('sharing.shown', { version: opening.pageVersion })}
        {opening.shown.length > 0 && `: ${opening.shown.join(', ')}`}
      </p>
    </>
  )
}
