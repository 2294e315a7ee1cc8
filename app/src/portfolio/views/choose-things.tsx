import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { Actions, Button, ButtonLink } from '../../ui/form/button.tsx'
import { Checkboxes } from '../../ui/form/choices.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { EmptyState } from '../../ui/text/notice.tsx'
import { BackLink, PageTitle } from '../../ui/text/text.tsx'
import type { Page } from '../page/page.ts'
import type { ShowableChoice } from '../showable.ts'

/** Picks things of one kind for a page: several at once, in the order of the list. */
export function ChooseThings({
  frame,
  page,
  kind,
  after,
  choices,
  problems,
}: {
  frame: Frame
  page: Page
  kind: string
  after: string | undefined
  choices: readonly ShowableChoice[]
  problems?: readonly FieldProblem[]
}) {
  const { t } = frame
  const title = t.say(`portfolio.choose_${kind}`)
  const onPage = new Set(page.draft.blocks.map((block) => ('thingId' in block ? block.thingId : '')))
  return (
    <Layout
      frame={frame}
      title={title}
      problem={Boolean(problems?.length)}
      before={<BackLink href={paths.pageEdit(page.id)}>{t('portfolio.backToEditor')}</BackLink>}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={page.draft.title}>{title}</PageTitle>
      {choices.length === 0 ? (
        <EmptyState
          title={t.say(`portfolio.nothing_${kind}`)}
          action={
            <ButtonLink look="secondary" href={kind === 'record' ? paths.record() : paths.portfolio()}>
              {t.say(`portfolio.nothingGo_${kind}`)}
            </ButtonLink>
          }
        >
          <p>{t.say(`portfolio.nothingText_${kind}`)}</p>
        </EmptyState>
      ) : (
        <Form frame={frame} action={paths.pageAdd(page.id, kind, after)}>
          <Checkboxes
            t={t}
            name="things"
            label={t('portfolio.chooseSome')}
            choices={choices.map(({ id, title, note }) => ({
              value: id,
              label: title,
              hint: onPage.has(id) ? `${note} · ${t('portfolio.alreadyOnPage')}` : note,
            }))}
            problems={problems}
          />
          <Actions>
            <Button>{t('portfolio.putOnPage')}</Button>
            <ButtonLink look="quiet" href={paths.pageEdit(page.id)}>
              {t('common.cancel')}
            </ButtonLink>
          </Actions>
        </Form>
      )}
    </Layout>
  )
}
