import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { Checkboxes } from '../../ui/form/choices.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Select } from '../../ui/form/select.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import type { FormValues } from '../../ui/request.ts'
import { HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { organisationKinds, statementKinds } from '../organisation.ts'

export function NewOrganisationPage({
  frame,
  again,
}: {
  frame: Frame
  again?: { values: FormValues; problems: readonly FieldProblem[] } | undefined
}) {
  const { t } = frame
  const title = t('institution.enterOrganisation')
  const crumbs = [{ href: paths.operator(), label: t('institution.registerTitle') }, { label: title }]
  const { values = {}, problems } = again ?? {}
  const basics = { t, problems }
  const help = (
    <>
      <p>{t('institution.enterHelpUkprn')}</p>
      <p>{t('institution.enterHelpAttest')}</p>
      <p>{t('institution.enterHelpDomains')}</p>
      <p>{t('institution.enterHelpAdministrator')}</p>
    </>
  )
  return (
    <Layout
      frame={frame}
      title={title}
      wide
      problem={again !== undefined}
      before={<Breadcrumbs t={t} crumbs={crumbs} />}
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle lede={t('institution.enterLede')}>{title}</PageTitle>
      <HelpBeside title={t('institution.help')} help={help}>
        <Form frame={frame} action={paths.operatorOrganisationNew()} id="new-organisation">
          <Field
            {...basics}
            name="ukprn"
            label={t('institution.ukprn')}
            hint={t('institution.ukprnHint')}
            value={values['ukprn']}
            inputmode="numeric"
            autocomplete="off"
            spellcheck={false}
          />
          <Field
            {...basics}
            name="name"
            label={t('institution.name')}
            value={values['name']}
            autocomplete="off"
          />
          <Select
            {...basics}
            name="kind"
            label={t('institution.kind')}
            value={values['kind']}
            empty={t('institution.chooseKind')}
            options={organisationKinds.map((kind) => ({ value: kind, label: t(`institution.kind_${kind}`) }))}
          />
          <Checkboxes
            {...basics}
            name="mayAttest"
            label={t('institution.admittedFor')}
            hint={t('institution.mayAttestHint')}
            optional
            values={values['mayAttest']?.split(',')}
            choices={statementKinds.map((kind) => ({
              value: kind,
              label: t(`institution.statement_${kind}`),
            }))}
          />
          <Field
            {...basics}
            name="reason"
            label={t('institution.reasonDiffers')}
            hint={t('institution.reasonDiffersHint')}
            value={values['reason']}
            optional
            autocomplete="off"
          />
          <Field
            {...basics}
            name="emailDomains"
            label={t('institution.emailDomains')}
            hint={t('institution.emailDomainsHint')}
            value={values['emailDomains']}
            optional
            autocomplete="off"
            spellcheck={false}
          />
          <Field
            {...basics}
            name="administrator"
            type="email"
            label={t('institution.firstAdministrator')}
            hint={t('institution.firstAdministratorHint')}
            value={values['administrator']}
            autocomplete="off"
            spellcheck={false}
          />
          <Button>{t('institution.enterOrganisation')}</Button>
        </Form>
      </HelpBeside>
    </Layout>
  )
}
