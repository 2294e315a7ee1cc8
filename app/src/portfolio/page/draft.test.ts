import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block } from '../showable.ts'
import { type Change, changed, type Draft, redone, undone } from './draft.ts'

const empty: Draft = { title: 'A page', language: 'en', blocks: [], undo: [], redo: [] }
const text = (id: string, words = id): Block => ({ id, kind: 'text', text: words })
const ids = (draft: Draft) => draft.blocks.map(({ id }) => id).join('')
const of = (...names: string[]): Draft => ({ ...empty, blocks: names.map((name) => text(name)) })

describe('a draft', () => {
  test('takes each change back, and takes that back again', () => {
    const start = of('a', 'b', 'c')
    const changes: Change[] = [
      { kind: 'add', blocks: [text('d'), text('e')], at: 1 },
      { kind: 'edit', id: 'b', text: 'new' },
      { kind: 'remove', ids: ['a', 'c'] },
      { kind: 'move', id: 'c', to: 0 },
      { kind: 'retitle', title: 'Other' },
      { kind: 'language', language: 'cy' },
      { kind: 'replace', title: 'Older', language: 'cy', blocks: [text('z')] },
    ]
    for (const change of changes) {
      const after = changed(start, change, 1)
      const before = undone(after)
      expect(before).toMatchObject({ title: start.title, blocks: start.blocks, undo: [] })
      expect(redone(before)).toMatchObject({ title: after.title, blocks: after.blocks })
    }
  })

  test('keeps typing within a minute as one change, of one block', () => {
    let draft = of('a', 'b')
    draft = changed(draft, { kind: 'edit', id: 'a', text: 'a1' }, 1000)
    draft = changed(draft, { kind: 'edit', id: 'a', text: 'a12' }, 5000)
    draft = changed(draft, { kind: 'edit', id: 'b', text: 'b1' }, 6000)
    expect(draft.undo).toHaveLength(2)
    expect(undone(undone(draft)).blocks).toEqual(of('a', 'b').blocks)
    expect(changed(draft, { kind: 'edit', id: 'b', text: 'b12' }, 70_000).undo).toHaveLength(3)
  })

  test('leaves out what cannot be done, and keeps no more steps than it should', () => {
    const draft = of('a', 'b')
    for (const change of [
      { kind: 'edit', id: 'x', text: 'y' },
      { kind: 'edit', id: 'a', text: 'a' },
      { kind: 'move', id: 'a', to: -1 },
      { kind: 'remove', ids: ['x'] },
      { kind: 'retitle', title: 'A page' },
    ] as const) {
      expect(changed(draft, change, 1)).toBe(draft)
    }
    let long = draft
    for (let at = 0; at < 20; at += 1) {
      long = changed(long, { kind: 'edit', id: 'a', text: `${at}`.repeat(30_000) }, at * 100_000)
    }
    expect(JSON.stringify(long.undo).length).toBeLessThan(400_000)
    expect(long.undo.length).toBeGreaterThan(2)
    expect(ids(undone(empty))).toBe('')
  })

  /** A learner's actions, each against whatever the page holds by then. */
  const action = fc.oneof(
    fc.record({ do: fc.constant('add' as const), at: fc.nat(9), words: fc.string() }),
    fc.record({ do: fc.constant('edit' as const), at: fc.nat(9), words: fc.string() }),
    fc.record({ do: fc.constant('move' as const), at: fc.nat(9), to: fc.nat(9) }),
    fc.record({ do: fc.constant('remove' as const), at: fc.nat(9) }),
    fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }),
  )

  test('loses no text that was not removed or overwritten, whatever is done in whatever order', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        // A second, plain account of the same: whole pages on two stacks.
        let draft = empty
        let page: readonly Block[] = []
        let past: (readonly Block[])[] = []
        let future: (readonly Block[])[] = []
        let count = 0
        for (const [index, act] of actions.entries()) {
          const at = index * 100_000
          const before = page
          const block = 'at' in act ? page[act.at] : undefined
          if (act.do === 'add') {
            count += 1
            const added = text(`block-${count}`, act.words)
            page = page.toSpliced(act.at, 0, added)
            draft = changed(draft, { kind: 'add', blocks: [added], at: act.at }, at)
          } else if (act.do === 'undo' || act.do === 'redo') {
            const [from, to] = act.do === 'undo' ? [past, future] : [future, past]
            const other = from.pop()
            if (other) {
              to.push(page)
              page = other
            }
            draft = act.do === 'undo' ? undone(draft) : redone(draft)
          } else if (block?.kind === 'text') {
            if (act.do === 'edit') {
              page = page.map((one) => (one === block ? { ...block, text: act.words } : one))
              draft = changed(draft, { kind: 'edit', id: block.id, text: act.words }, at)
            } else if (act.do === 'move') {
              const rest = page.filter((one) => one !== block)
              page = rest.toSpliced(act.to, 0, block)
              draft = changed(draft, { kind: 'move', id: block.id, to: act.to }, at)
            } else {
              page = page.filter((one) => one !== block)
              draft = changed(draft, { kind: 'remove', ids: [block.id] }, at)
            }
          }
          if (!['undo', 'redo'].includes(act.do) && JSON.stringify(page) !== JSON.stringify(before)) {
            past = [...past, before].slice(-50)
            future = []
          }
          expect(draft.blocks).toEqual(page)
        }
      }),
    )
  })
})
