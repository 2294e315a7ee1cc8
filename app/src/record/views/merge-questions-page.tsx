import { paths } from '../../paths.ts'
import { Actions, Button } from '../../ui/form/button.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { EmptyState } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import type { MergeQuestion } from '../merges/answer-merge.ts'

/** Whether another account is theirs too: nothing of it is told before both have said so. */
export function MergeQuestionsPage({
  frame,
  questions,
}: {
  frame: Frame
  questions: readonly MergeQuestion[]
}) {
  const { t } = frame
  const title = t('register.questionsTitle')
  return (
    <Layout
      frame={frame}
      title={title}
      before={
        <Breadcrumbs t={t} crumbs={[{ href: paths.record(), label: t('record.title') }, { label: title }]} />
      }
    >
      <PageTitle lede={t('register.questionsLede')}>{title}</PageTitle>
      {questions.length === 0 && (
        <EmptyState title={t('register.noQuestions')}>
          <p>{t('register.noQuestionsText')}</p>
        </EmptyState>
      )}
      {questions.map((question) => (
        <section>
          <h2>{question.organisationName}</h2>
          {question.confirmed ? (
            <p>{t(question.settled ? 'register.questionSettled' : 'register.questionConfirmed')}</p>
          ) : (
            <>
              <p>{t('register.questionText', { name: question.organisationName })}</p>
              <p>{t('register.questionPaused')}</p>
              <Form frame={frame} action={paths.mergeAnswer(question.mergeId)}>
                <Actions>
                  <Button name="answer" value="yes">
                    {t('register.questionYes')}
                  </Button>
                  <Button look="secondary" name="answer" value="no">
                    {t('register.questionNo')}
                  </Button>
                </Actions>
              </Form>
            </>
          )}
        </section>
      ))}
    </Layout>
  )
}
