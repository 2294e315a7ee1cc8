import { AppError, type FieldProblem } from '../../errors.ts'
import { isId } from '../../platform/id.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { formFields, frameOf, html, idParam, seeOther } from '../../ui/request.ts'
import type { WordKey } from '../../words.ts'
import { ChooseThings } from '../views/choose-things.tsx'
import { PageConflicts } from '../views/page-conflicts.tsx'
import { PageEditor } from '../views/page-editor.tsx'
import { tidyLine } from '../plain-text.ts'
import { addThings } from './add-things.ts'
import { isWritten } from './draft.ts'
import { editorFormFrom, type Fields, resolutionsFrom } from './editor-form.ts'
import { loadChoices, loadPage } from './load-page.ts'
import { publishPage } from './publish-page.ts'
import { resolveConflicts } from './resolve-conflicts.ts'
import { type DraftAct, type SavedDraft, saveDraft, tidyBlockText } from './save-draft.ts'
import { textBase } from './text-base.ts'

export async function editPage(c: AppContext): Promise<Response> {
  return editorPage(c, idParam(c), {})
}

export async function editorPage(
  c: AppContext,
  id: string,
  again: { typed?: Fields; problems?: readonly FieldProblem[]; status?: 409 | 422 },
): Promise<Response> {
  const { app, actor, t } = c.var
  const loaded = await loadPage(app, actor, id, t)
  const typed =
    again.typed && Object.fromEntries(Object.entries(again.typed).map(([name, text]) => [name, String(text)]))
  const page = (
    <PageEditor
      frame={frameOf(c)}
      {...loaded}
      thingKinds={[...app.showables.keys()]}
      focus={{ id: c.req.query('at'), did: c.req.query('did') }}
      {...(typed ? { typed } : {})}
      {...(again.problems ? { problems: again.problems } : {})}
    />
  )
  return html(c, page, again.status ?? 200)
}

/** Every button of the editor: what was typed is kept first, then the button does its work. */
export async function postPage(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const id = idParam(c)
  const fields = await formFields(c)
  const { form, onward } = editorFormFrom(fields)
  let saved: SavedDraft
  try {
    saved = await saveDraft(app, actor, id, form)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    return editorPage(c, id, { typed: fields, problems: error.problems, status: 422 })
  }
  if (saved.conflicts.length > 0) {
    return html(c, <PageConflicts frame={frameOf(c)} page={saved.page} conflicts={saved.conflicts} />, 409)
  }
  if (saved.stale) {
    return editorPage(c, id, { problems: [{ field: '', key: 'portfolio.changedElsewhere' }], status: 409 })
  }
  switch (onward.kind) {
    case 'preview':
      return seeOther(c, paths.pagePreview(id))
    case 'publish':
      return publish(c, id, [])
    case 'pick':
      return seeOther(c, paths.pageAdd(id, onward.thing, onward.after))
    case 'stay': {
      const place = saved.focus
        ? paths.pageEditAt(id, saved.focus, form.act?.kind ?? 'save')
        : paths.pageEdit(id)
      return seeOther(c, place, saidOf(form.act))
    }
  }
}

/** Publishes, or says first who would see it. */
export async function publish(c: AppContext, id: string, seenBy: readonly string[]): Promise<Response> {
  const { app, actor } = c.var
  try {
    const publication = await publishPage(app, actor, id, seenBy)
    switch (publication.state) {
      case 'published':
        return seeOther(c, paths.page(id), 'portfolio.published')
      case 'unchanged':
        return seeOther(c, paths.page(id), 'portfolio.nothingNew')
      case 'wouldBeSeen':
        return seeOther(c, paths.pagePublication(id))
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    return editorPage(c, id, { problems: error.problems, status: 422 })
  }
}

function saidOf(act: DraftAct | undefined): WordKey {
  switch (act?.kind) {
    case undefined:
      return 'portfolio.draftSaved'
    case 'add':
      return 'portfolio.partAdded'
    case 'up':
      return 'portfolio.partMovedUp'
    case 'down':
      return 'portfolio.partMovedDown'
    case 'remove':
      return 'portfolio.partRemoved'
    case 'undo':
      return 'portfolio.undone'
    case 'redo':
      return 'portfolio.redone'
  }
}

/** What the editor's script sends while one writes. `fields` are the hidden ones that the window goes on with. */
export async function postDraft(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const { form } = editorFormFrom(await formFields(c))
  const { page, conflicts, current } = await saveDraft(app, actor, idParam(c), form)
  const open = conflicts.map(({ id }) => id)
  const fields: Record<string, string> = current ? { revision: String(page.revision) } : {}
  // Only where the window shows what is kept: with the base of a text that it does not show, it would overwrite it.
  if (form.title && tidyLine(form.title.text) === page.draft.title) {
    fields['base-title'] = textBase(page.draft.title)
  }
  for (const block of page.draft.blocks) {
    const shown = form.texts.get(block.id)
    if (!shown || !isWritten(block)) continue
    if (tidyBlockText(block.kind, shown.text, '') === block.text) {
      fields[`base-${block.id}`] = textBase(block.text)
    }
  }
  return c.json({ revision: page.revision, fields, conflicts: open }, open.length > 0 ? 409 : 200)
}

export async function postConflicts(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const id = idParam(c)
  const resolutions = resolutionsFrom(await formFields(c))
  try {
    const { page, conflicts } = await resolveConflicts(app, actor, id, resolutions)
    if (conflicts.length === 0) return seeOther(c, paths.pageEdit(id), 'portfolio.conflictSettled')
    return html(c, <PageConflicts frame={frameOf(c)} page={page} conflicts={conflicts} />, 409)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    const { page } = await loadPage(app, actor, id, c.var.t)
    const open = resolutions.map(({ id, kind, mine }) => {
      const block = page.draft.blocks.find((known) => known.id === id)
      const theirs = kind === 'title' ? page.draft.title : block && isWritten(block) ? block.text : undefined
      return { id, kind, mine, ...(theirs === undefined ? {} : { theirs }) }
    })
    return html(
      c,
      <PageConflicts frame={frameOf(c)} page={page} conflicts={open} problems={error.problems} />,
      422,
    )
  }
}

export async function chooseThings(c: AppContext): Promise<Response> {
  return choosePage(c)
}

async function choosePage(c: AppContext, problems?: readonly FieldProblem[]): Promise<Response> {
  const { app, actor, t } = c.var
  const kind = c.req.param('kind') ?? ''
  const { page, choices } = await loadChoices(app, actor, idParam(c), kind, t)
  const view = (
    <ChooseThings
      frame={frameOf(c)}
      page={page}
      kind={kind}
      after={afterOf(c)}
      choices={choices}
      {...(problems ? { problems } : {})}
    />
  )
  return html(c, view, problems ? 422 : 200)
}

export async function postThings(c: AppContext): Promise<Response> {
  const { app, actor, t } = c.var
  const id = idParam(c)
  const { things = [] } = await formFields(c)
  const after = afterOf(c)
  try {
    const { focus } = await addThings(
      app,
      actor,
      id,
      { kind: c.req.param('kind') ?? '', ids: [things].flat().filter(isId), ...(after ? { after } : {}) },
      t,
    )
    return seeOther(c, paths.pageEditAt(id, focus, 'add'), 'portfolio.partAdded')
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    return choosePage(c, error.problems)
  }
}

function afterOf(c: AppContext): string | undefined {
  const after = c.req.query('after')
  return after && isId(after) ? after : undefined
}
