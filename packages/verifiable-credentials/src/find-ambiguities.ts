import { type Issue, isObject, type JsonObject, listOf, type Place, pointerOf } from './json.ts'

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
  const refuse = (place: Place | undefined, code: string) => {
    issues.push({ path: pointerOf(place), code, clause })
  }

  const visit = (value: unknown, place: Place | undefined): void => {
    if (Array.isArray(value)) {
      value.forEach((each, step) => {
        visit(each, { above: place, step })
      })
      return
    }
    if (!isObject(value)) return
    for (const step of Object.keys(value)) {
      const child = value[step]
      const here = { above: place, step }
      if (step === '@context') {
        listOf(child).forEach((each, index) => {
          if (typeof each !== 'string') refuse({ above: here, step: index }, 'inline-context')
        })
      } else {
        if (!isPlainTerm(step) && !VALUE_KEYWORDS.has(step)) refuse(here, 'not-a-plain-term')
        if (typeof child === 'object') visit(child, here)
      }
    }
    const { id } = value
    if (typeof id !== 'string') return
    if (id.startsWith('_:')) refuse({ above: place, step: 'id' }, 'blank-node-id')
    // Statements about the credential could hide in a second object that has its id. A service that names the
    // credential only by id and type is common, and there is nothing to hide in those two.
    if (place === undefined || id !== document.id) return
    if (Object.keys(value).some((name) => name !== 'id' && name !== 'type')) {
      refuse({ above: place, step: 'id' }, 'repeated-credential-id')
    }
  }

  visit(document, undefined)
  for (const proof of listOf(document.proof)) {
    // A JCS proof signs the contexts that it names; more of them give signed words another meaning.
    const signed = isObject(proof) ? proof['@context'] : undefined
    if (signed !== undefined && listOf(signed).length !== listOf(document['@context']).length) {
      refuse({ above: undefined, step: '@context' }, 'unsigned-context')
    }
  }
  return issues
}

function isPlainTerm(name: string): boolean {
  return !name.includes(':') && !name.startsWith('@')
}
