import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { canonize } from 'rdf-canonize'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonicalDataset,
  canonicalLabels,
  type Quad,
  sortByCodePoint,
  TooMuchWork,
} from './canonical-dataset.ts'
import { parseNQuads } from '../test-support/n-quads.ts'
import { hasShared, sharedFolder, sharedText } from '../test-support/shared-file.ts'

const hashBy = (algorithm: string) => (text: string) => createHash(algorithm).update(text).digest('hex')
const sha256 = hashBy('sha256')
/** The vectors have graphs that need more work than any credential. */
const PATIENT = { deepIterations: 1_000, permutations: 1_000_000 }

const FOLDER = 'rdf-canon/rdfc10'
const isMissing = !hasShared(FOLDER)
const name = 'the vectors of RDF Dataset Canonicalization'

describe.skipIf(isMissing)(isMissing ? `${name} (skipped: ../shared/standards is absent)` : name, () => {
  const files = isMissing ? [] : readdirSync(sharedFolder(FOLDER))
  const numbers = files.flatMap((file) => /^(test\d+)-in\.nq$/.exec(file)?.[1] ?? [])
  // Test 075 is of another hash.
  const hashOf = (number: string) => (number === 'test075' ? hashBy('sha384') : sha256)

  test('there are as many as were published', () => expect(numbers.length).toBeGreaterThan(30))

  test.each(numbers)('%s', (number) => {
    const quads = parseNQuads(sharedText(`${FOLDER}/${number}-in.nq`))
    const hash = hashOf(number)
    if (files.includes(`${number}-rdfc10.nq`)) {
      expect(canonicalDataset({ said: new Map(), quads: quads }, hash, PATIENT)).toBe(
        sharedText(`${FOLDER}/${number}-rdfc10.nq`),
      )
    } else if (!files.includes(`${number}-rdfc10map.json`)) {
      // A poison graph: it is enough to give up.
      expect(() => canonicalDataset({ said: new Map(), quads: quads }, hash)).toThrow(TooMuchWork)
    }
    if (files.includes(`${number}-rdfc10map.json`)) {
      const expected = JSON.parse(sharedText(`${FOLDER}/${number}-rdfc10map.json`)) as {
        [node: string]: string
      }
      const found = canonicalLabels(quads, hash, PATIENT)
      expect(Object.fromEntries([...found].map(([node, label]) => [node.slice(2), label]))).toEqual(expected)
    }
  })
})

const node = fc.constantFrom('_:a', '_:b', '_:c', '_:d', '<urn:x:1>', '<urn:x:2>')
const quad: fc.Arbitrary<Quad> = fc.record({
  subject: node,
  predicate: fc.constantFrom('<urn:p:1>', '<urn:p:2>'),
  object: fc.oneof(node, fc.constantFrom('"text"', '"text"@cy', '"1"^^<urn:t:1>')),
  graph: fc.constantFrom('', '', '', '_:g', '<urn:g:1>'),
})
const dataset = fc.uniqueArray(quad, {
  maxLength: 12,
  selector: (each) => Object.values(each).join(' '),
})

test('small datasets come out as another canonicalizer has them', async () => {
  await fc.assert(
    fc.asyncProperty(dataset, async (quads) => {
      const theirs = await canonize(quads.map(termsOf), {
        algorithm: 'RDFC-1.0',
        messageDigestAlgorithm: 'SHA-256',
        format: 'application/n-quads',
        maxWorkFactor: 3,
        signal: AbortSignal.timeout(5_000),
      })
      expect(canonicalDataset({ said: new Map(), quads: quads }, sha256, PATIENT)).toBe(theirs)
    }),
    { numRuns: 300 },
  )
})

test('what blank nodes are called and in which order statements come makes no difference', () => {
  const renamed = (term: string) =>
    term.startsWith('_:') ? `_:other${'dcbag'.indexOf(term.slice(2))}` : term
  fc.assert(
    fc.property(dataset, (quads) => {
      const others = quads.toReversed().map((each) => ({
        ...each,
        subject: renamed(each.subject),
        object: renamed(each.object),
        graph: renamed(each.graph),
      }))
      expect(canonicalDataset({ said: new Map(), quads: others }, sha256, PATIENT)).toBe(
        canonicalDataset({ said: new Map(), quads: quads }, sha256, PATIENT),
      )
    }),
    { numRuns: 200 },
  )
})

test('lines are sorted by code point, not by half of one', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{1f600}'),
  })
  const points = (line: string) =>
    [...line].map((character) => (character.codePointAt(0) ?? 0).toString(16).padStart(6, '0')).join('')
  fc.assert(
    fc.property(fc.array(text), (lines) => {
      const expected = lines.map(points).sort()
      expect(sortByCodePoint([...lines]).map(points)).toEqual(expected)
    }),
  )
})

test('a graph of nodes that all look alike is given up soon', () => {
  const nodes = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `_:${letter}`)
  const quads = nodes.flatMap((subject) =>
    nodes.map((object) => ({ subject, predicate: '<urn:p:knows>', object, graph: '' })),
  )
  const started = Date.now()
  expect(() => canonicalDataset({ said: new Map(), quads: quads }, sha256)).toThrow(TooMuchWork)
  expect(Date.now() - started).toBeLessThan(3_000)
})

function termsOf({ subject, predicate, object, graph }: Quad): object {
  const term = (text: string) => {
    if (text === '') return { termType: 'DefaultGraph', value: '' }
    if (text.startsWith('_:')) return { termType: 'BlankNode', value: text.slice(2) }
    if (text.startsWith('<')) return { termType: 'NamedNode', value: text.slice(1, -1) }
    const [, value, language, datatype] = /^"(.*)"(?:@(.*)|\^\^<(.*)>)?$/.exec(text) ?? []
    const type =
      datatype ??
      `http://www.w3.org/${language ? '1999/02/22-rdf-syntax-ns#langString' : '2001/XMLSchema#string'}`
    return {
      termType: 'Literal',
      value,
      ...(language && { language }),
      datatype: { termType: 'NamedNode', value: type },
    }
  }
  return { subject: term(subject), predicate: term(predicate), object: term(object), graph: term(graph) }
}
