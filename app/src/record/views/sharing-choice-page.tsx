import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { Actions, Button } from '../../ui/form/button.tsx'
import { Radios } from '../../ui/form/choices.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { Table } from '../../ui/list/table.tsx'
import { PageTitle, Tag } from '../../ui/text/text.tsx'
import { DateText } from '../../ui/time.tsx'
import type { SharingState } from '../provider/sharing-choice.ts'

/** The notice, what it means for the places where one is enrolled now, and the choice. */
export function SharingChoicePage({
  frame,
  state,
  problems,
}: {
  frame: Frame
  state: SharingState
  problems?: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const title = t('access.choiceTitle')
  const crumbs = [{ href: paths.record(), label: t('record.title') }, { label: title }]
  return (
    <Layout
      frame={frame}
      title={title}
      problem={problems !== undefined}
      before={<Breadcrumbs t={t} crumbs={crumbs} />}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={t('record.title')} lede={t('access.choiceLede')}>
        {title}
      </PageTitle>
      <h2>{t('access.noticeTitle')}</h2>
      <p>{t('access.noticeWho')}</p>
      <p>{t('access.noticeOthers')}</p>
      <p>{t('access.noticeNever')}</p>
      <p>
        <a href={paths.privacy()}>{t('access.noticeMore')}</a>
      </p>
      {state.providers.length > 0 && (
        <Table
          caption={t('access.enrolledNow')}
          rows={state.providers}
          columns={[
            { label: t('record.name'), header: true, cell: ({ name }) => name },
            { label: t('access.since'), cell: ({ since }) => <DateText t={t} value={since} /> },
            {
              label: t('access.seesRecord'),
              cell: ({ sees }) => (
                <Tag kind={sees ? 'info' : 'plain'}>{t(sees ? 'access.seesYes' : 'access.seesNo')}</Tag>
              ),
            },
          ]}
        />
      )}
      <Form frame={frame} action={paths.recordSharing()}>
        <Radios
          t={t}
          name="choice"
          label={t('access.choiceQuestion')}
          hint={state.choice === 'unasked' ? t('access.choiceUnasked') : undefined}
          value={state.choice === 'unasked' ? undefined : state.choice}
          problems={problems}
          choices={[
            { value: 'yes', label: t('access.choiceYes'), hint: t('access.choiceYesHint') },
            { value: 'no', label: t('access.choiceNo'), hint: t('access.choiceNoHint') },
          ]}
        />
        <Actions>
          <Button>{t('access.choiceSave')}</Button>
        </Actions>
      </Form>
    </Layout>
  )
}
