import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { Radios } from '../../ui/form/choices.tsx'
import { DateField } from '../../ui/form/date-field.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import type { FormValues } from '../../ui/request.ts'
import { HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'

export function NewLearnerPage({
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
  const { organisationId, name } = organisation
  const title = t('record.enterLearner')
  const text = { t, problems, spellcheck: false, autocomplete: 'off' } as const
  const help = (
    <>
      <p>{t('record.enterHelpUln')}</p>
      <p>{t('record.enterHelpKnown')}</p>
      <p>{t('record.enterHelpNames')}</p>
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
            { href: paths.learners(organisationId), label: t('record.learnersTitle') },
            { label: title },
          ]}
        />
      }
    >
      <ErrorSummary t={t} problems={problems} />
      <PageTitle kicker={name}>{title}</PageTitle>
      <HelpBeside title={t('record.help')} help={help}>
        <Form frame={frame} action={paths.learnerNew(organisationId)}>
          <Radios
            t={t}
            name="known"
            label={t('record.isKnown')}
            value={values?.['known']}
            problems={problems}
            choices={[
              { value: 'new', label: t('record.isNew'), hint: t('record.isNewHint') },
              { value: 'known', label: t('record.isKnownElsewhere'), hint: t('record.isKnownHint') },
            ]}
          />
          <Field
            {...text}
            name="uln"
            label={t('record.uln')}
            width="medium"
            inputmode="numeric"
            value={values?.['uln']}
          />
          <Field {...text} name="givenName" label={t('record.givenName')} value={values?.['givenName']} />
          <Field {...text} name="familyName" label={t('record.familyName')} value={values?.['familyName']} />
          <DateField
            t={t}
            name="birthDate"
            label={t('record.birthDate')}
            problems={problems}
            value={{
              day: values?.['birthDate-day'],
              month: values?.['birthDate-month'],
              year: values?.['birthDate-year'],
            }}
          />
          <Field
            {...text}
            name="cohort"
            label={t('record.cohort')}
            hint={t('record.cohortHint')}
            width="medium"
            value={values?.['cohort']}
          />
          <Button>{t('record.enterButton')}</Button>
        </Form>
      </HelpBeside>
    </Layout>
  )
}
