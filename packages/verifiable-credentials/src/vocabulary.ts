import type { ContextMap } from './contexts.ts'
import { isObject, type JsonObject } from './json.ts'

/** Thrown at anything that is not compiled here; the document then goes the long way. */
export class Outside extends Error {
  override readonly name = 'Outside'
}

/** What a name means, as far as it is compiled. */
export interface Term {
  /** An absolute IRI or a keyword; null where a context takes the meaning away. */
  readonly iri: string | null
  /** `outside`: a keyword, a container or a coercion that is not compiled. */
  readonly kind: 'id' | 'type' | 'property' | 'outside'
  /** `<iri>`. */
  readonly predicate: string
  readonly coercion: string | undefined
  /** What follows the text of a literal: the closing quote, and its datatype. */
  readonly suffix: string
  readonly isGraph: boolean
  readonly isList: boolean
  readonly isPrefix: boolean
  readonly isProtected: boolean
  /** The context that holds inside, undefined if none. */
  readonly scoped: unknown
  /** All that was said, to compare definitions of a protected name. */
  readonly said: string
}

/** By what one comes from one vocabulary to another. */
type Move = 'contexts' | 'types' | 'values' | 'node' | 'reference'

/** Names in force at some place of a document; never changed once made. */
export interface Vocabulary {
  readonly terms: ReadonlyMap<string, Term>
  readonly vocab: string | undefined
  /** What holds again in the next node, for a vocabulary that came with a type (JSON-LD 1.1 §4.1.5). */
  readonly previous: Vocabulary | undefined
  /** The names that mean `@id` and `@type`. */
  readonly idNames: readonly string[]
  readonly typeNames: readonly string[]
  readonly moves: { readonly [move in Move]: Map<string, Vocabulary | Outside> }
  /** Whether a document that used it came out as it does the long way. */
  isProven: boolean
}

const XSD_STRING = 'http://www.w3.org/2001/XMLSchema#string'
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\u0000-\u0020]*$/
const COMPILED_CONTEXT = new Set(['@version', '@protected', '@vocab'])
const COMPILED_TERM = new Set(['@id', '@type', '@container', '@context', '@protected', '@prefix'])
const MAX_CONTEXTS = 20

export function isAbsolute(value: string): boolean {
  return ABSOLUTE.test(value)
}

/**
 * Turns the contexts of a map into vocabularies, following JSON-LD 1.1 API §4 for the part of it that contexts
 * of credentials use. A vocabulary is made once for each place that can be reached and then only looked up.
 */
export class Compiler {
  readonly #contexts: ContextMap
  readonly #initial: Vocabulary = vocabularyOf(new Map(), undefined, undefined)
  #left: number

  /** Whoever writes documents must not fill the memory with combinations of types. */
  constructor(contexts: ContextMap, maxVocabularies = 1_000) {
    this.#contexts = contexts
    this.#left = maxVocabularies
  }

  get initial(): Vocabulary {
    return this.#initial
  }

  /** With the contexts that a node names. */
  withContexts(from: Vocabulary, contexts: unknown): Vocabulary {
    const list = Array.isArray(contexts) ? contexts : [contexts]
    if (list.length > MAX_CONTEXTS || !list.every((entry) => typeof entry === 'string')) {
      throw new Outside('a context of its own')
    }
    return this.#move(from, 'contexts', list.length === 1 ? String(list[0]) : list.join(' '), () =>
      this.#extend(from, list, 'all'),
    )
  }

  /** With what types bring along; `types` in the order in which they are written. */
  withTypes(from: Vocabulary, types: readonly string[]): Vocabulary {
    const scoped: string[] = []
    for (const type of types) if (from.terms.get(type)?.scoped !== undefined) scoped.push(type)
    if (scoped.length === 0) return from
    if (scoped.length > MAX_CONTEXTS) throw new Outside('too many types')
    scoped.sort()
    return this.#move(from, 'types', scoped.join(' '), () => {
      let result = from
      for (const type of scoped) result = this.#extend(result, from.terms.get(type)?.scoped, 'this node')
      return result
    })
  }

  /** What holds for plain values of a property. */
  forValues(from: Vocabulary, name: string): Vocabulary {
    const scoped = from.terms.get(name)?.scoped
    if (scoped === undefined) return from
    return this.#move(from, 'values', name, () => this.#extend(from, scoped, 'override'))
  }

  /** What a node under a property begins with: types of the node above are forgotten, those of the property hold. */
  forNode(from: Vocabulary, name: string): Vocabulary {
    const inside = this.forValues(from, name)
    if (inside === from && from.previous === undefined) return from
    return this.#move(from, 'node', name, () => this.#scope(inside, inside.previous ?? inside, name))
  }

  /** The same for a node that has nothing but an id. */
  forReference(from: Vocabulary, name: string): Vocabulary {
    const inside = this.forValues(from, name)
    if (inside === from) return from
    return this.#move(from, 'reference', name, () => this.#scope(inside, inside, name))
  }

  #scope(inside: Vocabulary, base: Vocabulary, name: string): Vocabulary {
    const scoped = inside.terms.get(name)?.scoped
    return scoped === undefined ? base : this.#extend(base, scoped, 'override')
  }

  #move(from: Vocabulary, move: Move, name: string, make: () => Vocabulary): Vocabulary {
    const moves = from.moves[move]
    const known = moves.get(name)
    if (known instanceof Outside) throw known
    if (known !== undefined) return known
    if (this.#left <= 0) throw new Outside('too many vocabularies')
    this.#left -= 1
    try {
      const made = make()
      moves.set(name, made)
      return made
    } catch (error) {
      if (error instanceof Outside) moves.set(name, error)
      throw error
    }
  }

  /** JSON-LD 1.1 API §4.1. `override`: protected names may be defined anew; `this node`: not passed on to nodes below. */
  #extend(from: Vocabulary, local: unknown, how: 'all' | 'override' | 'this node', depth = 0): Vocabulary {
    if (depth > 8) throw new Outside('contexts within contexts')
    let result = from
    if (how === 'this node' && from.previous === undefined) {
      result = vocabularyOf(from.terms, from.vocab, from)
    }
    for (const entry of Array.isArray(local) ? local : [local]) {
      if (entry === null) {
        if (how !== 'override' && [...result.terms.values()].some((term) => term.isProtected)) {
          throw new Outside('protected names')
        }
        result = vocabularyOf(new Map(), undefined, undefined)
      } else if (typeof entry === 'string') {
        const document = this.#contexts.get(entry)
        if (!isObject(document) || document['@context'] === undefined) throw new Outside('unknown context')
        result = this.#extend(result, document['@context'], how === 'override' ? how : 'all', depth + 1)
      } else if (isObject(entry)) {
        result = new Definitions(result, entry, how === 'override').vocabulary()
      } else throw new Outside('no context')
    }
    return result
  }
}

function vocabularyOf(
  terms: ReadonlyMap<string, Term>,
  vocab: string | undefined,
  previous: Vocabulary | undefined,
): Vocabulary {
  const named = (kind: Term['kind']) =>
    [...terms].filter(([, term]) => term.kind === kind).map(([name]) => name)
  return {
    terms,
    vocab,
    previous,
    idNames: named('id'),
    typeNames: named('type'),
    moves: {
      contexts: new Map(),
      types: new Map(),
      values: new Map(),
      node: new Map(),
      reference: new Map(),
    },
    isProven: false,
  }
}

/** One local context over what was there before (JSON-LD 1.1 API §4.1.2, §4.2.2). */
class Definitions {
  readonly #before: Vocabulary
  readonly #local: JsonObject
  readonly #mayOverride: boolean
  readonly #terms: Map<string, Term>
  readonly #state = new Map<string, 'begun' | 'done'>()
  readonly #vocab: string | undefined

  constructor(before: Vocabulary, local: JsonObject, mayOverride: boolean) {
    this.#before = before
    this.#local = local
    this.#mayOverride = mayOverride
    this.#terms = new Map(before.terms)
    if ('@version' in local && local['@version'] !== 1.1) throw new Outside('another version')
    this.#vocab = '@vocab' in local ? this.#newVocab(local['@vocab']) : before.vocab
  }

  vocabulary(): Vocabulary {
    for (const name of Object.keys(this.#local)) {
      if (!name.startsWith('@')) this.#define(name)
      else if (!COMPILED_CONTEXT.has(name)) throw new Outside(`${name} in a context`)
    }
    return vocabularyOf(this.#terms, this.#vocab, this.#before.previous)
  }

  #newVocab(value: unknown): string | undefined {
    if (value === null) return undefined
    // A short form would be looked up among the names.
    if (typeof value !== 'string' || !/^https?:\/\//.test(value) || !isAbsolute(value)) {
      throw new Outside('a relative vocabulary')
    }
    return value
  }

  #define(name: string): void {
    const state = this.#state.get(name)
    if (state === 'done') return
    if (state === 'begun' || name === '' || /[:/]/.test(name)) throw new Outside('a name that is an address')
    this.#state.set(name, 'begun')
    const before = this.#terms.get(name)
    this.#terms.delete(name)
    const value = this.#local[name]
    const isSimple = typeof value === 'string' || value === null
    const definition = isSimple ? { '@id': value } : value
    if (!isObject(definition)) throw new Outside('no definition')
    const made = this.#term(name, definition, isSimple)
    if (before?.isProtected === true && !this.#mayOverride) {
      if (before.said !== made.said) throw new Outside('a protected name')
      this.#terms.set(name, { ...made, isProtected: true })
    } else this.#terms.set(name, made)
    this.#state.set(name, 'done')
  }

  #term(name: string, definition: JsonObject, isSimple: boolean): Term {
    const iri = this.#iriOf(name, definition['@id'])
    const coercion = this.#coercionOf(definition['@type'])
    const given = definition['@container'] ?? []
    const container = (Array.isArray(given) ? given : [given]).map(String).sort()
    const isGraph = container.includes('@graph')
    const isCompiled =
      Object.keys(definition).every((key) => COMPILED_TERM.has(key)) &&
      container.every((each) => each === '@set' || each === '@graph' || each === '@list') &&
      coercion !== '@json' &&
      coercion !== '@none' &&
      coercion !== `${RDF}langString`
    const scoped = definition['@context']
    const prefix = definition['@prefix']
    const isPrefix =
      prefix === undefined ? isSimple && iri !== null && /[:/?#[\]@]$/.test(iri) : prefix === true
    const isTyped = coercion !== undefined && !coercion.startsWith('@') && coercion !== XSD_STRING
    return {
      iri,
      kind: kindOf(iri, isCompiled),
      predicate: `<${iri ?? ''}>`,
      coercion,
      suffix: isTyped ? `"^^<${coercion}>` : '"',
      isGraph,
      isList: container.includes('@list'),
      isPrefix,
      isProtected: (definition['@protected'] ?? this.#local['@protected'] ?? false) === true,
      scoped,
      said: JSON.stringify([iri, coercion, container, scoped, isPrefix, rest(definition)]),
    }
  }

  #iriOf(name: string, id: unknown): string | null {
    if (id === null) return null
    if (id === undefined || id === name) {
      if (this.#vocab === undefined) throw new Outside('a name without a meaning')
      return this.#vocab + name
    }
    if (typeof id !== 'string') throw new Outside('no address')
    return this.#expand(id)
  }

  #coercionOf(type: unknown): string | undefined {
    if (type === undefined) return undefined
    if (typeof type !== 'string') throw new Outside('no type')
    if (['@id', '@vocab', '@json', '@none'].includes(type)) return type
    const iri = this.#expand(type)
    if (!isAbsolute(iri)) throw new Outside('no type')
    return iri
  }

  /** JSON-LD 1.1 API §5.2, inside a context. */
  #expand(value: string): string {
    if (value.startsWith('@')) return value
    if (Object.hasOwn(this.#local, value)) this.#define(value)
    const term = this.#terms.get(value)
    if (term !== undefined) {
      if (term.iri === null) throw new Outside('a name without a meaning')
      return term.iri
    }
    const colon = value.indexOf(':')
    if (colon > 0) {
      const prefix = value.slice(0, colon)
      const suffix = value.slice(colon + 1)
      if (!suffix.startsWith('//')) {
        if (prefix === '_') throw new Outside('a blank node')
        if (Object.hasOwn(this.#local, prefix)) this.#define(prefix)
        const found = this.#terms.get(prefix)
        if (found?.isPrefix === true && found.iri !== null) return checked(found.iri + suffix)
      }
      return checked(value)
    }
    if (this.#vocab === undefined) throw new Outside('a relative address')
    return checked(this.#vocab + value)
  }
}

function kindOf(iri: string | null, isCompiled: boolean): Term['kind'] {
  if (iri === null || !isCompiled) return 'outside'
  if (iri === '@id') return 'id'
  if (iri === '@type') return 'type'
  return isAbsolute(iri) ? 'property' : 'outside'
}

function rest(definition: JsonObject): unknown {
  return Object.entries(definition).filter(([key]) => !COMPILED_TERM.has(key))
}

function checked(iri: string): string {
  if (!isAbsolute(iri)) throw new Outside('no absolute address')
  return iri
}
