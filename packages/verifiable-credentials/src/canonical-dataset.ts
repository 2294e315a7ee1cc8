/**
 * One RDF statement in the terms of N-Quads: `<iri>`, `_:label` or a literal as it is written out. The graph is
 * the empty text for the default graph.
 */
export interface Quad {
  readonly subject: string
  readonly predicate: string
  readonly object: string
  readonly graph: string
}

/** A dataset in two parts. */
export interface Dataset {
  /** What is said of subjects that are no blank nodes, where nothing else is one: `predicate object .`; it may repeat. */
  readonly said: ReadonlyMap<string, readonly string[]>
  /** All other statements, without repeats. */
  readonly quads: readonly Quad[]
}

/** A hash of UTF-8 text in hexadecimal. */
export type Hash = (text: string) => string

/** How much work a dataset may make; beyond it `TooMuchWork` is thrown. */
export interface WorkLimits {
  /** Comparisons of blank nodes through their neighbours, for each blank node that needs one. */
  deepIterations: number
  /** Orders of neighbours that are tried, in all. */
  permutations: number
}

export const WORK_LIMITS: WorkLimits = { deepIterations: 1, permutations: 20_000 }

/** Graphs can be built on which the algorithm does not end in any useful time. */
export class TooMuchWork extends Error {
  override readonly name = 'TooMuchWork'
}

/**
 * The canonical N-Quads of a dataset whose quads do not repeat (RDFC-1.0 §4.4), sorted by code point. Numbers in
 * comments are steps of that section.
 */
export function canonicalDataset(
  { said, quads }: Dataset,
  hash: Hash,
  limits: WorkLimits = WORK_LIMITS,
): string {
  const nodes = quadsOfBlankNodes(quads)
  const issued = nodes.size > 1 ? new Labelling(nodes, hash, limits).canonical : onlyOne(nodes)
  const label = (term: string) => (isBlank(term) ? `_:${issued.get(term) ?? ''}` : term)
  const all = new Map<string, string[]>()
  for (const [subject, tails] of said) all.set(subject, tails.slice())
  for (const quad of quads) note(all, label(quad.subject), tailOf(quad, label))
  const text = linesOf(all, undefined)
  return SURROGATE.test(text) ? linesOf(all, compareCodePoints) : text
}

/**
 * Subjects end with a character that is in none of them, or with a space, so that sorting them and then what is said of
 * each comes to the same as sorting whole lines, which are alike for most of their length.
 */
function linesOf(
  all: ReadonlyMap<string, string[]>,
  compare: ((a: string, b: string) => number) | undefined,
): string {
  let text = ''
  for (const subject of [...all.keys()].sort(compare)) {
    let last = ''
    for (const tail of (all.get(subject) ?? []).sort(compare)) {
      if (tail !== last) text += `${subject} ${tail}`
      last = tail
    }
  }
  return text
}

/** The new label of each blank node, for tests of the algorithm. */
export function canonicalLabels(
  quads: readonly Quad[],
  hash: Hash,
  limits: WorkLimits = WORK_LIMITS,
): ReadonlyMap<string, string> {
  return new Labelling(quadsOfBlankNodes(quads), hash, limits).canonical
}

type BlankNodes = ReadonlyMap<string, readonly Quad[]>

/** With one blank node there is nothing to tell apart. */
function onlyOne(nodes: BlankNodes): ReadonlyMap<string, string> {
  return new Map([...nodes.keys()].map((node) => [node, 'c14n0']))
}

function quadsOfBlankNodes(quads: readonly Quad[]): BlankNodes {
  const nodes = new Map<string, Quad[]>()
  for (const quad of quads) {
    const { subject, object, graph } = quad
    if (isBlank(subject)) note(nodes, subject, quad)
    if (isBlank(object) && object !== subject) note(nodes, object, quad)
    if (isBlank(graph) && graph !== subject && graph !== object) note(nodes, graph, quad)
  }
  return nodes
}

/** Adds to what a map has under a name. */
export function note<Item>(map: Map<string, Item[]>, name: string, item: Item): void {
  const known = map.get(name)
  if (known === undefined) map.set(name, [item])
  else known.push(item)
}

class Labelling {
  readonly canonical = new Map<string, string>()
  readonly #nodes: BlankNodes
  readonly #hash: Hash
  readonly #firstDegree = new Map<string, string>()
  #deepIterations: number
  #permutations: number

  constructor(nodes: BlankNodes, hash: Hash, limits: WorkLimits) {
    this.#nodes = nodes
    this.#hash = hash
    this.#permutations = limits.permutations
    // 3: nodes that differ in their own statements are told apart by those.
    const byHash = new Map<string, string[]>()
    for (const node of nodes.keys()) {
      const own = this.#hashFirstDegree(node)
      this.#firstDegree.set(node, own)
      const same = byHash.get(own)
      if (same === undefined) byHash.set(own, [node])
      else same.push(node)
    }
    // 4
    const sorted = [...byHash].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, same]) => same)
    for (const [only, ...others] of sorted) {
      if (only !== undefined && others.length === 0) issue(this.canonical, 'c14n', only)
    }
    // 5: the others by their neighbours.
    const alike = sorted.filter((same) => same.length > 1)
    this.#deepIterations = limits.deepIterations * alike.flat().length
    for (const same of alike) this.#labelAlike(same)
  }

  #labelAlike(nodes: readonly string[]): void {
    const paths: Path[] = []
    for (const node of nodes) {
      if (this.canonical.has(node)) continue
      paths.push(this.#hashNDegree(node, new Map([[node, 'b0']])))
    }
    paths.sort((one, other) => (one.hash < other.hash ? -1 : one.hash > other.hash ? 1 : 0))
    for (const { issued } of paths) {
      for (const node of issued.keys()) issue(this.canonical, 'c14n', node)
    }
  }

  /** RDFC-1.0 §4.6. */
  #hashFirstDegree(node: string): string {
    const label = (term: string) => (isBlank(term) ? (term === node ? '_:a' : '_:z') : term)
    const lines = (this.#nodes.get(node) ?? []).map((quad) => lineOf(quad, label))
    return this.#hash(sortByCodePoint(lines).join(''))
  }

  /** RDFC-1.0 §4.8. */
  #hashNDegree(node: string, given: Issued): Path {
    this.#deepIterations -= 1
    if (this.#deepIterations < 0) throw new TooMuchWork('too many comparisons of blank nodes')
    let issued = given
    let data = ''
    const related = [...this.#relatedTo(node, issued)].sort(([one], [other]) => (one < other ? -1 : 1))
    for (const [hash, nodes] of related) {
      let chosen = ''
      let chosenIssued = issued
      for (const order of ordersOf(nodes)) {
        this.#permutations -= 1
        if (this.#permutations < 0) throw new TooMuchWork('too many orders of blank nodes')
        const tried = this.#pathOf(order, issued, chosen)
        if (tried !== undefined && (chosen === '' || tried.path < chosen)) {
          chosen = tried.path
          chosenIssued = tried.issued
        }
      }
      data += hash + chosen
      issued = chosenIssued
    }
    return { hash: this.#hash(data), issued }
  }

  /** 4 and 5 of §4.8 for one order; undefined once it is known to be worse than the chosen one. */
  #pathOf(
    order: readonly string[],
    issued: Issued,
    chosen: string,
  ): { path: string; issued: Issued } | undefined {
    let copy = new Map(issued)
    let path = ''
    const isWorse = () => chosen !== '' && path.length >= chosen.length && path > chosen
    const waiting: string[] = []
    for (const related of order) {
      const canonical = this.canonical.get(related)
      if (canonical !== undefined) path += `_:${canonical}`
      else {
        if (!copy.has(related)) waiting.push(related)
        path += `_:${issue(copy, 'b', related)}`
      }
      if (isWorse()) return undefined
    }
    for (const related of waiting) {
      const { hash, issued: further } = this.#hashNDegree(related, copy)
      path += `_:${issue(copy, 'b', related)}<${hash}>`
      copy = further
      if (isWorse()) return undefined
    }
    return { path, issued: copy }
  }

  #relatedTo(node: string, issued: Issued): Map<string, string[]> {
    const found = new Map<string, string[]>()
    for (const quad of this.#nodes.get(node) ?? []) {
      for (const [position, term] of [
        ['s', quad.subject],
        ['o', quad.object],
        ['g', quad.graph],
      ] as const) {
        if (!isBlank(term) || term === node) continue
        const hash = this.#hashRelated(term, quad, issued, position)
        const known = found.get(hash)
        if (known === undefined) found.set(hash, [term])
        else known.push(term)
      }
    }
    return found
  }

  /** RDFC-1.0 §4.7. */
  #hashRelated(related: string, quad: Quad, issued: Issued, position: 's' | 'o' | 'g'): string {
    const label = this.canonical.get(related) ?? issued.get(related)
    const name = label === undefined ? (this.#firstDegree.get(related) ?? '') : `_:${label}`
    return this.#hash(`${position}${position === 'g' ? '' : quad.predicate}${name}`)
  }
}

type Issued = Map<string, string>
interface Path {
  hash: string
  issued: Issued
}

/** RDFC-1.0 §4.5: the label that a node has, or its next one. */
function issue(labels: Issued, prefix: string, node: string): string {
  const label = labels.get(node) ?? `${prefix}${labels.size}`
  labels.set(node, label)
  return label
}

function* ordersOf(nodes: readonly string[]): Generator<readonly string[]> {
  if (nodes.length < 2) return void (yield nodes)
  for (const [index, first] of nodes.entries()) {
    for (const rest of ordersOf(nodes.toSpliced(index, 1))) yield [first, ...rest]
  }
}

export function isBlank(term: string): boolean {
  return term.charCodeAt(0) === 0x5f
}

function lineOf(quad: Quad, label: (term: string) => string): string {
  return `${label(quad.subject)} ${tailOf(quad, label)}`
}

function tailOf({ predicate, object, graph }: Quad, label: (term: string) => string): string {
  return graph === ''
    ? `${predicate} ${label(object)} .\n`
    : `${predicate} ${label(object)} ${label(graph)} .\n`
}

const SURROGATE = /[\ud800-\udfff]/

/** RDFC-1.0 §4.4.3 step 7 sorts by code point; strings compare by code unit, which differs beyond U+FFFF. */
export function sortByCodePoint(lines: string[]): string[] {
  return SURROGATE.test(lines.join('')) ? lines.sort(compareCodePoints) : lines.sort()
}

function compareCodePoints(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  for (let index = 0; index < length; index += 1) {
    const left = one.charCodeAt(index)
    const right = other.charCodeAt(index)
    if (left !== right) return rankOf(left) - rankOf(right)
  }
  return one.length - other.length
}

/** Halves of code points beyond U+FFFF come after all others. */
function rankOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
