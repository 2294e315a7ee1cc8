import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Button, ButtonLink } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Notice } from '../../ui/text/notice.tsx'
import { MomentText } from '../../ui/time.tsx'
import type { RecoveryCodes } from '../recovery-store.ts'
import { AccountLayout } from './account-layout.tsx'

export function RecoveryCodesPage({
  frame,
  codes,
  problems,
}: {
  frame: Frame
  codes: RecoveryCodes | undefined
  problems?: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  return (
    <AccountLayout
      frame={frame}
      title={t('identity.waysBack')}
      lede={t('identity.waysBackLede')}
      problem={problems !== undefined}
      before={<ErrorSummary t={t} problems={problems} />}
    >
      <section>
        <h2>{t('identity.secondAddressTitle')}</h2>
        <p>{t('identity.secondAddressAbout')}</p>
        <p>
          <a href={paths.accountAddresses()}>{t('identity.addressesTitle')}</a>
        </p>
      </section>
      <section>
        <h2>{t('identity.codesTitle')}</h2>
        <p>{t('identity.codesAbout')}</p>
        {codes && (
          <p>
            {t('identity.codesLeft', { left: codes.left })} <MomentText t={t} value={codes.madeAt} />
          </p>
        )}
        <Form frame={frame} action={paths.accountRecoveryCodes()}>
          <Field
            t={t}
            name="password"
            type="password"
            label={t('identity.presentPassword')}
            hint={t('identity.whyPassword')}
            problems={problems}
            autocomplete="current-password"
            spellcheck={false}
          />
          <Button>{t('identity.makeCodes')}</Button>
        </Form>
      </section>
    </AccountLayout>
  )
}

/** Made to be printed: one code a line, nothing to press in between. */
export function NewRecoveryCodesPage({
  frame,
  codes,
  madeAt,
}: {
  frame: Frame
  codes: readonly string[]
  madeAt: Date
}) {
  const { t } = frame
  return (
    <AccountLayout frame={frame} title={t('identity.newCodesTitle')} lede={t('identity.newCodesLede')}>
      <Notice t={t} kind="warning">
        <p>{t('identity.codesShownOnce')}</p>
      </Notice>
      <ol class="codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p>
        {t('identity.codesMadeOn')} <MomentText t={t} value={madeAt} />
      </p>
      <ButtonLink href={paths.account()}>{t('identity.codesKept')}</ButtonLink>
    </AccountLayout>
  )
}
