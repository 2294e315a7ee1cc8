import { type Dataset, isBlank, note, type Quad } from './canonical-dataset.ts'
import { isObject, type JsonObject } from './json.ts'
import { type Compiler, isAbsolute, Outside, type Term, type Vocabulary } from './vocabulary.ts'

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const RDF_TYPE = `<${RDF}type>`
const RDF_FIRST = `<${RDF}first>`
const RDF_REST = `<${RDF}rest>`
const RDF_NIL = `<${RDF}nil>`
const XSD = 'http://www.w3.org/2001/XMLSchema#'
const LANGUAGE = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/
const MAX_DEPTH = 64
/** More take the long way, which refuses them. */
const MAX_NODES = 1_000

/** A document as RDF statements, and the vocabularies that it took for the first time. */
export interface Walked {
  readonly dataset: Dataset
  readonly unproven: ReadonlySet<Vocabulary>
}

/**
 * Goes through a document once and writes down its statements, as expanding it and turning that into RDF would
 * (JSON-LD 1.1 API §5.1, §8.2). Throws `Outside` at anything that is not compiled: unknown names, contexts that
 * the document brings along, keywords, relative addresses, blank nodes with names, null, nested arrays.
 */
export function walkDocument(document: JsonObject, compiler: Compiler): Walked {
  const walk = new Walk(compiler)
  walk.root(document)
  return { dataset: { said: walk.said, quads: [...walk.quads.values()] }, unproven: walk.unproven }
}

/** Where a value stands. */
interface Place {
  name: string
  term: Term
  vocabulary: Vocabulary
  graph: string
  depth: number
}

class Walk {
  readonly said = new Map<string, string[]>()
  /** By what they say, since statements of an RDF dataset do not repeat. */
  readonly quads = new Map<string, Quad>()
  readonly unproven = new Set<Vocabulary>()
  readonly #compiler: Compiler
  #blankNodes = 0
  #nodes = 0

  constructor(compiler: Compiler) {
    this.#compiler = compiler
  }

  root(document: JsonObject): void {
    this.#node(document, this.#compiler.initial, '', 0)
  }

  /** Gives the node's name. */
  #node(node: JsonObject, given: Vocabulary, graph: string, depth: number): string {
    this.#nodes += 1
    if (depth > MAX_DEPTH || this.#nodes > MAX_NODES) throw new Outside('too much')
    const contexts = node['@context']
    const around = contexts === undefined ? given : this.#compiler.withContexts(given, contexts)
    const types = typesOf(node, around)
    const vocabulary = this.#compiler.withTypes(around, types)
    this.#use(vocabulary)
    this.#use(around)

    const names = Object.keys(node)
    const subject = this.#nameOf(node, vocabulary)
    let hasMore = false
    for (const name of names) {
      if (name === '@context') continue
      const term = vocabulary.terms.get(name) ?? undefinedTerm(vocabulary, name)
      if (term.kind === 'id') continue
      hasMore = true
      if (term.kind === 'type') {
        if (around.terms.get(name)?.kind !== 'type') throw new Outside('a type that only its type names so')
        for (const type of types) this.#add(subject, RDF_TYPE, `<${expandType(around, type)}>`, graph)
      } else if (term.kind === 'property') {
        const value = node[name]
        const place = { name, term, vocabulary, graph, depth }
        if (term.isList) {
          const items: unknown[] = Array.isArray(value) ? value : [value]
          const list = items.map((each) => this.#object(place, each))
          this.#add(subject, term.predicate, this.#list(list, graph), graph)
        } else if (Array.isArray(value)) {
          for (const each of value) this.#add(subject, term.predicate, this.#object(place, each), graph)
        } else this.#add(subject, term.predicate, this.#object(place, value), graph)
      } else throw new Outside('a keyword')
    }
    if (!hasMore) throw new Outside('a node that says nothing')
    return subject
  }

  #nameOf(node: JsonObject, vocabulary: Vocabulary): string {
    const name = onlyNameOf(node, vocabulary.idNames)
    if (name === undefined) return this.#blankNode()
    return `<${expandId(vocabulary, node[name])}>`
  }

  /** What a property has as its value, in the terms of N-Quads. */
  #object({ name, term, vocabulary, graph, depth }: Place, value: unknown): string {
    if (!isObject(value)) {
      if (term.isGraph) throw new Outside('a value that is no graph')
      const around = this.#compiler.forValues(vocabulary, name)
      // Whose scope gives its own name another meaning is looked up again there.
      if (around !== vocabulary && around.terms.get(name)?.said !== term.said)
        throw new Outside('its own scope')
      return objectOf(value, term, around)
    }
    if (Object.hasOwn(value, '@value')) {
      if (term.isGraph) throw new Outside('a value that is no graph')
      return taggedText(value)
    }
    const reference = this.#reference(name, value, vocabulary)
    if (reference !== undefined) {
      if (term.isGraph) throw new Outside('an empty graph')
      return reference
    }
    const around = this.#compiler.forNode(vocabulary, name)
    if (!term.isGraph) return this.#node(value, around, graph, depth + 1)
    const inner = this.#blankNode()
    this.#node(value, around, inner, depth + 1)
    return inner
  }

  /** JSON-LD 1.1 API §8.5: each item has a node that points to the next. */
  #list(items: string[], graph: string): string {
    let rest = RDF_NIL
    for (const item of items.toReversed()) {
      const here = this.#blankNode()
      this.#add(here, RDF_FIRST, item, graph)
      this.#add(here, RDF_REST, rest, graph)
      rest = here
    }
    return rest
  }

  /** A node that has nothing but an id says nothing more; names of the node above still hold in it. */
  #reference(name: string, value: JsonObject, vocabulary: Vocabulary): string | undefined {
    const [only, ...others] = Object.keys(value)
    if (only === undefined || others.length > 0) return undefined
    const around = this.#compiler.forReference(vocabulary, name)
    if (around.terms.get(only)?.kind !== 'id') return undefined
    this.#use(around)
    return `<${expandId(around, value[only])}>`
  }

  #use(vocabulary: Vocabulary): void {
    if (!vocabulary.isProven) this.unproven.add(vocabulary)
  }

  #blankNode(): string {
    this.#blankNodes += 1
    return `_:b${this.#blankNodes}`
  }

  #add(subject: string, predicate: string, object: string, graph: string): void {
    const tail = `${predicate} ${object}${graph === '' ? '' : ` ${graph}`} .\n`
    if (isBlank(subject) || isBlank(object) || isBlank(graph)) {
      this.quads.set(`${subject} ${tail}`, { subject, predicate, object, graph })
    } else note(this.said, subject, tail)
  }
}

/** Which of the names that mean the same a node has. */
function onlyNameOf(node: JsonObject, names: readonly string[]): string | undefined {
  let found: string | undefined
  for (const name of names) {
    if (!Object.hasOwn(node, name)) continue
    if (found !== undefined) throw new Outside('two names for the same')
    found = name
  }
  return found
}

function typesOf(node: JsonObject, vocabulary: Vocabulary): string[] {
  const name = onlyNameOf(node, vocabulary.typeNames)
  if (name === undefined) return []
  const value = node[name]
  const types: unknown[] = Array.isArray(value) ? value : [value]
  if (types.length === 0 || !types.every((type) => typeof type === 'string')) throw new Outside('no types')
  return types
}

/** A name that only a vocabulary's address gives a meaning. */
function undefinedTerm({ vocab }: Vocabulary, name: string): Term {
  if (vocab === undefined || !/^[A-Za-z0-9_-]+$/.test(name)) throw new Outside('an unknown name')
  const iri = vocab + name
  return {
    iri,
    kind: 'property',
    predicate: `<${iri}>`,
    coercion: undefined,
    suffix: '"',
    isGraph: false,
    isList: false,
    isPrefix: false,
    isProtected: false,
    scoped: undefined,
    said: '',
  }
}

function expandType(vocabulary: Vocabulary, type: string): string {
  const term = vocabulary.terms.get(type)
  if (term !== undefined) {
    if (term.iri === null || !isAbsolute(term.iri)) throw new Outside('a type without a meaning')
    return term.iri
  }
  if (type.includes(':')) return expandId(vocabulary, type)
  if (vocabulary.vocab === undefined || !/^[A-Za-z0-9_-]+$/.test(type)) throw new Outside('an unknown type')
  return vocabulary.vocab + type
}

/** An address in full; nothing else is one here. */
function expandId({ terms }: Vocabulary, value: unknown): string {
  if (typeof value !== 'string' || !isAbsolute(value)) throw new Outside('no absolute address')
  const colon = value.indexOf(':')
  if (!value.startsWith('//', colon + 1) && terms.get(value.slice(0, colon))?.isPrefix === true) {
    throw new Outside('a short form')
  }
  return value
}

function objectOf(value: unknown, { coercion, suffix }: Term, vocabulary: Vocabulary): string {
  if (typeof value === 'string') {
    if (coercion === '@id') return `<${expandId(vocabulary, value)}>`
    if (coercion === '@vocab') return `<${expandType(vocabulary, value)}>`
    if (coercion === `${XSD}double`) throw new Outside('a number as text')
    return `"${escapeText(value)}${suffix}`
  }
  if (coercion?.startsWith('@') === true) throw new Outside('no address')
  const datatype = (name: string) => coercion ?? XSD + name
  if (typeof value === 'boolean') return literal(String(value), datatype('boolean'))
  if (typeof value === 'number') return numberOf(value, datatype, coercion)
  throw new Outside('null, or an array in an array')
}

/** JSON-LD 1.1 API §8.6: whole numbers as they are, others in the form of `xsd:double`. */
function numberOf(value: number, datatype: (name: string) => string, coercion: string | undefined): string {
  const text = String(value)
  if (!/^-?[0-9]+(\.[0-9]+)?$/.test(text) || Object.is(value, -0)) throw new Outside('an unusual number')
  if (!text.includes('.') && coercion !== `${XSD}double`) {
    // Beyond this, whole numbers are written in different ways.
    if (!Number.isSafeInteger(value)) throw new Outside('an unusual number')
    return literal(text, datatype('integer'))
  }
  return literal(value.toExponential(15).replace(/(\d)0*e\+?/, '$1E'), datatype('double'))
}

function literal(text: string, datatype: string): string {
  return datatype === `${XSD}string` ? `"${text}"` : `"${text}"^^<${datatype}>`
}

/** `{ "@value": "…", "@language": "cy" }`. A direction takes the long way. */
function taggedText(value: JsonObject): string {
  const { '@value': text, '@language': language, ...others } = value
  if (typeof text !== 'string' || Object.keys(others).length > 0) throw new Outside('an unusual value')
  if (!Object.hasOwn(value, '@language')) return `"${escapeText(text)}"`
  if (typeof language !== 'string' || !LANGUAGE.test(language)) throw new Outside('no language')
  return `"${escapeText(text)}"@${language.toLowerCase()}`
}

const SPECIAL = /[\u0000-\u001f\u007f"\\]/
const EACH_SPECIAL = /[\u0000-\u001f\u007f"\\]/g
const SHORT: { readonly [character: string]: string } = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
}

/** RDFC-1.0 §5: what the canonical form of N-Quads escapes, and nothing else. */
export function escapeText(text: string): string {
  if (!SPECIAL.test(text)) return text
  return text.replace(
    EACH_SPECIAL,
    (character) =>
      SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
}
