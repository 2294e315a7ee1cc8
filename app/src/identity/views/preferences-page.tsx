import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { Frame } from '../../ui/frame.ts'
import { Button } from '../../ui/form/button.tsx'
import { Radios } from '../../ui/form/choices.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Form } from '../../ui/form/form.tsx'
import { textSizes, themes } from '../preferences.ts'
import { AccountLayout } from './account-layout.tsx'

export function PreferencesPage({ frame, problems }: { frame: Frame; problems?: readonly FieldProblem[] }) {
  const { t } = frame
  return (
    <AccountLayout
      frame={frame}
      title={t('identity.preferencesTitle')}
      problem={problems !== undefined}
      before={<ErrorSummary t={t} problems={problems} />}
    >
      <Form frame={frame} action={paths.accountPreferences()}>
        <Radios
          t={t}
          name="language"
          label={t('identity.language')}
          hint={t('identity.languageHint')}
          value={t.language}
          problems={problems}
          choices={[
            { value: 'en', label: 'English', lang: 'en' },
            { value: 'cy', label: 'Cymraeg', lang: 'cy' },
          ]}
        />
        <Radios
          t={t}
          name="theme"
          label={t('identity.theme')}
          value={frame.theme}
          problems={problems}
          choices={themes.map((theme) => ({ value: theme, label: t(`identity.theme_${theme}`) }))}
        />
        <Radios
          t={t}
          name="textSize"
          label={t('identity.textSize')}
          value={frame.textSize}
          problems={problems}
          choices={textSizes.map((size) => ({ value: size, label: t(`identity.textSize_${size}`) }))}
        />
        <Button>{t('common.save')}</Button>
      </Form>
    </AccountLayout>
  )
}
