import type { FieldProblem } from '../../errors.ts'
import type { Organisation } from '../../institution/organisation.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/form/button.tsx'
import { Radios } from '../../ui/form/choices.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Form } from '../../ui/form/form.tsx'
import { Textarea } from '../../ui/form/textarea.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../ui/list/navigation.tsx'
import type { FormValues } from '../../ui/request.ts'
import { HelpBeside } from '../../ui/text/notice.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import type { MaskedCandidate } from '../register/masked.ts'
import { Candidates } from './comparison.tsx'
import { MoreFields, StandingFields, WhoFields } from './registration-fields.tsx'

export function NewLearnerPage({
  frame,
  organisation,
  values,
  problems,
  candidates = [],
}: {
  frame: Frame
  organisation: Organisation
  values?: FormValues | undefined
  problems?: readonly FieldProblem[] | undefined
  /** Those in the register who could be this person: then a reason is asked. */
  candidates?: readonly MaskedCandidate[]
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const title = t('record.enterLearner')
  const text = { t, problems, spellcheck: false, autocomplete: 'off' } as const
  const asksReason = candidates.length > 0 || (values?.['reason'] ?? '') !== ''
  const help = (
    <>
      <p>{t('record.enterHelpUln')}</p>
      <p>{t('record.enterHelpKnown')}</p>
      <p>{t('record.enterHelpNames')}</p>
      <p>{t('register.enterHelpPossible')}</p>
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
        {candidates.length > 0 && (
          <section>
            <h2>{t('register.compareTitle')}</h2>
            <Candidates t={t} candidates={candidates} />
          </section>
        )}
        <Form frame={frame} action={paths.learnerNew(organisationId)}>
          {asksReason && (
            <Textarea
              t={t}
              name="reason"
              label={t('register.reason')}
              hint={t('register.reasonHint')}
              problems={problems}
              value={values?.['reason']}
            />
          )}
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
            hint={t('register.ulnHint')}
            width="medium"
            inputmode="numeric"
            value={values?.['uln']}
          />
          <WhoFields t={t} values={values} problems={problems} />
          <Field
            {...text}
            name="cohort"
            label={t('record.cohort')}
            hint={t('record.cohortHint')}
            width="medium"
            value={values?.['cohort']}
          />
          <StandingFields t={t} values={values} problems={problems} />
          <MoreFields t={t} values={values} problems={problems} />
          <Button>{t('record.enterButton')}</Button>
        </Form>
      </HelpBeside>
    </Layout>
  )
}
