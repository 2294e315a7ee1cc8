import type { FieldProblem } from '../../../errors.ts'
import type { Organisation } from '../../../institution/organisation.ts'
import { paths } from '../../../paths.ts'
import { Button } from '../../../ui/form/button.tsx'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { FileField } from '../../../ui/form/file-field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../../ui/list/navigation.tsx'
import type { FormValues } from '../../../ui/request.ts'
import { HelpBeside } from '../../../ui/text/notice.tsx'
import { PageTitle } from '../../../ui/text/text.tsx'
import { columnNames } from '../columns.ts'
import { registrationPolicy } from '../policy.ts'

export function SendPage({
  frame,
  organisation,
  values,
  problems,
}: {
  frame: Frame
  organisation: Organisation
  values?: FormValues | undefined
  problems?: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const { organisationId, name, ukprn } = organisation
  const { fewest, most, fileVersion } = registrationPolicy
  const title = t('registration.sendTitle')
  const help = (
    <>
      <p>{t('registration.sendHelpName', { example: `LRB_${ukprn}_250920260930.CSV` })}</p>
      <p>
        {t('registration.sendHelpHeadings')}{' '}
        <span class="code-list">
          {columnNames.map((column) => (
            <code>{column}</code>
          ))}
        </span>
      </p>
      <p>{t('registration.sendHelpHeader', { version: fileVersion })}</p>
      <p>{t('registration.sendHelpXml')}</p>
      <p>{t('registration.sendHelpCount', { fewest, most })}</p>
      <p>{t('registration.sendHelpAgain')}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      problem={problems !== undefined}
      before={
        <Breadcrumbs
          t={t}
          crumbs={[
            { href: paths.organisation(organisationId), label: name },
            { href: paths.registrations(organisationId), label: t('registration.title') },
            { label: title },
          ]}
        />
      }
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={name} lede={t('registration.sendLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <Form frame={frame} action={paths.registrationNew(organisationId)} upload>
          <Field
            t={t}
            name="cohort"
            label={t('registration.classFor')}
            hint={t('registration.classForHint')}
            width="medium"
            value={values?.['cohort']}
            problems={problems}
          />
          <FileField
            t={t}
            name="file"
            label={t('registration.file')}
            accept=".CSV,.XML,.csv,.xml,text/csv,text/xml,application/xml"
            problems={problems}
          />
          <Button>{t('registration.check')}</Button>
        </Form>
      </HelpBeside>
    </Layout>
  )
}
