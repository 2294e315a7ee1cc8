import { openBadgesContexts } from '@vademecum/open-badges'
import { type ContextMap, mergeContexts } from '@vademecum/verifiable-credentials'

/** Those of the product, and that of the examples of the specifications, which gives every word some meaning. */
export const facadeContexts: ContextMap = mergeContexts(
  openBadgesContexts,
  new Map([
    [
      'https://www.w3.org/ns/credentials/examples/v2',
      { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } },
    ],
  ]),
)
