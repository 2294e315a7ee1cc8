import type { Words } from '../../words.ts'

/**
 * How far a thing can be relied on. `unconfirmed`: the signature is good, but the register does not list its
 * issuer; the thing counts as the person's own until it does.
 */
export type AssuranceKind = 'verified' | 'endorsed' | 'selfDeclared' | 'unconfirmed'

/** The kind alone, or the assurance that a thing carries, with whose word it is. */
export type AssuranceShown = AssuranceKind | { readonly kind: AssuranceKind; readonly by: string }

/** Strongest first: the order in which a page counts them. */
export const assuranceKinds: readonly AssuranceKind[] = [
  'verified',
  'endorsed',
  'unconfirmed',
  'selfDeclared',
]

export function kindOf(assurance: AssuranceShown): AssuranceKind {
  return typeof assurance === 'string' ? assurance : assurance.kind
}

/** The exact words beside a mark. They are the product's promise: change them in the design first. */
export function assuranceLabel(t: Words, assurance: AssuranceShown, name?: string): string {
  const by = name ?? (typeof assurance === 'string' ? undefined : assurance.by)
  switch (kindOf(assurance)) {
    case 'verified':
      return by ? t('common.confirmedBy', { name: by }) : t('common.confirmed')
    case 'endorsed':
      return by ? t('common.vouchedBy', { name: by }) : t('common.vouched')
    case 'selfDeclared':
      return by ? t('common.addedBy', { name: by }) : t('common.added')
    case 'unconfirmed':
      return by ? t('common.unconfirmedBy', { name: by }) : t('common.unconfirmed')
  }
}
