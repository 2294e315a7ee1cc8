import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { Actions, Button } from '../../ui/form/button.tsx'
import { Radios } from '../../ui/form/choices.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Textarea } from '../../ui/form/textarea.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import type { Page } from '../page/page.ts'
import type { TextConflict } from '../page/save-draft.ts'
import { textBase } from '../page/text-base.ts'
import { PlainText } from './plain-text.tsx'

/** Two windows wrote in one place: both texts are here, and the person says what becomes of them. */
export function PageConflicts({
  frame,
  page,
  conflicts,
  problems,
}: {
  frame: Frame
  page: Page
  conflicts: readonly TextConflict[]
  problems?: readonly FieldProblem[]
}) {
  const { t } = frame
  const title = t('portfolio.conflictTitle')
  return (
    <Layout frame={frame} title={title} problem>
      <ErrorSummary t={t} problems={problems} />
      <PageTitle lede={t('portfolio.pageConflictLede')}>{title}</PageTitle>
      <Form frame={frame} action={paths.pageConflicts(page.id)}>
        {conflicts.map((conflict, index) => (
          <Conflict frame={frame} conflict={conflict} number={index + 1} language={page.draft.language} />
        ))}
        <Actions>
          <Button>{t('portfolio.conflictSettle')}</Button>
        </Actions>
      </Form>
    </Layout>
  )
}

function Conflict({
  frame: { t },
  conflict,
  number,
  language,
}: {
  frame: Frame
  conflict: TextConflict
  number: number
  language: string
}) {
  const { id, kind, mine, theirs } = conflict
  const choices = [
    ...(kind === 'title' ? [] : [{ value: 'both', label: t('portfolio.conflictBoth') }]),
    { value: 'mine', label: t('portfolio.conflictUseMine') },
    {
      value: 'theirs',
      label: t(theirs === undefined ? 'portfolio.conflictDiscard' : 'portfolio.conflictUseTheirs'),
    },
  ]
  return (
    <section class="conflict" aria-labelledby={`conflict-${id}`}>
      <h2 id={`conflict-${id}`}>
        {t('portfolio.conflictNumber', { number, kind: t(`portfolio.block_${kind}`) })}
      </h2>
      <input type="hidden" name={`kind-${id}`} value={kind} />
      <input type="hidden" name={`theirs-${id}`} value={theirs === undefined ? '' : textBase(theirs)} />
      <h3>{t('portfolio.conflictTheirs')}</h3>
      {theirs === undefined ? (
        <p>{t('portfolio.conflictRemoved')}</p>
      ) : (
        <div class="conflict__theirs">
          <PlainText text={theirs} lang={language} />
        </div>
      )}
      <Textarea
        t={t}
        name={`mine-${id}`}
        label={t('portfolio.conflictMine')}
        value={mine}
        lang={language}
        long
        rows={kind === 'text' ? 8 : 2}
      />
      <Radios
        t={t}
        name={`choice-${id}`}
        label={t('portfolio.conflictChoice')}
        choices={theirs === undefined ? choices.filter(({ value }) => value !== 'both') : choices}
        value={theirs === undefined || kind === 'title' ? 'mine' : 'both'}
      />
    </section>
  )
}
