import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Button } from '../../ui/form/button.tsx'
import { DateField, type DateParts } from '../../ui/form/date-field.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Layout } from '../../ui/layout/layout.tsx'
import { Notice } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { agePolicy } from '../age.ts'
import { passwordLength } from '../password-rule.ts'
import { signUpHours } from '../sign-up.ts'

interface Typed {
  readonly givenName: string
  readonly familyName: string
  readonly address: string
}

export function SignUpPage({
  frame,
  values,
  date,
  problems,
}: {
  frame: Frame
  values?: Typed
  date?: DateParts
  problems?: readonly FieldProblem[]
}) {
  const { t } = frame
  const title = t('identity.signUpTitle')
  return (
    <Layout frame={frame} title={title} problem={problems !== undefined}>
      <ErrorSummary t={t} problems={problems} />
      <PageTitle lede={t('identity.signUpLede')}>{title}</PageTitle>
      <Form frame={frame} action={paths.signUp()}>
        <Field
          t={t}
          name="givenName"
          label={t('identity.givenName')}
          value={values?.givenName}
          problems={problems}
          autocomplete="given-name"
          width="medium"
          spellcheck={false}
        />
        <Field
          t={t}
          name="familyName"
          label={t('identity.familyName')}
          value={values?.familyName}
          problems={problems}
          autocomplete="family-name"
          width="medium"
          spellcheck={false}
        />
        <Field
          t={t}
          name="address"
          type="email"
          label={t('identity.address')}
          hint={t('identity.ownAddressHint')}
          value={values?.address}
          problems={problems}
          autocomplete="email"
          spellcheck={false}
        />
        <Field
          t={t}
          name="password"
          type="password"
          label={t('identity.password')}
          hint={t('identity.passwordHint', { least: passwordLength.least })}
          problems={problems}
          autocomplete="new-password"
          spellcheck={false}
        />
        <DateField
          t={t}
          name="birthDate"
          label={t('identity.birthDate')}
          hint={t('identity.birthDateHint', { own: agePolicy.ownAccount, adult: agePolicy.adult })}
          value={date}
          problems={problems}
          birthday
        />
        <Button>{t('identity.createAccount')}</Button>
      </Form>
      <p>
        {t('identity.haveAccount')} <a href={paths.signIn()}>{t('common.signIn')}</a>
      </p>
    </Layout>
  )
}

/** The same for a known and an unknown address. */
export function SignUpSentPage({ frame, institution }: { frame: Frame; institution: boolean }) {
  const { t } = frame
  const title = t('identity.checkMailTitle')
  return (
    <Layout frame={frame} title={title} noindex>
      <PageTitle lede={t('identity.signUpSent', { hours: signUpHours })}>{title}</PageTitle>
      {institution && (
        <Notice t={t} kind="warning" title={t('identity.institutionAddressTitle')}>
          <p>{t('identity.institutionAddress')}</p>
        </Notice>
      )}
      <p>{t('identity.mailNotThere')}</p>
    </Layout>
  )
}

export function TooYoungPage({ frame, age }: { frame: Frame; age: number }) {
  const { t } = frame
  const title = t('identity.tooYoungTitle')
  return (
    <Layout frame={frame} title={title} noindex>
      <PageTitle lede={t('identity.tooYoung', { age })}>{title}</PageTitle>
      <p>{t('identity.tooYoungNothingKept')}</p>
      <p>{t('identity.tooYoungAskSchool')}</p>
    </Layout>
  )
}
