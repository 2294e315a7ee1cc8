import { type Issue, isIri, isObject, type JsonObject, listOf, pointer } from './json.ts'
import { checkContext, checkProofs, checkTypedMembers, type Refuse } from './validate-credential.ts'

const CLAUSE = 'VC 2.0 §4.13'

/**
 * Checks the structure of a presentation against Verifiable Credentials 2.0 (§4.13). Its credentials are documents
 * of their own: `validateCredential` and `verifyCredential` are for those.
 */
export function validatePresentation(document: JsonObject): Issue[] {
  const issues: Issue[] = []
  const refuse: Refuse = (path, code, clause) => issues.push({ path, code, clause })
  checkContext(document, refuse)
  const types = listOf(document.type)
  if (!types.includes('VerifiablePresentation')) refuse('/type', 'not-a-presentation', 'VC 2.0 §4.5')
  if (!types.every((type) => typeof type === 'string')) refuse('/type', 'not-a-string', 'VC 2.0 §4.5')
  if (document.id !== undefined && !isIri(document.id)) refuse('/id', 'not-a-url', 'VC 2.0 §4.4')
  checkHolder(document.holder, refuse)
  checkTypedMembers(document, refuse)
  checkProofs(document, refuse)
  const { verifiableCredential: held } = document
  listOf(held).forEach((each, index) => {
    const path = Array.isArray(held) ? pointer('/verifiableCredential', index) : '/verifiableCredential'
    checkHeld(each, path, refuse)
  })
  return issues
}

/** Whether something is a credential that was signed as other than JSON-LD, inside a `data:` address (§4.13.2). */
export function isEnveloped(value: JsonObject): boolean {
  return listOf(value.type).includes('EnvelopedVerifiableCredential')
}

function checkHolder(holder: unknown, refuse: Refuse): void {
  if (holder === undefined) return
  const id = isObject(holder) ? holder.id : holder
  if (!isIri(id)) refuse(isObject(holder) ? '/holder/id' : '/holder', 'not-a-url', CLAUSE)
}

function checkHeld(held: unknown, path: string, refuse: Refuse): void {
  if (!isObject(held)) return refuse(path, 'not-an-object', CLAUSE)
  if (!isEnveloped(held)) {
    if (!listOf(held.type).includes('VerifiableCredential')) {
      refuse(pointer(path, 'type'), 'not-a-credential', CLAUSE)
    }
    return
  }
  const contexts = listOf(held['@context'])
  if (contexts[0] !== 'https://www.w3.org/ns/credentials/v2') {
    refuse(pointer(path, '@context'), 'wrong-first-context', 'VC 2.0 §4.13.2')
  }
  if (typeof held.id !== 'string' || !/^data:application\/vc(\+[a-z-]+)?(;[^,]*)?,.+$/s.test(held.id)) {
    refuse(pointer(path, 'id'), 'not-a-data-url', 'VC 2.0 §4.13.2')
  }
}
