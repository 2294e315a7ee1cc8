import {
  AMBIGUITY_CODES,
  CREDENTIALS_V1,
  canonicalize,
  createProof,
  CredentialError,
  isObject,
  type JsonObject,
  listOf,
  type SigningKey,
  validateCredential,
} from '@vademecum/verifiable-credentials'
import { facadeContexts } from './contexts.ts'
import { Refused } from './problem.ts'
import { ensureEntry, ensureList, type FacadeLists } from './status.ts'
import type { Suite } from './suites.ts'

/**
 * Signs a credential as the facade's own: its issuer becomes the facade's DID. Words that no context defines are
 * refused whatever the suite, since nobody would know what they say (VC 2.0 §4.3).
 */
export async function issueCredential(
  credential: unknown,
  suite: Suite,
  key: SigningKey,
  now: Date,
  lists?: FacadeLists,
): Promise<JsonObject> {
  if (!isObject(credential)) throw new Refused('PARSING_ERROR', 'no credential')
  if (listOf(credential['@context']).includes(CREDENTIALS_V1)) {
    throw new Refused('MALFORMED_VALUE_ERROR', 'version 1.1 is read, not issued')
  }
  ensureStructure(credential)
  const { issuer, credentialStatus } = credential
  const document: JsonObject = {
    ...credential,
    issuer: isObject(issuer) ? { ...issuer, id: key.controller } : key.controller,
  }
  const isList = listOf(credential['type']).includes('BitstringStatusListCredential')
  if (lists && isList) await ensureList(document)
  else if (lists && credentialStatus === undefined) document['credentialStatus'] = lists.entry('revocation')
  else if (lists) listOf(credentialStatus).forEach(ensureEntry)
  try {
    await canonicalize(document, facadeContexts, { inlineContexts: true })
    return await createProof({
      document,
      key,
      created: `${now.toISOString().slice(0, 19)}Z`,
      contexts: facadeContexts,
      cryptosuite: suite.cryptosuite,
      inlineContexts: true,
    })
  } catch (cause) {
    if (!(cause instanceof CredentialError)) throw cause
    throw new Refused('MALFORMED_VALUE_ERROR', `${cause.code}: ${cause.message}`, { cause })
  }
}

/** The rules of the data model. That a document can be read in two ways is for the product to refuse, not for the facade. */
export function ensureStructure(credential: JsonObject): void {
  const issue = validateCredential(credential).find(({ code }) => !AMBIGUITY_CODES.has(code))
  if (issue) throw new Refused('MALFORMED_VALUE_ERROR', `${issue.path} ${issue.code} (${issue.clause})`)
}
