import type { Words } from '../../words.ts'

/**
 * How far a thing can be relied on. `signedUnknown`: the signature is good, but the register does not list
 * its issuer; the thing counts as the person's own until it does.
 */
export type Assurance = 'verified' | 'endorsed' | 'selfDeclared' | 'signedUnknown'

export const assurances: readonly Assurance[] = ['verified', 'endorsed', 'selfDeclared', 'signedUnknown']

/** The exact words beside a mark. They are the product's promise: change them in the design first. */
export function assuranceLabel(t: Words, assurance: Assurance, name: string | undefined): string {
  switch (assurance) {
    case 'verified':
      return name ? t('common.confirmedBy', { name }) : t('common.confirmed')
    case 'endorsed':
      return name ? t('common.vouchedBy', { name }) : t('common.vouched')
    case 'selfDeclared':
      return name ? t('common.addedBy', { name }) : t('common.added')
    case 'signedUnknown':
      return name ? t('common.signedByUnknown', { name }) : t('common.signedUnknown')
  }
}
