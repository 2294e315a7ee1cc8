import { z } from 'zod'
import { AppError, type FieldProblem, notFound } from '../../errors.ts'
import { isId } from '../../platform/id.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { RemovedPage } from '../../ui/layout/removed-page.tsx'
import {
  type FormValues,
  frameOf,
  html,
  idParam,
  parseForm,
  formFields,
  readMultipart,
  seeOther,
} from '../../ui/request.ts'
import { addEvidence } from '../file/add-evidence.ts'
import { fileSize } from '../file-size.ts'
import { NewItemPage } from '../views/item-form.tsx'
import { EditItemPage, ItemConflictPage, ItemPage } from '../views/item-pages.tsx'
import { createItem } from './create-item.ts'
import { editItem } from './edit-item.ts'
import { isItemKind, type ItemKind, type Relation, relations } from './item.ts'
import { formValuesOf, itemFormSchema } from './item-form.ts'
import { textOf } from './item-content.ts'
import { loadItem, loadItemWithRelations } from './load-item.ts'
import { relateItems, unrelateItems } from './relate-items.ts'
import { loadRemovedItem, removeItem, restoreItem } from './remove-item.ts'
import { ensurePerson } from '../../access/powers.ts'

export async function newItem(c: AppContext): Promise<Response> {
  ensurePerson(c.var.actor)
  return newItemPage(c, kindParam(c), {})
}

export async function postNewItem(c: AppContext): Promise<Response> {
  ensurePerson(c.var.actor)
  const kind = kindParam(c)
  if (kind === 'resource') return postEvidence(c)
  const form = parseForm(await formFields(c), itemFormSchema(kind))
  if (!form.ok) return newItemPage(c, kind, form.values, form.problems)
  const item = await createItem(c.var.app, c.var.actor, kind, form.value)
  return seeOther(c, paths.item(item.id), 'portfolio.itemSaved')
}

/** The fields come before the file, so that nothing is stored for a form that has to be filled in again. */
async function postEvidence(c: AppContext): Promise<Response> {
  const { app, actor, t } = c.var
  const schema = itemFormSchema('resource')
  let typed: FormValues = {}
  try {
    const { fields, files } = await readMultipart(c, {
      limit: app.config.maxUpload,
      onFile: async (content, file, sent) => {
        typed = { ...sent }
        const form = parseForm(sent, schema)
        if (!form.ok) throw new AppError('invalid', { problems: form.problems })
        return addEvidence(app, actor, form.value, { name: file.fileName, content })
      },
    })
    typed = fields
    const [item] = files
    if (item) return seeOther(c, paths.item(item.id), 'portfolio.fileSaved')
    return newItemPage(c, 'resource', typed, [{ field: 'file', key: 'portfolio.fileMissing' }])
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'invalid' && error.problems.length > 0) {
      return newItemPage(c, 'resource', typed, error.problems)
    }
    if (error.code !== 'too_large') throw error
    const most = fileSize(t.language, Number(error.values.limit))
    const key = error.key === 'portfolio.quotaUsedUp' ? error.key : 'portfolio.fileTooLarge'
    return newItemPage(c, 'resource', typed, [{ field: 'file', key, values: { most } }], 413)
  }
}

function newItemPage(
  c: AppContext,
  kind: ItemKind,
  values: FormValues,
  problems?: readonly FieldProblem[],
  status: 422 | 413 = 422,
): Response {
  const page = (
    <NewItemPage
      frame={frameOf(c)}
      kind={kind}
      values={{ ...values, language: values.language || c.var.t.language }}
      maxUpload={c.var.app.config.maxUpload}
      {...(problems ? { problems } : {})}
    />
  )
  return html(c, page, problems ? status : 200)
}

export async function showItem(c: AppContext): Promise<Response> {
  return itemPage(c, idParam(c))
}

async function itemPage(c: AppContext, id: string, problems?: readonly FieldProblem[]): Promise<Response> {
  const { app, actor } = c.var
  const loaded = await loadItemWithRelations(app, actor, id)
  const ownerName = ensurePerson(actor).name
  return html(
    c,
    <ItemPage frame={frameOf(c)} ownerName={ownerName} {...loaded} {...(problems ? { problems } : {})} />,
    problems ? 422 : 200,
  )
}

export async function editItemForm(c: AppContext): Promise<Response> {
  const item = await loadItem(c.var.app, c.var.actor, idParam(c))
  return html(c, <EditItemPage frame={frameOf(c)} item={item} values={formValuesOf(textOf(item))} />)
}

export async function postItem(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const item = await loadItem(app, actor, idParam(c))
  const fields = await formFields(c)
  const form = parseForm(fields, itemFormSchema(item.kind))
  if (!form.ok) {
    const page = <EditItemPage frame={frameOf(c)} item={item} values={form.values} problems={form.problems} />
    return html(c, page, 422)
  }
  const result = await editItem(app, actor, item.id, Number(fields.version), form.value)
  if (result.state === 'conflict') {
    const values = formValuesOf(form.value)
    return html(c, <ItemConflictPage frame={frameOf(c)} item={result.item} values={values} />, 409)
  }
  return seeOther(c, paths.item(item.id), 'portfolio.itemSaved')
}

export async function postItemRemoval(c: AppContext): Promise<Response> {
  const id = idParam(c)
  await removeItem(c.var.app, c.var.actor, id)
  return seeOther(c, paths.itemRemoval(id))
}

export async function removedItem(c: AppContext): Promise<Response> {
  const { app, actor, t } = c.var
  const id = idParam(c)
  const { title } = await loadRemovedItem(app, actor, id)
  return html(
    c,
    <RemovedPage
      frame={frameOf(c)}
      title={t('portfolio.itemRemoved', { title })}
      text={t('portfolio.itemRemovedText')}
      restoration={paths.itemRestoration(id)}
      back={{ href: paths.portfolio(), label: t('portfolio.back') }}
    />,
  )
}

export async function postItemRestoration(c: AppContext): Promise<Response> {
  const id = idParam(c)
  await restoreItem(c.var.app, c.var.actor, id)
  return seeOther(c, paths.item(id), 'portfolio.itemRestored')
}

/** `has_evidence ID`: relation and other thing are one choice. */
const RelationForm = z.object({
  related: z
    .string()
    .default('')
    .transform((text, context) => {
      const [relation = '', otherId = ''] = text.split(' ')
      if ((relations as readonly string[]).includes(relation) && isId(otherId)) {
        return { relation: relation as Relation, otherId }
      }
      context.addIssue({ code: 'custom', message: 'portfolio.relateMissing' })
      return z.NEVER
    }),
  back: z.string().optional(),
})

export async function postRelation(c: AppContext): Promise<Response> {
  const id = idParam(c)
  const form = parseForm(await formFields(c), RelationForm)
  if (!form.ok) return itemPage(c, id, form.problems)
  const { relation, otherId } = form.value.related
  await relateItems(c.var.app, c.var.actor, id, relation, otherId)
  return seeOther(c, paths.item(id), 'portfolio.relationSaved')
}

export async function postRelationEnd(c: AppContext): Promise<Response> {
  const id = idParam(c)
  const form = parseForm(await formFields(c), RelationForm)
  if (!form.ok) return itemPage(c, id, form.problems)
  const { relation, otherId } = form.value.related
  await unrelateItems(c.var.app, c.var.actor, id, relation, otherId)
  const back = form.value.back && isId(form.value.back) ? form.value.back : id
  return seeOther(c, paths.item(back), 'portfolio.relationRemoved')
}

function kindParam(c: AppContext): ItemKind {
  const kind = c.req.param('kind') ?? ''
  if (!isItemKind(kind)) notFound('kind of item')
  return kind
}
