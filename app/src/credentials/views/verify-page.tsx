import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { Actions, Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import type { Checked } from '../check.ts'
import { DocumentFields } from './document-fields.tsx'
import { BundleResult, CredentialResult } from './report.tsx'

export function VerifyPage({
  frame,
  checked,
  text,
  problems,
}: {
  frame: Frame
  checked?: Exclude<Checked, { kind: 'unrecognised' }>
  text?: string
  problems?: readonly FieldProblem[]
}) {
  const { t } = frame
  const title = t(checked ? 'credentials.resultTitle' : 'credentials.verifyTitle')
  return (
    <Layout frame={frame} title={title} problem={problems !== undefined}>
      <ErrorSummary t={t} problems={problems} />
      <PageTitle lede={checked ? undefined : t('credentials.verifyLede')}>{title}</PageTitle>
      {checked?.kind === 'credential' && <CredentialResult t={t} report={checked.report} level={2} />}
      {checked?.kind === 'bundle' && <BundleResult t={t} report={checked.report} />}
      {checked && <h2>{t('credentials.checkAnother')}</h2>}
      <Form frame={frame} action={paths.verify()} upload={true}>
        <DocumentFields
          t={t}
          hint={t('credentials.fileHint')}
          accept=".json,application/json,application/vc"
          text={text}
          problems={problems}
        />
        <p>{t('credentials.nothingStored')}</p>
        <Actions>
          <Button look={checked ? 'secondary' : 'primary'}>{t('credentials.check')}</Button>
        </Actions>
      </Form>
    </Layout>
  )
}
