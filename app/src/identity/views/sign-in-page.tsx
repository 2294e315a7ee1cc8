import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Layout } from '../../ui/layout/layout.tsx'
import { LinkList } from '../../ui/list/lists.tsx'
import { PageTitle } from '../../ui/text/text.tsx'

export function SignInPage({
  frame,
  to,
  address,
  problems,
}: {
  frame: Frame
  /** Where to go on, '' for the first page. */
  to: string
  address?: string | undefined
  problems?: readonly FieldProblem[]
}) {
  const { t } = frame
  const title = t('common.signIn')
  return (
    <Layout frame={frame} title={title} problem={problems !== undefined}>
      <ErrorSummary t={t} problems={problems} />
      <PageTitle>{title}</PageTitle>
      <Form frame={frame} action={paths.signIn()} id="sign-in">
        {to && <input type="hidden" name="to" value={to} />}
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
          name="password"
          type="password"
          label={t('identity.password')}
          problems={problems}
          autocomplete="current-password"
          spellcheck={false}
        />
        <Button>{t('common.signIn')}</Button>
      </Form>
      <LinkList
        items={[
          { href: paths.forgotten(), title: t('identity.forgottenTitle') },
          { href: paths.recover(), title: t('identity.recoverTitle') },
          { href: paths.signUp(), title: t('identity.signUpTitle') },
        ]}
      />
    </Layout>
  )
}
