import fc from 'fast-check'
import type { ContextMap, JsonObject } from '../src/index.ts'

const V2 = 'https://www.w3.org/ns/credentials/v2'
const UNDEFINED = 'https://www.w3.org/ns/credentials/undefined-terms/v2'

/**
 * Documents out of the words of the contexts given: mostly as credentials are, now and then with something that
 * no credential should have, so that both ways through them can be compared.
 */
export function documentsOf(contexts: ContextMap, addresses: string[]): fc.Arbitrary<JsonObject> {
  const names = wordsOf(contexts)
  const name = fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...names) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('unknown', '@type', '@id', 'schema:name', '@graph', '@index', '', 'a b'),
    },
  )
  const text = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom(
      '2026-08-20T07:00:00Z',
      'en',
      '7',
      'true',
      '1.5',
      'did:example:a',
      'https://a.example/b#c',
    ),
  )
  const address = fc.oneof(
    {
      weight: 20,
      arbitrary: fc.constantFrom(
        'did:example:a',
        'urn:uuid:1',
        'https://a.example/x?y=z#w',
        'https://é.example/ŵ',
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'relative',
        '_:b0',
        'sec:proof',
        'https://a.example/with space',
        '',
        '#a',
        'cred:x',
      ),
    },
  )
  const type = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...names.filter((each) => /^[A-Z]/.test(each))) },
    { weight: 2, arbitrary: fc.constantFrom('https://a.example/Type', 'Unknown', 'name') },
  )
  const tagged = fc.record(
    {
      '@value': text,
      '@language': fc.constantFrom('cy', 'EN-gb', 'not a language'),
      '@direction': fc.constantFrom('ltr', 'rtl'),
    },
    { requiredKeys: ['@value'] },
  )
  const number = fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.constantFrom(0, -0, 1e21, 1e-7, 2 ** 60, 100, 0.1),
  )
  return fc
    .letrec<{ node: JsonObject; value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        { weight: 6, arbitrary: text },
        { weight: 4, arbitrary: address },
        { weight: 2, arbitrary: number },
        { weight: 1, arbitrary: fc.boolean() },
        { weight: 2, arbitrary: tagged },
        { weight: 1, arbitrary: fc.record({ id: address }) },
        { weight: 1, arbitrary: fc.constantFrom(null, [], {}, [['a']]) },
        { weight: 2, arbitrary: fc.array(fc.oneof(text, tagged, address), { maxLength: 3 }) },
        { weight: 4, arbitrary: tie('node') },
        { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 3 }) },
      ),
      node: fc
        .tuple(
          fc.record(
            {
              id: address,
              type: fc.oneof(type, fc.array(type, { minLength: 1, maxLength: 3 })),
              '@context': fc.constantFrom<unknown>(V2, [V2], [V2, ...addresses]),
            },
            { requiredKeys: [] },
          ),
          fc.dictionary(name, tie('value'), { maxKeys: 5 }),
          fc.nat(9),
        )
        // A context in the middle is for parts that were documents of their own.
        .map(([{ '@context': own, ...known }, members, chance]) => ({
          ...members,
          ...known,
          ...(own !== undefined && chance === 0 ? { '@context': own } : {}),
        })),
    }))
    .node.chain((node) =>
      fc
        .constantFrom([V2], [V2, ...addresses], [V2, UNDEFINED], [V2, ...addresses, UNDEFINED])
        .map((list) => ({
          ...node,
          '@context': list,
        })),
    )
}

/** All names that are defined anywhere in them. */
function wordsOf(contexts: ContextMap): string[] {
  const found = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (typeof value === 'object' && value !== null) {
      for (const [name, child] of Object.entries(value)) {
        if (!name.startsWith('@')) found.add(name)
        visit(child)
      }
    }
  }
  for (const context of contexts.values()) visit(context)
  return [...found].filter((name) => name !== '__proto__')
}
