import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PersonActor } from '../../src/identity/actor.ts'
import { createPage } from '../../src/portfolio/page/create-page.ts'
import { loadPage } from '../../src/portfolio/page/load-page.ts'
import { type DraftForm, saveDraft } from '../../src/portfolio/page/save-draft.ts'
import { resolveConflicts } from '../../src/portfolio/page/resolve-conflicts.ts'
import { textBase } from '../../src/portfolio/page/text-base.ts'
import { wordsFor } from '../../src/words.ts'
import { accounts } from '../identity/accounts.ts'

const { app, clock, newAccount } = await accounts()
const { personId } = await newAccount()
const amina: PersonActor = {
  kind: 'person',
  personId,
  name: 'Amina Rahman',
  birthDate: '1999-05-17',
  language: 'en',
  learnerIds: [],
  roles: [],
  isOperator: false,
  scopes: 'all',
  credentialId: personId,
}

/** A window: what it was last given, and what was typed into it since. */
interface Window {
  revision: number
  readonly blocks: Map<string, { base: string; text: string }>
}

const action = fc.record({
  window: fc.nat(2),
  do: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('type', 'save') },
    { weight: 3, arbitrary: fc.constantFrom('add', 'up', 'down', 'remove', 'look') },
    { weight: 1, arbitrary: fc.constantFrom('undo', 'redo') },
  ),
  at: fc.nat(2),
})

test('three windows on one page: nothing that somebody typed and saved is lost without their doing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 40 }), async (actions) => {
      const { id } = await createPage(app, amina, 'Three windows')
      const load = async (): Promise<Window> => {
        const { page } = await loadPage(app, amina, id, wordsFor('en'))
        const blocks = page.draft.blocks.flatMap((block) =>
          'text' in block ? [[block.id, { base: textBase(block.text), text: block.text }] as const] : [],
        )
        return { revision: page.revision, blocks: new Map(blocks) }
      }
      for (let part = 0; part < 2; part += 1) {
        await saveDraft(app, amina, id, { texts: new Map(), act: { kind: 'add', block: 'text' } })
      }
      const windows = await Promise.all([load(), load(), load()])
      /** Words typed and sent, and not taken out again by the window that saw them. Each is a word of its own. */
      const words = new Set<string>()
      let count = 0
      const forget = (text: string) => {
        for (const word of text.split(' ')) words.delete(word)
      }
      for (const { window: index, do: act, at } of actions) {
        clock.advance({ minutes: 2 })
        const window = windows[index] ?? (await load())
        const target = [...window.blocks.keys()][at]
        const typed = target === undefined ? undefined : window.blocks.get(target)
        if (act === 'type') {
          if (typed) {
            count += 1
            typed.text = `${typed.text} word${count}`.trim()
          }
          continue
        }
        if (act === 'look') {
          windows[index] = await load()
          continue
        }
        const form: DraftForm = {
          revision: window.revision,
          texts: new Map(window.blocks),
          ...actOf(act, target),
        }
        for (const { text, base } of window.blocks.values()) {
          // What a window was given and left alone is not its word.
          if (textBase(text) === base) continue
          for (const word of text.split(' ')) if (word) words.add(word)
        }
        const before = await load()
        const saved = await saveDraft(app, amina, id, form)
        // What this person takes away with open eyes, or takes back, is no loss.
        if (act === 'remove' && target) forget(before.blocks.get(target)?.text ?? '')
        if (act === 'remove' && target) forget(typed?.text ?? '')
        // Asked, they keep both.
        let open = saved.conflicts
        while (open.length > 0) {
          const answer = await resolveConflicts(
            app,
            amina,
            id,
            open.map(({ id: block, kind, mine, theirs }) => ({
              id: block,
              kind,
              mine,
              theirsBase: theirs === undefined ? '' : textBase(theirs),
              choice: 'both' as const,
            })),
          )
          open = answer.conflicts
        }
        windows[index] = await load()
        const now = [...(windows[index]?.blocks.values() ?? [])].map(({ text }) => text).join(' ')
        if (act === 'undo' || act === 'redo') {
          words.clear()
          for (const word of now.split(' ')) if (word) words.add(word)
          continue
        }
        // A window that had not looked since a removal brings nothing back and loses nothing.
        const shown = new Set(now.split(' '))
        for (const word of words) {
          const untouchedHere = [...window.blocks].some(
            ([block, { text, base }]) =>
              !before.blocks.has(block) && textBase(text) === base && text.includes(word),
          )
          if (untouchedHere) words.delete(word)
          else expect(shown).toContain(word)
        }
      }
    }),
    { numRuns: 40 },
  )
})

function actOf(act: string, id: string | undefined): Pick<DraftForm, 'act'> {
  if (act === 'add') return { act: { kind: 'add', block: 'text' } }
  if (act === 'undo' || act === 'redo') return { act: { kind: act } }
  if ((act === 'up' || act === 'down' || act === 'remove') && id) return { act: { kind: act, id } }
  return {}
}
