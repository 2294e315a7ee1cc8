/**
 * What a thing that is shown rests on (design §2). It travels with the thing wherever it goes and is drawn outside
 * whatever a learner can write. Lines are verified, never pages.
 */
export type Assurance =
  /** The person's own word. */
  | { readonly kind: 'selfDeclared'; readonly by: string }
  /** A named person vouched, and how that person's identity was confirmed. */
  | { readonly kind: 'endorsed'; readonly by: string; readonly how: string }
  /** Every check passes, the issuer is admitted for this kind of statement, the subject is bound to the account. */
  | { readonly kind: 'verified'; readonly by: string }
  /** A good signature by an issuer that the register does not list, or whose checks could not all be made. */
  | { readonly kind: 'unconfirmed'; readonly by: string; readonly why: string }
