import { type Issue, isObject, type JsonObject, listOf, pointer } from './json.ts'

/**
 * Issues of this kind do not make a credential wrong: they make it one that can be read in two ways, so that
 * its structure is *unknown* and never passes.
 */
export const AMBIGUITY_CODES: ReadonlySet<string> = new Set([
  'inline-context',
  'not-a-plain-term',
  'blank-node-id',
  'repeated-credential-id',
  'unsigned-context',
])

/** A language value object may have these; nothing else is written with keywords. */
const VALUE_KEYWORDS = new Set(['@value', '@language', '@direction'])

/**
 * A proof signs RDF, but applications read JSON. Whoever holds a credential can write the same statements in
 * another way, for example `credentialStatus` under its full address or under a name of an own context: the
 * signature stays good and the reader no longer sees that there is a status. So only one way of writing is
 * taken: plain terms of bundled contexts.
 */
export function findAmbiguities(document: JsonObject): Issue[] {
  const issues: Issue[] = []
  const clause = 'Data Integrity §2.4.1'
  const refuse = (path: string, code: string) => issues.push({ path, code, clause })

  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      value.forEach((each, index) => {
        visit(each, pointer(path, index))
      })
      return
    }
    if (!isObject(value)) return
    for (const [name, child] of Object.entries(value)) {
      const here = pointer(path, name)
      if (name === '@context') {
        const contexts = Array.isArray(child) ? child : [child]
        contexts.forEach((each, index) => {
          if (typeof each !== 'string') refuse(pointer(here, index), 'inline-context')
        })
      } else {
        if (!isPlainTerm(name) && !VALUE_KEYWORDS.has(name)) refuse(here, 'not-a-plain-term')
        visit(child, here)
      }
    }
    if (typeof value.id === 'string' && value.id.startsWith('_:')) refuse(`${path}/id`, 'blank-node-id')
    // Statements about the credential could hide in a second object that has its id. A service that names the
    // credential only by id and type is common, and there is nothing to hide in those two.
    const isAnother = path !== '' && document.id !== undefined && value.id === document.id
    if (isAnother && Object.keys(value).some((name) => name !== 'id' && name !== 'type')) {
      refuse(`${path}/id`, 'repeated-credential-id')
    }
  }

  visit(document, '')
  for (const proof of listOf(document.proof)) {
    // A JCS proof signs the contexts that it names; more of them give signed words another meaning.
    const signed = isObject(proof) ? proof['@context'] : undefined
    if (signed !== undefined && listOf(signed).length !== listOf(document['@context']).length) {
      refuse('/@context', 'unsigned-context')
    }
  }
  return issues
}

function isPlainTerm(name: string): boolean {
  return !name.includes(':') && !name.startsWith('@')
}
