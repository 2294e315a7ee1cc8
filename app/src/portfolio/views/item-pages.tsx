import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { AssuranceMark } from '../../ui/assurance/assurance-mark.tsx'
import { Actions, Button, ButtonLink } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import type { FormValues } from '../../ui/request.ts'
import { Notice } from '../../ui/text/notice.tsx'
import { BackLink, PageTitle } from '../../ui/text/text.tsx'
import { hasFile, type Item, isPicture, lacksAltText } from '../item/item.ts'
import type { ItemWithRelations } from '../item/load-item.ts'
import { ItemFields } from './item-form.tsx'
import { ItemRelations } from './item-relations.tsx'
import { ItemView } from './item-view.tsx'

/** One of the learner's own things. */
export function ItemPage({
  frame,
  ownerName,
  item,
  related,
  others,
  problems,
}: ItemWithRelations & { frame: Frame; ownerName: string; problems?: readonly FieldProblem[] }) {
  const { t } = frame
  return (
    <Layout
      frame={frame}
      title={item.title}
      problem={Boolean(problems?.length)}
      before={<BackLink href={paths.portfolio()}>{t('portfolio.back')}</BackLink>}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={t(`portfolio.kind_${item.kind}`)}>
        <span lang={item.language}>{item.title}</span>
      </PageTitle>
      <p>
        <AssuranceMark t={t} assurance={{ kind: 'selfDeclared', by: ownerName }} />
      </p>
      <FileNotices frame={frame} item={item} />
      <ItemView
        t={t}
        item={item}
        links={{ fileHref: paths.itemFile(item.id), previewHref: paths.itemPreview(item.id) }}
      />
      <Actions>
        <ButtonLink href={paths.itemEdit(item.id)}>{t('common.edit')}</ButtonLink>
        <Form frame={frame} action={paths.itemRemoval(item.id)} class="form form--inline">
          <Button look="quiet">{t('common.remove')}</Button>
        </Form>
      </Actions>
      <ItemRelations
        frame={frame}
        item={item}
        related={related}
        others={others}
        {...(problems ? { problems } : {})}
      />
    </Layout>
  )
}

function FileNotices({ frame: { t }, item }: { frame: Frame; item: Item }) {
  if (!hasFile(item) || !isPicture(item.content.file)) return null
  return (
    <>
      {lacksAltText(item) && (
        <Notice t={t} kind="warning">
          {t('portfolio.altMissing')} <a href={`${paths.itemEdit(item.id)}#f-alt`}>{t('portfolio.altAdd')}</a>
        </Notice>
      )}
      <Notice t={t} kind="info">
        {t(item.content.file.preview ? 'portfolio.pictureShared' : 'portfolio.pictureNotDrawn')}
      </Notice>
    </>
  )
}

export function EditItemPage({
  frame,
  item,
  values,
  problems,
}: {
  frame: Frame
  item: Item
  values: FormValues
  problems?: readonly FieldProblem[]
}) {
  const { t } = frame
  const title = t('portfolio.editTitle', { title: item.title })
  return (
    <Layout
      frame={frame}
      title={title}
      problem={Boolean(problems?.length)}
      before={<BackLink href={paths.item(item.id)}>{item.title}</BackLink>}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle>{title}</PageTitle>
      <Form frame={frame} action={paths.itemEdit(item.id)}>
        <input type="hidden" name="version" value={values.version ?? String(item.version)} />
        <ItemFields frame={frame} kind={item.kind} values={values} {...(problems ? { problems } : {})} />
        <Actions>
          <Button>{t('common.save')}</Button>
          <ButtonLink look="quiet" href={paths.item(item.id)}>
            {t('common.cancel')}
          </ButtonLink>
        </Actions>
      </Form>
    </Layout>
  )
}

/** It was saved elsewhere meanwhile: what stands there now, and what was written here, to put together. */
export function ItemConflictPage({ frame, item, values }: { frame: Frame; item: Item; values: FormValues }) {
  const { t } = frame
  const title = t('portfolio.conflictTitle')
  return (
    <Layout frame={frame} title={title} problem>
      <PageTitle lede={t('portfolio.conflictLede')}>{title}</PageTitle>
      <section class="conflict__theirs" aria-labelledby="theirs">
        <h2 id="theirs">{t('portfolio.conflictTheirs')}</h2>
        <p lang={item.language}>
          <strong>{item.title}</strong>
        </p>
        <ItemView t={t} item={item} links={{ fileHref: paths.itemFile(item.id) }} />
      </section>
      <section aria-labelledby="mine">
        <h2 id="mine">{t('portfolio.conflictMine')}</h2>
        <Form frame={frame} action={paths.itemEdit(item.id)}>
          <input type="hidden" name="version" value={String(item.version)} />
          <ItemFields frame={frame} kind={item.kind} values={values} />
          <Actions>
            <Button>{t('portfolio.conflictSaveMine')}</Button>
            <ButtonLink look="quiet" href={paths.item(item.id)}>
              {t('portfolio.conflictKeepTheirs')}
            </ButtonLink>
          </Actions>
        </Form>
      </section>
    </Layout>
  )
}
