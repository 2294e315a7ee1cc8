import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { Actions, Button, ButtonLink } from '../../ui/form/button.tsx'
import { DateField } from '../../ui/form/date-field.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { FileField } from '../../ui/form/file-field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Select } from '../../ui/form/select.tsx'
import { Textarea } from '../../ui/form/textarea.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import type { FormValues } from '../../ui/request.ts'
import { BackLink, PageTitle } from '../../ui/text/text.tsx'
import { acceptedExtensions } from '../file/media-types.ts'
import { hasPeriod, type ItemKind } from '../item/item.ts'
import { textLanguages } from '../item/languages.ts'
import { fileSize } from '../file-size.ts'

export interface ItemFormProps {
  frame: Frame
  kind: ItemKind
  values: FormValues
  problems?: readonly FieldProblem[]
}

/** A new thing of one kind. */
export function NewItemPage({
  frame,
  kind,
  values,
  problems,
  maxUpload,
}: ItemFormProps & { maxUpload: number }) {
  const { t } = frame
  const title = t(`portfolio.new_${kind}`)
  return (
    <Layout
      frame={frame}
      title={title}
      problem={Boolean(problems?.length)}
      before={<BackLink href={paths.portfolio()}>{t('portfolio.back')}</BackLink>}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle lede={t(`portfolio.lede_${kind}`)}>{title}</PageTitle>
      <Form frame={frame} action={paths.itemNew(kind)} upload={kind === 'resource'}>
        <ItemFields frame={frame} kind={kind} values={values} {...(problems ? { problems } : {})} />
        {kind === 'resource' && (
          // Last, so that everything else is known before the first byte arrives.
          <FileField
            t={t}
            name="file"
            label={t('portfolio.file')}
            hint={t('portfolio.fileHint', { most: fileSize(t.language, maxUpload) })}
            accept={acceptedExtensions}
            problems={problems}
          />
        )}
        <Actions>
          <Button>{t(kind === 'resource' ? 'portfolio.upload' : 'common.save')}</Button>
          <ButtonLink look="quiet" href={paths.portfolio()}>
            {t('common.cancel')}
          </ButtonLink>
        </Actions>
      </Form>
    </Layout>
  )
}

/** The fields of a kind; the same for a new one, an edit and a conflict. */
export function ItemFields({ frame, kind, values, problems }: ItemFormProps) {
  const { t } = frame
  const basics = { t, problems }
  return (
    <>
      <Field
        {...basics}
        name="title"
        label={t('portfolio.itemTitle')}
        hint={kind === 'resource' ? t('portfolio.fileTitleHint') : undefined}
        optional={kind === 'resource'}
        value={values.title}
        lang={values.language}
      />
      {kind === 'entry' && (
        <PromptFields frame={frame} kind={kind} values={values} {...(problems ? { problems } : {})} />
      )}
      {kind !== 'entry' && (
        <Textarea
          {...basics}
          name="description"
          label={t(`portfolio.description_${kind}`)}
          optional
          value={values.description}
          lang={values.language}
          long
          rows={6}
        />
      )}
      {kind === 'resource' && (
        <Field
          {...basics}
          name="alt"
          label={t('portfolio.alt')}
          hint={t('portfolio.altHint')}
          optional
          value={values.alt}
          lang={values.language}
        />
      )}
      <DateField
        {...basics}
        name="occurredOn"
        label={t(`portfolio.date_${kind}`)}
        hint={t('portfolio.dateHint')}
        optional
        value={dateParts(values, 'occurredOn')}
      />
      {hasPeriod(kind) && (
        <DateField
          {...basics}
          name="endedOn"
          label={t(kind === 'plan' ? 'portfolio.planUntil' : 'portfolio.ended')}
          optional
          value={dateParts(values, 'endedOn')}
        />
      )}
      <Select
        {...basics}
        name="language"
        label={t('portfolio.textLanguage')}
        options={textLanguages(t.language)}
        value={values.language}
      />
    </>
  )
}

const prompts = ['happened', 'learned', 'next'] as const

function PromptFields({ frame: { t }, values, problems }: ItemFormProps) {
  return (
    <>
      {prompts.map((prompt) => (
        <Textarea
          t={t}
          name={prompt}
          label={t(`portfolio.${prompt}`)}
          hint={t(`portfolio.${prompt}Hint`)}
          optional
          value={values[prompt]}
          problems={problems}
          lang={values.language}
          long
          rows={6}
        />
      ))}
    </>
  )
}

function dateParts(values: FormValues, name: string) {
  return { day: values[`${name}-day`], month: values[`${name}-month`], year: values[`${name}-year`] }
}
