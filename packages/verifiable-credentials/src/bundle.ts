import { isDateTimeStamp } from './date-time.ts'
import { type Issue, isObject, type JsonObject, pointer } from './json.ts'

/** What a reader takes away from a share, in one JSON file that can be checked without an account. */
export interface Bundle extends JsonObject {
  type: 'VademecumBundle'
  version: 1
  /** When it was made: an RFC 3339 instant. */
  created: string
  title: string
  /** For whom, in words. */
  recipient?: string
  /** For what, in words. */
  purpose?: string
  /** Signed credentials. They are the only part of a bundle that a signature covers. */
  credentials: JsonObject[]
  /** The DID documents of the issuers as they were. They prove nothing by themselves. */
  issuerDocuments: JsonObject[]
  /** Signed status list credentials as they were. */
  statusLists?: JsonObject[]
  /** For each credential, by its id: that the issuer's log has it. */
  logProofs?: JsonObject[]
  /** Credentials, by id, of which somebody said that something is wrong when the bundle was made, unanswered so far. */
  underChallenge?: JsonObject[]
  /** What the learner added; nobody vouches for it. */
  selfDeclared: JsonObject[]
}

export const MAX_BUNDLE_CREDENTIALS = 500
/** Few issuers stand behind many credentials. */
const MAX_BUNDLE_DOCUMENTS = 200

/** Puts a bundle together. Nothing is signed or checked here. */
export function createBundle(input: {
  created: string
  title: string
  recipient?: string
  purpose?: string
  credentials: JsonObject[]
  issuerDocuments: JsonObject[]
  statusLists?: JsonObject[]
  logProofs?: JsonObject[]
  underChallenge?: JsonObject[]
  selfDeclared?: JsonObject[]
}): Bundle {
  const { created, title, recipient, purpose, credentials, issuerDocuments } = input
  const { statusLists, logProofs, underChallenge, selfDeclared } = input
  return {
    type: 'VademecumBundle',
    version: 1,
    created,
    title,
    ...(recipient === undefined ? {} : { recipient }),
    ...(purpose === undefined ? {} : { purpose }),
    credentials,
    issuerDocuments,
    ...(statusLists === undefined ? {} : { statusLists }),
    ...(logProofs === undefined ? {} : { logProofs }),
    ...(underChallenge === undefined ? {} : { underChallenge }),
    selfDeclared: selfDeclared ?? [],
  }
}

export function isBundle(document: JsonObject): boolean {
  return document.type === 'VademecumBundle'
}

/** What is wrong with the frame of a bundle; its credentials are checked one by one. */
export function validateBundle(bundle: JsonObject): Issue[] {
  const issues: Issue[] = []
  const refuse = (path: string, code: string) =>
    issues.push({ path, code, clause: 'bundle format, version 1' })
  if (!isBundle(bundle)) refuse('/type', 'not-a-bundle')
  if (bundle.version !== 1) refuse('/version', 'unknown-version')
  if (!isDateTimeStamp(bundle.created)) refuse('/created', 'not-an-instant')
  for (const name of ['title', 'recipient', 'purpose']) {
    const value = bundle[name]
    if (typeof value !== 'string' && (name === 'title' || value !== undefined)) {
      refuse(pointer('', name), 'not-text')
    }
  }
  checkList(bundle, 'credentials', true, MAX_BUNDLE_CREDENTIALS, refuse)
  checkList(bundle, 'issuerDocuments', true, MAX_BUNDLE_DOCUMENTS, refuse)
  checkList(bundle, 'statusLists', false, MAX_BUNDLE_DOCUMENTS, refuse)
  checkList(bundle, 'logProofs', false, MAX_BUNDLE_CREDENTIALS, refuse)
  checkList(bundle, 'underChallenge', false, MAX_BUNDLE_CREDENTIALS, refuse)
  checkList(bundle, 'selfDeclared', false, 10_000, refuse)
  return issues
}

function checkList(
  bundle: JsonObject,
  name: string,
  isNeeded: boolean,
  most: number,
  refuse: (path: string, code: string) => void,
): void {
  const list = bundle[name]
  if (list === undefined && !isNeeded) return
  if (!Array.isArray(list)) return refuse(pointer('', name), 'not-a-list')
  if (list.length > most) return refuse(pointer('', name), 'too-large')
  list.forEach((entry, index) => {
    if (!isObject(entry)) refuse(pointer(pointer('', name), index), 'not-an-object')
  })
}
