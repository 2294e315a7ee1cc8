import type { Child } from 'hono/jsx'
import type { Words } from '../../words.ts'
import { type AssuranceShown, assuranceKinds, kindOf } from '../assurance/assurance.ts'
import { SealShape } from '../assurance/seal-shape.tsx'
import { DateText } from '../time.tsx'

/** Above this many things a row of seals is a pattern, not a count. */
const mostSealsShown = 24

/**
 * The product's own words above a shared page: from whom, for whom, until when, and how much of it was confirmed.
 * It is drawn by us outside the page, so that the page cannot say it of itself.
 */
export function SharedFrame({
  t,
  from,
  to,
  purpose,
  until,
  marks,
  recorded = true,
  children,
}: {
  t: Words
  from: string
  to: string
  purpose?: Child | undefined
  until?: Date | string | undefined
  /** One for each thing on the page, in any order. */
  marks: readonly AssuranceShown[]
  recorded?: boolean | undefined
  /** Download, check: what the visitor can do with the whole. */
  children?: Child | undefined
}) {
  const kinds = marks.map(kindOf)
  const confirmed = kinds.filter((kind) => kind === 'verified').length
  const inOrder = assuranceKinds.flatMap((kind) => kinds.filter((one) => one === kind))
  return (
    <aside class="shared-frame" aria-label={t('common.sharedFrameLabel')}>
      <div class="shared-frame__inner">
        <div>
          <p class="shared-frame__who">{t('common.sharedFromTo', { from, to })}</p>
          <p class="shared-frame__count">{t('common.confirmedCount', { confirmed, total: marks.length })}</p>
          {inOrder.length > 0 && inOrder.length <= mostSealsShown && (
            <div class="shared-frame__seals">
              {inOrder.map((mark) => (
                <span class={`mark--${mark}`}>
                  <SealShape assurance={mark} />
                </span>
              ))}
            </div>
          )}
        </div>
        <div>
          <Facts t={t} purpose={purpose} until={until} />
          {recorded && <p class="shared-frame__recorded">{t('common.openingsRecorded', { from })}</p>}
        </div>
        {children && <div class="actions">{children}</div>}
      </div>
    </aside>
  )
}

function Facts({
  t,
  purpose,
  until,
}: {
  t: Words
  purpose: Child | undefined
  until: Date | string | undefined
}) {
  if (!purpose && !until) return null
  return (
    <dl class="shared-frame__facts">
      {purpose && (
        <div>
          <dt>{t('common.sharedPurpose')}</dt>
          <dd>{purpose}</dd>
        </div>
      )}
      {until && (
        <div>
          <dt>{t('common.sharedUntil')}</dt>
          <dd>
            <DateText t={t} value={until} />
          </dd>
        </div>
      )}
    </dl>
  )
}
