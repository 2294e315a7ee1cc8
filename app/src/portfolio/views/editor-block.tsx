import type { FieldProblem } from '../../errors.ts'
import { Field } from '../../ui/form/field.tsx'
import { Textarea } from '../../ui/form/textarea.tsx'
import type { Words } from '../../words.ts'
import { isWritten } from '../page/draft.ts'
import { type Things, thingOf } from '../page/load-things.ts'
import { textBase } from '../page/text-base.ts'
import type { Block, Viewing } from '../showable.ts'
import { ownLinks } from './own-links.ts'
import { ThingView } from './page-view.tsx'
import { StayButton } from './stay-button.tsx'

/** Where the keyboard goes on: at a part, and there on the button of what was done last. */
export interface EditorFocus {
  readonly id: string | undefined
  readonly did: string | undefined
}

/** One part of the page: what it says, and what can be done with it. */
export function EditorBlock({
  t,
  block,
  index,
  count,
  language,
  typed,
  things,
  viewing,
  thingKinds,
  focus,
  problems,
}: {
  t: Words
  block: Block
  index: number
  count: number
  language: string
  typed: string | undefined
  things: Things
  viewing: Viewing
  thingKinds: readonly string[]
  focus: EditorFocus
  problems: readonly FieldProblem[] | undefined
}) {
  const number = index + 1
  const did = focus.id === block.id ? focus.did : undefined
  const isHere = did !== undefined && did !== 'up' && did !== 'down'
  return (
    <li
      class={`editor__block editor__block--${block.kind}`}
      id={`part-${block.id}`}
      tabindex={-1}
      autofocus={isHere}
    >
      <div class="editor__part">
        {isWritten(block) ? (
          <>
            <input type="hidden" name={`base-${block.id}`} value={textBase(block.text)} />
            <WrittenField
              t={t}
              block={block}
              label={`${t(`portfolio.block_${block.kind}`)} (${t('portfolio.partOf', { number, count })})`}
              text={typed ?? block.text}
              language={language}
              problems={problems}
            />
          </>
        ) : (
          <ThingView block={block} things={things} viewing={viewing} links={ownLinks} />
        )}
      </div>
      <BlockActions
        t={t}
        block={block}
        did={did}
        number={number}
        count={count}
        name={nameOf(t, block, things)}
      />
      {number < count && (
        <details class="editor__add-here">
          <summary>{t('portfolio.addAfter', { number })}</summary>
          <AddButtons t={t} thingKinds={thingKinds} after={block.id} />
        </details>
      )}
    </li>
  )
}

function WrittenField({
  t,
  block,
  label,
  text,
  language,
  problems,
}: {
  t: Words
  block: Extract<Block, { text: string }>
  label: string
  text: string
  language: string
  problems: readonly FieldProblem[] | undefined
}) {
  const basics = { t, name: `text-${block.id}`, label, lang: language, value: text, problems }
  return block.kind === 'heading' ? (
    <Field {...basics} />
  ) : (
    <Textarea {...basics} long rows={Math.min(24, Math.max(4, Math.ceil(text.length / 70)))} />
  )
}

/** All three are always there, so that nothing jumps under the finger; at an end, moving on changes nothing. */
function BlockActions({
  t,
  block,
  did,
  number,
  count,
  name,
}: {
  t: Words
  block: Block
  did: string | undefined
  number: number
  count: number
  name: string
}) {
  const about = { number, count, name }
  return (
    <div class="editor__tools">
      <StayButton
        act={`up:${block.id}`}
        tool="up"
        label={t('portfolio.moveUpLabel', about)}
        focused={did === 'up'}
      >
        {t('common.moveUp')}
      </StayButton>
      <StayButton
        act={`down:${block.id}`}
        tool="down"
        label={t('portfolio.moveDownLabel', about)}
        focused={did === 'down'}
      >
        {t('common.moveDown')}
      </StayButton>
      <StayButton act={`remove:${block.id}`} tool="remove" label={t('portfolio.removeLabel', about)}>
        {t('common.remove')}
      </StayButton>
      <span class="editor__saved" aria-hidden="true" data-said="" />
    </div>
  )
}

/** At the end of the page: what comes next. */
export function AddBar({ t, thingKinds }: { t: Words; thingKinds: readonly string[] }) {
  return (
    <fieldset class="editor__add">
      <legend>{t('portfolio.add')}</legend>
      <AddButtons t={t} thingKinds={thingKinds} />
    </fieldset>
  )
}

function AddButtons({ t, thingKinds, after }: { t: Words; thingKinds: readonly string[]; after?: string }) {
  const place = after ? `:${after}` : ''
  return (
    <div class="editor__add-buttons">
      {(['text', 'heading'] as const).map((kind) => (
        <button
          class="button button--secondary"
          type="submit"
          name="act"
          value={`add:${kind}${place}`}
          data-stay=""
        >
          {t(`portfolio.add_${kind}`)}
        </button>
      ))}
      {thingKinds.map((kind) => (
        <button class="button button--secondary" type="submit" name="act" value={`pick:${kind}${place}`}>
          {t.say(`portfolio.add_${kind}`)}
        </button>
      ))}
    </div>
  )
}

function nameOf(t: Words, block: Block, things: Things): string {
  if (isWritten(block)) {
    const words = block.text.slice(0, 40)
    return words ? `${t(`portfolio.block_${block.kind}`)}: ${words}` : t(`portfolio.block_${block.kind}`)
  }
  const loaded = thingOf(things, block)
  return loaded ? loaded.showable.title(loaded.thing) : t('portfolio.thingMissing')
}
