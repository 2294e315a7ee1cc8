import type { Child } from 'hono/jsx'
import type { Words } from '../../words.ts'
import { MomentText } from '../time.tsx'
import { type AssuranceShown, assuranceLabel, kindOf } from './assurance.ts'
import { type Check, CheckReport } from './check-report.tsx'
import { SealShape } from './seal-shape.tsx'

/** The mark that opens: who says so, since when, how it was checked, and the way to check again. */
export function AssuranceSeal({
  t,
  assurance,
  name,
  facts = [],
  checks,
  checkedAt,
  checkAgain,
  open,
  children,
}: {
  t: Words
  assurance: AssuranceShown
  name?: string | undefined
  /** Who, when, how: "Awarding organisation" – "Pearson Education Ltd". */
  facts?: readonly { term: Child; value: Child }[] | undefined
  checks?: readonly Check[] | undefined
  checkedAt?: Date | undefined
  /** The page (or file for a verifier) where anybody repeats the checks. */
  checkAgain?: { href: string; label?: string | undefined } | undefined
  open?: boolean | undefined
  children?: Child | undefined
}) {
  return (
    <details class={`seal-panel seal-panel--${kindOf(assurance)}`} open={open}>
      <summary class="seal-panel__summary">
        <SealShape assurance={kindOf(assurance)} size="large" />
        <span class="seal-panel__label">{assuranceLabel(t, assurance, name)}</span>
        <span class="seal-panel__more" aria-hidden="true" />
      </summary>
      <div class="seal-panel__body">
        <p class="seal-panel__meaning">{t(`common.meaning_${kindOf(assurance)}`)}</p>
        {facts.length > 0 && (
          <dl class="seal-panel__facts">
            {facts.map((fact) => (
              <div>
                <dt>{fact.term}</dt>
                <dd>{fact.value}</dd>
              </div>
            ))}
          </dl>
        )}
        {checks && <CheckReport t={t} checks={checks} />}
        {children}
        {(checkedAt || checkAgain) && (
          <p class="seal-panel__again">
            {checkedAt && (
              <span>
                {t('common.checkedOn')} <MomentText t={t} value={checkedAt} />
              </span>
            )}
            {checkAgain && <a href={checkAgain.href}>{checkAgain.label ?? t('common.checkAgain')}</a>}
          </p>
        )}
      </div>
    </details>
  )
}
