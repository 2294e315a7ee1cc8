import type { Frame } from '../../ui/frame.ts'
import { Button } from '../../ui/form/button.tsx'
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
