import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { Actions, Button } from '../../ui/form/button.tsx'
import { Checkbox, Radios } from '../../ui/form/choices.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Notice } from '../../ui/text/notice.tsx'
import { BackLink, PageTitle } from '../../ui/text/text.tsx'
import type { FormValues } from '../../ui/request.ts'
import type { ShareForm } from '../share-form.ts'

export function NewSharePage({
  frame,
  page,
  values,
  problems,
}: {
  frame: Frame
  page: ShareForm
  values: FormValues
  problems: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  return (
    <Layout
      frame={frame}
      title={t('sharing.newTitle')}
      problem={problems !== undefined}
      before={<BackLink href={paths.page(page.pageId)}>{page.title}</BackLink>}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={page.title} lede={t('sharing.newLede')}>
        {t('sharing.newTitle')}
      </PageTitle>
      {page.child && (
        <Notice t={t} kind="info">
          {t('sharing.childRules')}
        </Notice>
      )}
      <Form frame={frame} action={paths.shareNew(page.pageId)}>
        <Radios
          t={t}
          name="audience"
          label={t('sharing.audience')}
          problems={problems}
          value={values['audience']}
          choices={[
            { value: 'link', label: t('sharing.audienceLink'), hint: t('sharing.audienceLinkHint') },
            { value: 'person', label: t('sharing.audiencePerson'), hint: t('sharing.audiencePersonHint') },
          ]}
        />
        <Field
          t={t}
          name="recipient"
          label={t('sharing.recipient')}
          hint={t('sharing.recipientHint')}
          value={values['recipient']}
          problems={problems}
          maxlength={200}
        />
        <Field
          t={t}
          name="purpose"
          label={t('sharing.purpose')}
          hint={t('sharing.purposeHint')}
          value={values['purpose']}
          problems={problems}
          maxlength={300}
        />
        <Radios
          t={t}
          name="days"
          label={t('sharing.days')}
          problems={problems}
          value={values['days']}
          choices={page.choices.map((days) => ({
            value: String(days),
            label: t('sharing.daysChoice', { days }),
          }))}
        />
        <Checkbox
          t={t}
          name="mayDownload"
          label={t('sharing.mayDownload')}
          hint={t('sharing.mayDownloadHint')}
          problems={problems}
          checked={values['mayDownload'] === 'yes'}
        />
        <Actions>
          <Button>{t('sharing.create')}</Button>
        </Actions>
      </Form>
    </Layout>
  )
}
