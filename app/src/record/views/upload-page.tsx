import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { FileField } from '../../ui/form/file-field.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import { HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { columns } from '../results/columns.ts'
import { gradingSchemes } from '../results/grading-schemes.ts'

export function UploadPage({
  frame,
  organisation,
  problems,
}: {
  frame: Frame
  organisation: Organisation
  problems?: readonly FieldProblem[] | undefined
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('record.uploadTitle')
  const names = Object.entries(columns)
  const list = (required: boolean) =>
    names.filter(([, column]) => column.required === required).map(([column]) => column)
  const help = (
    <>
      <p>{t('record.uploadHelpFile')}</p>
      <p>
        {t('record.uploadHelpNeeded')} <Codes of={list(true)} />
      </p>
      <p>
        {t('record.uploadHelpOptional')} <Codes of={list(false)} />
      </p>
      <p>
        {t('record.uploadHelpSchemes')} <Codes of={[...gradingSchemes.keys()]} />
      </p>
      <p>{t('record.uploadHelpAgain')}</p>
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
            { href: paths.batches(organisationId), label: t('record.batchesTitle') },
            { label: title },
          ]}
        />
      }
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={name} lede={t('record.uploadLede')}>
        {title}
      </PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <Form frame={frame} action={paths.batchNew(organisationId)} upload>
          <FileField t={t} name="file" label={t('record.file')} accept=".csv,text/csv" problems={problems} />
          <Button>{t('record.uploadButton')}</Button>
        </Form>
      </HelpBeside>
    </Layout>
  )
}

/** Each in one piece, so that a column's name never breaks. */
function Codes({ of }: { of: readonly string[] }) {
  return (
    <span class="code-list">
      {of.map((code) => (
        <code>{code}</code>
      ))}
    </span>
  )
}
