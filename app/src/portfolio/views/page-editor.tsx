import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { AutosaveForm } from '../../ui/form/autosave-form.tsx'
import { Actions, Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { csrfField } from '../../ui/form/form.tsx'
import { Select } from '../../ui/form/select.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { BackLink, PageTitle, Tag } from '../../ui/text/text.tsx'
import { textLanguages } from '../item/languages.ts'
import type { PageWithThings } from '../page/load-page.ts'
import { textBase } from '../page/text-base.ts'
import { AddBar, EditorBlock, type EditorFocus } from './editor-block.tsx'
import { StayButton } from './stay-button.tsx'

/**
 * The whole editor is one form: whichever button is pressed, everything that was typed goes with it and is kept. With
 * script the same form saves itself while one writes, and its buttons do not load the page anew.
 */
export function PageEditor({
  frame,
  page,
  things,
  viewing,
  ahead,
  thingKinds,
  focus,
  typed,
  problems,
}: PageWithThings & {
  frame: Frame
  /** What can be put on a page, in the order in which it is offered. */
  thingKinds: readonly string[]
  focus: EditorFocus
  /** Of a form that was refused: shown again as it was typed, by field name. */
  typed?: Readonly<Record<string, string>>
  problems?: readonly FieldProblem[]
}) {
  const { t } = frame
  const { draft } = page
  const shown = (field: string, saved: string) => typed?.[field] ?? saved
  return (
    <Layout
      frame={frame}
      title={t('portfolio.editTitle', { title: draft.title })}
      problem={Boolean(problems?.length)}
      editor
      wide
      before={<BackLink href={paths.page(page.id)}>{t('portfolio.backToPage')}</BackLink>}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={t('portfolio.editing')}>
        <span lang={draft.language}>{draft.title}</span>
      </PageTitle>
      <p class="page-state">
        {page.publishedVersion !== undefined && (
          <Tag kind="good">{t('portfolio.publishedVersion', { version: page.publishedVersion })}</Tag>
        )}
        {ahead && <Tag kind="waiting">{t('portfolio.notYetPublished')}</Tag>}
      </p>
      <AutosaveForm t={t} action={paths.pageDraft(page.id)}>
        <form
          class="editor"
          method="post"
          action={paths.pageEdit(page.id)}
          novalidate={true}
          data-editor=""
          data-failed={t('common.saveFailed')}
        >
          <input type="hidden" name={csrfField} value={frame.csrf} />
          <input type="hidden" name="revision" value={String(page.revision)} />
          <input type="hidden" name="base-title" value={textBase(draft.title)} />
          <FirstButton label={t('common.save')} />
          <div class="editor__page">
            <Field
              t={t}
              name="title"
              label={t('portfolio.pageTitle')}
              value={shown('title', draft.title)}
              lang={draft.language}
              problems={problems}
            />
            <Select
              t={t}
              name="language"
              label={t('portfolio.pageLanguage')}
              options={textLanguages(t.language)}
              value={draft.language}
            />
          </div>
          {draft.blocks.length === 0 ? (
            <p class="editor__empty">{t('portfolio.editorEmpty')}</p>
          ) : (
            <ol class="editor__blocks" aria-label={t('portfolio.parts')}>
              {draft.blocks.map((block, index) => (
                <EditorBlock
                  t={t}
                  block={block}
                  index={index}
                  count={draft.blocks.length}
                  language={draft.language}
                  typed={typed?.[`text-${block.id}`]}
                  things={things}
                  viewing={viewing}
                  thingKinds={thingKinds}
                  focus={focus}
                  problems={problems}
                />
              ))}
            </ol>
          )}
          <AddBar t={t} thingKinds={thingKinds} />
          <div class="editor__end">
            <Actions>
              <Button name="act" value="publish">
                {t('portfolio.publish')}
              </Button>
              <Button look="secondary" name="act" value="preview">
                {t('portfolio.preview')}
              </Button>
              <StayButton act="save">{t('common.save')}</StayButton>
              {draft.undo.length > 0 && <StayButton act="undo">{t('portfolio.undo')}</StayButton>}
              {draft.redo.length > 0 && <StayButton act="redo">{t('portfolio.redo')}</StayButton>}
            </Actions>
          </div>
        </form>
      </AutosaveForm>
    </Layout>
  )
}

/** Enter in a text box presses a form's first button: that has to be "save", not "move up". */
function FirstButton({ label }: { label: string }) {
  return (
    <button
      class="visually-hidden"
      type="submit"
      name="act"
      value="save"
      tabindex={-1}
      aria-hidden="true"
      data-stay=""
    >
      {label}
    </button>
  )
}
