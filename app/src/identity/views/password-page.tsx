import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { passwordLength } from '../password-rule.ts'
import { AccountLayout } from './account-layout.tsx'

export function PasswordPage({ frame, problems }: { frame: Frame; problems?: readonly FieldProblem[] }) {
  const { t } = frame
  return (
    <AccountLayout
      frame={frame}
      title={t('identity.passwordTitle')}
      lede={t('identity.passwordLede')}
      problem={problems !== undefined}
      before={<ErrorSummary t={t} problems={problems} />}
    >
      <Form frame={frame} action={paths.accountPassword()}>
        <Field
          t={t}
          name="password"
          type="password"
          label={t('identity.presentPassword')}
          problems={problems}
          autocomplete="current-password"
          spellcheck={false}
        />
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
        <Button>{t('identity.changePassword')}</Button>
      </Form>
    </AccountLayout>
  )
}
