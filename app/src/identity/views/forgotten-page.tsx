import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Layout } from '../../ui/layout/layout.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { resetMinutes } from '../forgotten-password.ts'
import { passwordLength } from '../password-rule.ts'

export function ForgottenPage({
  frame,
  address,
  problems,
}: {
  frame: Frame
  address?: string | undefined
  problems?: readonly FieldProblem[]
}) {
  const { t } = frame
  const title = t('identity.forgottenTitle')
  return (
    <Layout frame={frame} title={title} problem={problems !== undefined}>
      <ErrorSummary t={t} problems={problems} />
      <PageTitle lede={t('identity.forgottenLede')}>{title}</PageTitle>
      <Form frame={frame} action={paths.forgotten()}>
        <Field
          t={t}
          name="address"
          type="email"
          label={t('identity.address')}
          hint={t('identity.secondAddressWorks')}
          value={address}
          problems={problems}
          autocomplete="email"
          spellcheck={false}
        />
        <Button>{t('identity.mailLink')}</Button>
      </Form>
      <p>
        {t('identity.noMailAnyMore')} <a href={paths.recover()}>{t('identity.recoverTitle')}</a>
      </p>
    </Layout>
  )
}

export function ForgottenSentPage({ frame }: { frame: Frame }) {
  const { t } = frame
  const title = t('identity.checkMailTitle')
  return (
    <Layout frame={frame} title={`${title}: ${t('identity.forgottenTitle')}`} noindex>
      <PageTitle lede={t('identity.forgottenSent', { minutes: resetMinutes })}>{title}</PageTitle>
      <p>{t('identity.mailNotThere')}</p>
    </Layout>
  )
}

export function NewPasswordPage({ frame, problems }: { frame: Frame; problems?: readonly FieldProblem[] }) {
  const { t } = frame
  const title = t('identity.newPasswordTitle')
  return (
    <Layout frame={frame} title={title} problem={problems !== undefined} noindex>
      <ErrorSummary t={t} problems={problems} />
      <PageTitle lede={t('identity.newPasswordLede')}>{title}</PageTitle>
      <Form frame={frame}>
        <Field
          t={t}
          name="newPassword"
          type="password"
          label={t('identity.newPassword')}
          hint={t('identity.passwordHint', { least: passwordLength.least })}
          problems={problems}
          autocomplete="new-password"
          spellcheck={false}
        />
        <Button>{t('identity.setPassword')}</Button>
      </Form>
    </Layout>
  )
}
