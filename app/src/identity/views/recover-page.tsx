import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Layout } from '../../ui/layout/layout.tsx'
import { PageTitle } from '../../ui/text/text.tsx'

export function RecoverPage({
  frame,
  address,
  problems,
}: {
  frame: Frame
  address?: string | undefined
  problems?: readonly FieldProblem[]
}) {
  const { t } = frame
  const title = t('identity.recoverTitle')
  return (
    <Layout frame={frame} title={title} problem={problems !== undefined}>
      <ErrorSummary t={t} problems={problems} />
      <PageTitle lede={t('identity.recoverLede')}>{title}</PageTitle>
      <Form frame={frame} action={paths.recover()}>
        <Field
          t={t}
          name="address"
          type="email"
          label={t('identity.address')}
          value={address}
          problems={problems}
          autocomplete="username"
          spellcheck={false}
        />
        <Field
          t={t}
          name="code"
          label={t('identity.code')}
          hint={t('identity.codeHint')}
          problems={problems}
          autocomplete="off"
          width="medium"
          spellcheck={false}
        />
        <Button>{t('common.continue')}</Button>
      </Form>
      <section>
        <h2>{t('identity.otherWaysTitle')}</h2>
        <p>
          {t('identity.otherWayAddress')} <a href={paths.forgotten()}>{t('identity.forgottenTitle')}</a>
        </p>
        <p>{t('identity.otherWayOperator')}</p>
      </section>
    </Layout>
  )
}

export function CancelRecoveryPage({ frame }: { frame: Frame }) {
  const { t } = frame
  const title = t('identity.cancelRecoveryTitle')
  return (
    <Layout frame={frame} title={title} noindex>
      <PageTitle lede={t('identity.cancelRecoveryLede')}>{title}</PageTitle>
      <Form frame={frame}>
        <Button>{t('identity.cancelRecovery')}</Button>
      </Form>
    </Layout>
  )
}
