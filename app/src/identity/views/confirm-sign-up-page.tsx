import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Layout } from '../../ui/layout/layout.tsx'
import { PageTitle } from '../../ui/text/text.tsx'

export function ConfirmSignUpPage({ frame, givenName }: { frame: Frame; givenName: string }) {
  const { t } = frame
  const title = t('identity.confirmSignUpTitle', { name: givenName })
  return (
    <Layout frame={frame} title={title} noindex>
      <PageTitle lede={t('identity.confirmSignUp')}>{title}</PageTitle>
      <Form frame={frame}>
        <Button>{t('identity.openAccount')}</Button>
      </Form>
    </Layout>
  )
}

/** In another browser than the one that asked: nothing here greets, for a stranger may have written the name. */
export function ConfirmElsewherePage({
  frame,
  secret,
  address,
  problems,
}: {
  frame: Frame
  secret: string
  address: string
  problems?: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const title = t('identity.confirmElsewhereTitle')
  return (
    <Layout frame={frame} title={title} problem={problems !== undefined} noindex>
      <ErrorSummary t={t} problems={problems} />
      <PageTitle lede={t('identity.confirmElsewhere', { address })}>{title}</PageTitle>
      <Form frame={frame} id="confirm">
        <Field
          t={t}
          name="password"
          type="password"
          label={t('identity.chosenPassword')}
          hint={t('identity.chosenPasswordHint')}
          problems={problems}
          autocomplete="current-password"
          spellcheck={false}
        />
        <Button>{t('identity.openAccount')}</Button>
      </Form>
      <section>
        <h2>{t('identity.refuseSignUpTitle')}</h2>
        <p>{t('identity.refuseSignUpAbout')}</p>
        <Form frame={frame} action={paths.signUpRefuse(secret)} id="refuse">
          <Button look="secondary">{t('identity.refuseSignUp')}</Button>
        </Form>
      </section>
    </Layout>
  )
}
