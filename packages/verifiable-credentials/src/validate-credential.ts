import { CREDENTIALS_V1, CREDENTIALS_V2 } from './contexts.ts'
import { instantOf, isDateTimeStamp } from './date-time.ts'
import { isIri, isObject, type Issue, type JsonObject, listOf, pointer } from './json.ts'
import { findAmbiguities } from './find-ambiguities.ts'

/** Collects issues; the checks below read like the clauses that they hold. */
export type Refuse = (path: string, code: string, clause: string) => void

/**
 * Checks the structure of a credential against Verifiable Credentials 2.0 (version 1.1 is accepted for
 * import: it has `issuanceDate` and `expirationDate`), and that reading it as JSON and signing it as RDF mean
 * the same thing. An empty list means that nothing is wrong.
 */
export function validateCredential(document: JsonObject): Issue[] {
  const issues: Issue[] = []
  const refuse: Refuse = (path, code, clause) => issues.push({ path, code, clause })
  const version = checkContext(document, refuse)
  checkTypeAndId(document, refuse)
  checkIssuer(document, refuse)
  checkSubject(document, refuse)
  if (version === '1.1') checkDates(document, 'issuanceDate', 'expirationDate', refuse)
  else checkDates(document, 'validFrom', 'validUntil', refuse)
  if (version === '1.1' && document.issuanceDate === undefined) {
    refuse('/issuanceDate', 'missing', 'VC 1.1 §4.6')
  }
  checkNames(document, refuse)
  checkTypedMembers(document, refuse)
  checkRelatedResources(document, refuse)
  checkProofs(document, refuse)
  return [...issues, ...findAmbiguities(document)]
}

export function checkContext(document: JsonObject, refuse: Refuse): '2.0' | '1.1' {
  const clause = 'VC 2.0 §4.3'
  const context = document['@context']
  if (!Array.isArray(context) || context.length === 0) {
    refuse('/@context', 'not-a-list', clause)
    return context === CREDENTIALS_V1 ? '1.1' : '2.0'
  }
  if (context[0] !== CREDENTIALS_V2 && context[0] !== CREDENTIALS_V1) {
    refuse('/@context/0', 'wrong-first-context', clause)
  }
  context.forEach((entry, index) => {
    if (!isIri(entry) && !isObject(entry)) refuse(pointer('/@context', index), 'not-a-context', clause)
  })
  return context[0] === CREDENTIALS_V1 ? '1.1' : '2.0'
}

function checkTypeAndId(document: JsonObject, refuse: Refuse): void {
  const types = listOf(document.type)
  if (!types.includes('VerifiableCredential')) refuse('/type', 'not-a-credential', 'VC 2.0 §4.5')
  if (!types.every((type) => typeof type === 'string')) refuse('/type', 'not-a-string', 'VC 2.0 §4.5')
  if (document.id !== undefined && !isIri(document.id)) refuse('/id', 'not-a-url', 'VC 2.0 §4.4')
}

function checkIssuer(document: JsonObject, refuse: Refuse): void {
  const { issuer } = document
  if (issuer === undefined) return refuse('/issuer', 'missing', 'VC 2.0 §4.7')
  if (isObject(issuer)) {
    if (!isIri(issuer.id)) refuse('/issuer/id', 'not-a-url', 'VC 2.0 §4.7')
  } else if (!isIri(issuer)) refuse('/issuer', 'not-a-url', 'VC 2.0 §4.7')
}

function checkSubject(document: JsonObject, refuse: Refuse): void {
  const clause = 'VC 2.0 §4.8'
  const { credentialSubject: subject } = document
  if (subject === undefined) return refuse('/credentialSubject', 'missing', clause)
  if (Array.isArray(subject) && subject.length === 0) refuse('/credentialSubject', 'empty', clause)
  listOf(subject).forEach((each, index) => {
    const path = Array.isArray(subject) ? pointer('/credentialSubject', index) : '/credentialSubject'
    if (!isObject(each)) return refuse(path, 'not-an-object', clause)
    if (Object.keys(each).length === 0) refuse(path, 'empty', clause)
    if (each.id !== undefined && !isIri(each.id)) refuse(pointer(path, 'id'), 'not-a-url', 'VC 2.0 §4.4')
  })
}

function checkDates(document: JsonObject, from: string, until: string, refuse: Refuse): void {
  const clause = 'VC 2.0 §4.9'
  for (const name of [from, until]) {
    const value = document[name]
    if (value !== undefined && !isDateTimeStamp(value)) refuse(pointer('', name), 'not-an-instant', clause)
  }
  // The names of the other version are terms of its context only.
  const start = document[from]
  const end = document[until]
  if (isDateTimeStamp(start) && isDateTimeStamp(end) && instantOf(end) < instantOf(start)) {
    refuse(pointer('', until), 'ends-before-it-begins', clause)
  }
}

function checkNames(document: JsonObject, refuse: Refuse): void {
  const clause = 'VC 2.0 §4.6, §11.1'
  const { issuer } = document
  for (const name of ['name', 'description']) {
    if (!listOf(document[name]).every(isText)) refuse(pointer('', name), 'not-text', clause)
    if (isObject(issuer) && !listOf(issuer[name]).every(isText)) {
      refuse(pointer('/issuer', name), 'not-text', clause)
    }
  }
}

/** A well-formed tag of BCP 47, as far as its shape goes. */
const LANGUAGE = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/

/** A string or a language value object (VC 2.0 §11.1). */
function isText(value: unknown): boolean {
  if (typeof value === 'string') return true
  if (!isObject(value) || typeof value['@value'] !== 'string') return false
  return Object.entries(value).every(([name, part]) => {
    if (name === '@language') return typeof part === 'string' && LANGUAGE.test(part)
    if (name === '@direction') return part === 'ltr' || part === 'rtl'
    return name === '@value'
  })
}

const TYPED_MEMBERS = Object.entries({
  credentialStatus: 'VC 2.0 §4.10',
  credentialSchema: 'VC 2.0 §4.11',
  refreshService: 'VC 2.0 §5.4',
  termsOfUse: 'VC 2.0 §5.5',
  evidence: 'VC 2.0 §5.6',
  renderMethod: 'VC 2.0 §4.5',
  confidenceMethod: 'VC 2.0 §4.5',
})

export function checkTypedMembers(document: JsonObject, refuse: Refuse): void {
  for (const [name, clause] of TYPED_MEMBERS) {
    const value = document[name]
    if (value === undefined) continue
    if (value === null) refuse(pointer('', name), 'not-an-object', clause)
    listOf(value ?? undefined).forEach((each, index) => {
      const path = Array.isArray(value) ? pointer(pointer('', name), index) : pointer('', name)
      if (!isObject(each)) return refuse(path, 'not-an-object', clause)
      const types = listOf(each.type)
      if (types.length === 0 || !types.every((type) => typeof type === 'string')) {
        refuse(pointer(path, 'type'), 'missing', clause)
      }
      const idIsNeeded = name === 'credentialSchema'
      if ((idIsNeeded || each.id !== undefined) && !isIri(each.id)) {
        refuse(pointer(path, 'id'), 'not-a-url', clause)
      }
    })
  }
}

function checkRelatedResources(document: JsonObject, refuse: Refuse): void {
  const clause = 'VC 2.0 §5.3'
  const { relatedResource } = document
  const seen = new Set<unknown>()
  listOf(relatedResource).forEach((each, index) => {
    const path = Array.isArray(relatedResource) ? pointer('/relatedResource', index) : '/relatedResource'
    if (!isObject(each)) return refuse(path, 'not-an-object', clause)
    if (!isIri(each.id)) refuse(pointer(path, 'id'), 'not-a-url', clause)
    if (seen.has(each.id)) refuse(pointer(path, 'id'), 'repeated', clause)
    seen.add(each.id)
    const digests = [each.digestSRI, each.digestMultibase].filter((digest) => digest !== undefined)
    if (digests.length === 0) refuse(pointer(path, 'digestSRI'), 'missing', clause)
    if (!digests.every((digest) => typeof digest === 'string')) refuse(path, 'not-a-string', clause)
  })
}

export function checkProofs(document: JsonObject, refuse: Refuse): void {
  const { proof } = document
  if (Array.isArray(proof) && proof.length === 0) refuse('/proof', 'empty', 'Data Integrity §2.1')
  listOf(proof).forEach((each, index) => {
    const path = Array.isArray(proof) ? pointer('/proof', index) : '/proof'
    if (!isObject(each)) refuse(path, 'not-an-object', 'Data Integrity §2.1')
  })
}
