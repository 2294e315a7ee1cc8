import type { Child } from 'hono/jsx'
import type { Words } from '../../words.ts'
import { type AssuranceShown, assuranceLabel, kindOf } from './assurance.ts'
import { SealShape } from './seal-shape.tsx'

/**
 * The product's signature: shape, colour and the same words wherever a thing is shown. It is drawn outside
 * what a learner can write: never pass their text as `name` without it being a name that we hold.
 */
export function AssuranceMark({
  t,
  assurance,
  name,
  detail,
  href,
}: {
  t: Words
  assurance: AssuranceShown
  /** Issuer, voucher or the person themselves, where `assurance` does not carry it. */
  name?: string | undefined
  /** A short fact after the words: "amended on 3 May 2026", "known to Hafren College". */
  detail?: Child | undefined
  /** Where it says who, when and how. */
  href?: string | undefined
}) {
  const label = assuranceLabel(t, assurance, name)
  return (
    <span class={`mark mark--${kindOf(assurance)}`}>
      <SealShape assurance={kindOf(assurance)} />
      <span>
        {href ? (
          <a class="mark__link" href={href}>
            {label}
          </a>
        ) : (
          <span class="mark__label">{label}</span>
        )}
        {detail && <span class="mark__detail">{detail}</span>}
      </span>
    </span>
  )
}
