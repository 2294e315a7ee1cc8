import { z } from 'zod'
import { mayPrecede, type PartialDateProblem, partialDateFrom } from '../partial-date.ts'
import { tidyLine, tidyText } from '../plain-text.ts'
import { hasPeriod, type ItemKind, type ItemText, textFields } from './item.ts'
import { isTextLanguage } from './languages.ts'

export const longestTitle = 200
const longestText = 50_000
const longestAlt = 1000

const line = (most: number) =>
  z
    .string()
    .default('')
    .transform(tidyLine)
    .refine((text) => text.length <= most, { error: 'portfolio.lineTooLong' })

const longText = z
  .string()
  .default('')
  .transform(tidyText)
  .refine((text) => text.length <= longestText, { error: 'portfolio.tooLong' })

const part = z
  .string()
  .default('')
  .transform((text) => text.trim())

const dateProblems: Record<PartialDateProblem, string> = {
  noYear: 'portfolio.dateNoYear',
  noMonth: 'portfolio.dateNoMonth',
  notADate: 'portfolio.dateNotADate',
}

/** What the form of this kind sends. A file's title may be left out: its name is one. */
export function itemFormSchema(kind: ItemKind): z.ZodType<ItemText> {
  return z
    .object({
      title: line(longestTitle),
      language: z.string().refine(isTextLanguage, { error: 'portfolio.languageMissing' }),
      alt: line(longestAlt),
      happened: longText,
      learned: longText,
      next: longText,
      description: longText,
      'occurredOn-day': part,
      'occurredOn-month': part,
      'occurredOn-year': part,
      'endedOn-day': part,
      'endedOn-month': part,
      'endedOn-year': part,
    })
    .transform((form, context): ItemText => {
      const problem = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message })
      const dateOf = (name: 'occurredOn' | 'endedOn') => {
        const read = partialDateFrom({
          day: form[`${name}-day`],
          month: form[`${name}-month`],
          year: form[`${name}-year`],
        })
        if (!('problem' in read)) return read.date
        problem(name, dateProblems[read.problem])
        return undefined
      }
      if (!form.title && kind !== 'resource') problem('title', 'portfolio.titleMissing')
      const occurredOn = dateOf('occurredOn')
      const endedOn = hasPeriod(kind) ? dateOf('endedOn') : undefined
      if (occurredOn && endedOn && !mayPrecede(occurredOn, endedOn))
        problem('endedOn', 'portfolio.endsBeforeStart')
      const texts: Record<string, string> = {}
      for (const field of textFields(kind)) texts[field] = form[field as 'description']
      if (kind === 'resource') texts.alt = form.alt
      return {
        title: form.title,
        language: form.language,
        ...(occurredOn ? { occurredOn } : {}),
        ...(endedOn ? { endedOn } : {}),
        texts,
      }
    })
}

/** What stands in an item, by the names of the form. */
export function formValuesOf(text: ItemText): Record<string, string> {
  return {
    title: text.title,
    language: text.language,
    ...text.texts,
    ...dateValues('occurredOn', text.occurredOn),
    ...dateValues('endedOn', text.endedOn),
  }
}

function dateValues(name: string, date: string | undefined): Record<string, string> {
  const [year = '', month = '', day = ''] = date?.split('-') ?? []
  return { [`${name}-year`]: year, [`${name}-month`]: month, [`${name}-day`]: day }
}
