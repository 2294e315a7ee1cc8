import { z } from '@hono/zod-openapi'
import { Id, Instant, LanguageCode, PartialDate } from '../../ui/api/schemas.ts'
import { hasFile, type Item, type ItemFile as KeptFile, itemKinds } from './item.ts'
import { formValuesOf, itemFormSchema } from './item-form.ts'
import { textOf } from './item-content.ts'
import type { ItemKind, ItemText } from './item.ts'
import { isPartialDate } from '../partial-date.ts'
import { invalid } from '../../errors.ts'
import { problemsOf } from '../../ui/api/problems-of.ts'

export const ItemFile = z
  .strictObject({
    name: z.string(),
    mediaType: z.string(),
    size: z.int(),
    sha256: z.string(),
    alt: z.string().optional().openapi({ description: 'What a picture shows, for those who cannot see it.' }),
    hasPreview: z.boolean(),
  })
  .openapi('ItemFile')

export const ItemSchema = z
  .strictObject({
    id: Id,
    kind: z.enum(itemKinds),
    title: z.string(),
    language: LanguageCode,
    occurredOn: PartialDate.optional(),
    endedOn: PartialDate.optional(),
    happened: z.string().optional(),
    learned: z.string().optional(),
    next: z.string().optional(),
    description: z.string().optional(),
    file: ItemFile.optional(),
    version: z.int().openapi({ description: 'Counts the edits: say which one you saw when you change it.' }),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .openapi('Item')

const texts = {
  title: z.string(),
  language: LanguageCode,
  occurredOn: PartialDate.optional(),
  endedOn: PartialDate.optional().openapi({ description: 'Of an activity, affiliation, meeting or plan.' }),
  happened: z.string().optional().openapi({ description: 'Of an entry: what happened.' }),
  learned: z.string().optional().openapi({ description: 'Of an entry: what it taught.' }),
  next: z.string().optional().openapi({ description: 'Of an entry: what is next.' }),
  description: z.string().optional().openapi({ description: 'Of everything else.' }),
}

export const NewItem = z
  .strictObject({ kind: z.enum(itemKinds).exclude(['resource']), ...texts })
  .openapi('NewItem', {
    description: 'A resource comes with its file instead.',
    example: { kind: 'entry', title: 'Tide tables', language: 'en', happened: 'We measured the tide.' },
  })

export const ChangedItem = z
  .strictObject({
    version: z.int().openapi({ description: 'The version that you saw.' }),
    ...texts,
    alt: z.string().optional().openapi({ description: 'Of a picture: what it shows.' }),
  })
  .openapi('ChangedItem')

type Written = Partial<Record<keyof typeof texts | 'alt', string | undefined>>

/** By the very rules of the form, which takes dates in three boxes. */
export function itemText(kind: ItemKind, { occurredOn, endedOn, ...written }: Written): ItemText {
  for (const [field, date] of Object.entries({ occurredOn, endedOn })) {
    if (date !== undefined && !isPartialDate(date)) invalid({ field, key: 'api.date' })
  }
  const form = formValuesOf({
    title: written.title ?? '',
    language: written.language ?? '',
    texts: Object.fromEntries(Object.entries(written).filter(([, text]) => text !== undefined)) as Record<
      string,
      string
    >,
    ...(occurredOn ? { occurredOn } : {}),
    ...(endedOn ? { endedOn } : {}),
  })
  const parsed = itemFormSchema(kind).safeParse(form)
  return parsed.success ? parsed.data : invalid(...problemsOf(parsed.error))
}

export function itemOf(item: Item): z.input<typeof ItemSchema> {
  const { alt: _alt, ...text } = textOf(item).texts
  const { endedOn } = textOf(item)
  return {
    id: item.id,
    kind: item.kind,
    title: item.title,
    language: item.language,
    ...(item.occurredOn ? { occurredOn: item.occurredOn } : {}),
    ...(endedOn ? { endedOn } : {}),
    ...text,
    ...(hasFile(item) ? { file: fileOf(item.content.file) } : {}),
    version: item.version,
    createdAt: item.createdAt.toISOString(),
    updatedAt: item.updatedAt.toISOString(),
  }
}

function fileOf({ name, mediaType, size, sha256, alt, preview }: KeptFile) {
  return { name, mediaType, size, sha256, ...(alt ? { alt } : {}), hasPreview: preview !== undefined }
}
