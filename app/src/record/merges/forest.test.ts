import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountsOf, type Link, rootsOf } from './forest.ts'

const members = ['a', 'b', 'c', 'd', 'e', 'f']
const link = (mergeId: string, linkedId: string, intoId: string): Link => ({ mergeId, linkedId, intoId })
const none = new Set<string>()

test('chains lead to one root', () => {
  const links = [link('1', 'b', 'a'), link('2', 'a', 'c'), link('3', 'e', 'd')]
  expect(Object.fromEntries(rootsOf(members, links))).toEqual({
    a: 'c',
    b: 'c',
    c: 'c',
    d: 'd',
    e: 'd',
    f: 'f',
  })
})

describe('accounts', () => {
  const links = [link('1', 'b', 'a')]

  test('whoever claimed one of two numbers sees both', () => {
    const { through, asked } = accountsOf(members, links, new Map([['b', 'P']]), none)
    expect([through, asked]).toEqual([[{ personId: 'P', learnerId: 'a' }], []])
  })

  test('two people see nothing of each other until both have confirmed', () => {
    const owners = new Map([
      ['a', 'P'],
      ['b', 'Q'],
    ])
    const before = accountsOf(members, links, owners, none)
    expect(before.through).toEqual([])
    expect(before.asked.map(({ personId }) => personId).sort()).toEqual(['P', 'Q'])
    expect(accountsOf(members, links, owners, new Set(['1 P'])).through).toEqual([])
    const after = accountsOf(members, links, owners, new Set(['1 P', '1 Q']))
    expect(after).toEqual({
      through: [
        { personId: 'Q', learnerId: 'a' },
        { personId: 'P', learnerId: 'b' },
      ],
      asked: [],
    })
  })

  test('a number that one of them links later is not asked for twice', () => {
    const owners = new Map([
      ['a', 'P'],
      ['b', 'P'],
    ])
    expect(accountsOf(members, links, owners, none)).toEqual({ through: [], asked: [] })
  })
})

/** Everything that can happen, as commands; what cannot happen now is passed over by product and model alike. */
type Act =
  | { readonly kind: 'merge'; readonly one: string; readonly other: string }
  | { readonly kind: 'unmerge'; readonly nth: number }
  | { readonly kind: 'confirm'; readonly personId: string }

const learner = fc.constantFrom(...members)
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('merge' as const), one: learner, other: learner }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('unmerge' as const), nth: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('confirm' as const), personId: fc.constantFrom('P', 'Q', 'R') }),
  },
)
const claims = fc
  .array(fc.tuple(learner, fc.constantFrom('P', 'Q', 'R')), { maxLength: 4 })
  .map((pairs) => new Map(pairs))

/** The links that stand after these acts, and who confirmed which. */
function after(acts: readonly Act[], owners: ReadonlyMap<string, string>) {
  let links: Link[] = []
  const confirmed = new Set<string>()
  for (const [at, each] of acts.entries()) {
    const roots = rootsOf(members, links)
    if (each.kind === 'merge') {
      const [linkedId, intoId] = [roots.get(each.one) ?? '', roots.get(each.other) ?? '']
      if (linkedId !== intoId) links = [...links, link(`${at}`, linkedId, intoId)]
    } else if (each.kind === 'unmerge') links = links.filter((_, index) => index !== each.nth)
    else {
      for (const { mergeId, personId } of accountsOf(members, links, owners, confirmed).asked) {
        if (personId === each.personId) confirmed.add(`${mergeId} ${personId}`)
      }
    }
  }
  return { links, confirmed }
}

describe('whatever is merged and unmerged, in whatever order', () => {
  const acts = fc.array(act, { maxLength: 14 })

  test('each has one root, no way is a circle, and those who are linked are those who are reached', () => {
    fc.assert(
      fc.property(acts, (done) => {
        const { links } = after(done, new Map())
        const roots = rootsOf(members, links)
        for (const root of roots.values()) expect(roots.get(root)).toBe(root)
        for (const member of members) {
          // Naive: whoever is reached over links in either direction.
          const reached = new Set([member])
          for (let grown = 0; grown !== reached.size; ) {
            grown = reached.size
            for (const { linkedId, intoId } of links) {
              if (reached.has(linkedId)) reached.add(intoId)
              if (reached.has(intoId)) reached.add(linkedId)
            }
          }
          const same = members.filter((other) => roots.get(other) === roots.get(member))
          expect(new Set(same)).toEqual(reached)
        }
      }),
    )
  })

  test('unmerging is the exact inverse, also of accounts', () => {
    fc.assert(
      fc.property(acts, claims, learner, learner, (done, owners, one, other) => {
        const before = after(done, owners)
        const merged = after([...done, { kind: 'merge', one, other }], owners)
        fc.pre(merged.links.length > before.links.length)
        const undone = { ...merged, links: merged.links.slice(0, -1) }
        expect(rootsOf(members, undone.links)).toEqual(rootsOf(members, before.links))
        expect(accountsOf(members, undone.links, owners, undone.confirmed)).toEqual(
          accountsOf(members, before.links, owners, before.confirmed),
        )
      }),
    )
  })

  test('nobody sees a learner of somebody else unless both confirmed every link between them', () => {
    fc.assert(
      fc.property(acts, claims, (done, owners) => {
        const { links, confirmed } = after(done, owners)
        const { through, asked } = accountsOf(members, links, owners, confirmed)
        for (const { personId, learnerId } of through) {
          const owner = owners.get(learnerId)
          if (owner === undefined) continue
          expect([...confirmed].some((each) => each.endsWith(` ${personId}`))).toBe(true)
          expect([...confirmed].some((each) => each.endsWith(` ${owner}`))).toBe(true)
        }
        for (const { mergeId, personId } of asked) expect(confirmed.has(`${mergeId} ${personId}`)).toBe(false)
      }),
    )
  })

  test('without a link nobody sees more than they claimed', () => {
    fc.assert(
      fc.property(claims, (owners) => {
        expect(accountsOf(members, [], owners, none)).toEqual({ through: [], asked: [] })
      }),
    )
  })
})
