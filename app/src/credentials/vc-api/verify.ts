import {
  canonicalize,
  type CheckName,
  CredentialError,
  decodePublicKey,
  isEnveloped,
  isObject,
  type JsonObject,
  listOf,
  type ResolveDid,
  validatePresentation,
  verifyCredential,
  verifyProofs,
} from '@vademecum/verifiable-credentials'
import { facadeContexts } from './contexts.ts'
import { ensureStructure } from './issue.ts'
import { type ProblemName, Refused } from './problem.ts'
import { ensureEntry, ensureList } from './status.ts'

export interface VerifyWith {
  readonly now: Date
  readonly resolveDid: ResolveDid
  readonly fetchStatusList: (url: string) => Promise<unknown>
  /** Whether a status that cannot be found out is refused. */
  readonly needsStatus: boolean
}

/**
 * Judges that structure, proofs, dates and status are right. Whose key it is, and whether anybody accepts the issuer,
 * is left out on purpose: published vectors are signed by keys of nobody. Nothing but the facade uses this.
 */
export async function verifyForFacade(credential: unknown, options: VerifyWith): Promise<void> {
  if (!isObject(credential)) throw new Refused('PARSING_ERROR', 'no credential')
  ensureStructure(credential)
  const isList = listOf(credential['type']).includes('BitstringStatusListCredential')
  if (options.needsStatus && isList) await ensureList(credential)
  if (options.needsStatus) listOf(credential['credentialStatus']).forEach(ensureEntry)
  const { checks } = await verifyCredential(credential, {
    now: options.now,
    contexts: facadeContexts,
    resolveDid: options.resolveDid,
    fetchStatusList: options.fetchStatusList,
    inlineContexts: true,
  })
  const demand = (name: CheckName, problem: ProblemName, acceptsUnknown = false) => {
    const check = checks.find((each) => each.name === name)
    if (check?.result === 'pass' || (acceptsUnknown && check?.result === 'unknown')) return
    throw new Refused(problem, `${name}: ${check?.detail.code ?? 'not made'}`)
  }
  demand('parsed', 'PARSING_ERROR')
  demand('structure', 'MALFORMED_VALUE_ERROR', true)
  demand('proof', 'CRYPTOGRAPHIC_SECURITY_ERROR')
  await ensureWordsAreDefined(credential)
  demand('time', 'RANGE_ERROR')
  const status = checks.find((each) => each.name === 'status')
  const isOutOfRange = status?.detail.code === 'status-out-of-range'
  demand(
    'status',
    isOutOfRange
      ? 'RANGE_ERROR'
      : status?.result === 'unknown'
        ? 'STATUS_RETRIEVAL_ERROR'
        : 'STATUS_VERIFICATION_ERROR',
    !options.needsStatus,
  )
}

/** Suites over JSON text do not look at words. Contexts that are not known here are nobody's mistake. */
async function ensureWordsAreDefined(document: JsonObject): Promise<void> {
  const { proof: _, ...unsecured } = document
  try {
    await canonicalize(unsecured, facadeContexts, { inlineContexts: true })
  } catch (cause) {
    if (cause instanceof CredentialError && cause.code === 'unknown-context') return
    throw new Refused('MALFORMED_VALUE_ERROR', 'words that no context defines', { cause })
  }
}

/**
 * The same for a presentation and each credential in it. Credentials in envelopes are looked at from outside only.
 * A presentation need not be signed (VC 2.0 §4.13), unless a challenge or domain is asked for.
 */
export async function verifyPresentation(
  presentation: unknown,
  options: VerifyWith,
  asked: { challenge?: string; domain?: string },
): Promise<void> {
  if (!isObject(presentation)) throw new Refused('PARSING_ERROR', 'no presentation')
  if (isEnvelopedPresentation(presentation)) return
  const [issue] = validatePresentation(presentation)
  if (issue) throw new Refused('MALFORMED_VALUE_ERROR', `${issue.path} ${issue.code} (${issue.clause})`)
  await ensureWordsAreDefined(presentation)
  const results = await verifyProofs(presentation, {
    keyFor: async (method) => keyIn(method, options.resolveDid),
    contexts: facadeContexts,
    purpose: 'authentication',
    inlineContexts: true,
    ...asked,
  })
  const bad = results.find(({ result }) => result !== 'pass')
  if (bad) throw new Refused('CRYPTOGRAPHIC_SECURITY_ERROR', `proof: ${bad.code}`)
  if (results.length === 0 && (asked.challenge ?? asked.domain) !== undefined) {
    throw new Refused('CRYPTOGRAPHIC_SECURITY_ERROR', 'no proof that answers the challenge')
  }
  for (const held of listOf(presentation['verifiableCredential'])) {
    if (isObject(held) && isEnveloped(held)) continue
    await verifyForFacade(held, options)
  }
}

/** VC 2.0 §4.13.3. */
function isEnvelopedPresentation(presentation: JsonObject): boolean {
  return (
    listOf(presentation['type']).includes('EnvelopedVerifiablePresentation') &&
    listOf(presentation['@context'])[0] === 'https://www.w3.org/ns/credentials/v2' &&
    typeof presentation['id'] === 'string' &&
    /^data:application\/vp(\+[a-z-]+)?(;[^,]*)?,.+$/s.test(presentation['id'])
  )
}

async function keyIn(method: string, resolveDid: ResolveDid) {
  const [did = '', fragment = ''] = method.split('#')
  if (did.startsWith('did:key:')) return decodePublicKey(fragment || did.slice('did:key:'.length))
  const document = await resolveDid(did)
  const found = isObject(document)
    ? listOf(document['verificationMethod']).find((each) => isObject(each) && each['id'] === method)
    : undefined
  return isObject(found) ? decodePublicKey(String(found['publicKeyMultibase'])) : undefined
}
